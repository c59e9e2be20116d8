import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { listPowers } from '../../../contexts/law/contract/powers.ts'
import { POWER_KINDS, type PowerKind } from '../../../contexts/law/rules/powers.ts'
import { call } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Loading } from '../Loading.tsx'
import { useTitle } from '../use-title.ts'
import { words } from './words-powers.ts'

const KINDS = Object.keys(POWER_KINDS) as PowerKind[]

/** Everything that the bureaus may inspect, punish and compel, with its articles: the very list that officers use. */
export function PowersPage() {
  useTitle(words.title)
  const [address, setAddress] = useSearchParams()
  const wanted = address.get('q') ?? ''
  const region = address.get('region') ?? ''
  const kind = KINDS.find((one) => one === address.get('kind')) ?? 'penalty'
  const [typed, setTyped] = useState(wanted)
  const set = (change: Record<string, string>) =>
    setAddress((before) => new URLSearchParams({ ...Object.fromEntries(before), ...change }), { replace: true })
  const query = useInfiniteQuery({
    queryKey: ['powers', region, kind, wanted],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      call(listPowers, { region, kind, from: pageParam, ...(wanted ? { words: wanted } : {}) }),
    getNextPageParam: ({ next }) => next,
  })
  const [first] = query.data?.pages ?? []
  const powers = query.data?.pages.flatMap((page) => page.powers) ?? []
  return (
    <>
      <h1>{words.title}</h1>
      <p className="lead">{words.says}</p>
      <form
        className="search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          set({ q: typed.trim() })
        }}
      >
        <Input
          value={typed}
          maxLength={100}
          allowClear
          aria-label={words.search}
          placeholder={words.search}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="primary" htmlType="submit">
          {words.submit}
        </Button>
      </form>
      <p className="section">
        <Segmented
          value={kind}
          aria-label={words.title}
          onChange={(next) => set({ kind: next })}
          options={KINDS.map((value) => ({
            value,
            label: first ? words.kind(POWER_KINDS[value], first.counts[value]) : POWER_KINDS[value],
          }))}
        />
      </p>
      {query.error && <TroubleNotice trouble={troubleOf(query.error)} />}
      {query.isPending && <Loading />}
      {first && powers.length === 0 && <EmptyState title={words.empty}>{words.emptyMend}</EmptyState>}
      <ul className="cards">
        {powers.map(({ id, name, about, cites }) => (
          <li key={id} className="card">
            <h2>{name}</h2>
            {about && (
              <p>
                {kind === 'penalty' ? words.duty : words.industry}：{about}
              </p>
            )}
            <p className="soft">
              {words.cites}：{cites}
            </p>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <p className="section">
          <Button block size="large" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </>
  )
}
