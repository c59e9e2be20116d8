import { useQuery } from '@tanstack/react-query'
import { Button, Input, Spin, Tag } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { listMatters, type MatterNode } from '../../../contexts/law/contract/layers.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { ChangeTabs } from './ChangeTabs.tsx'
import { MatterWording } from './MatterWording.tsx'
import { words } from './words-changes.ts'

type Chosen = { readonly node: MatterNode | null; readonly choose: (node: MatterNode) => void }

/** The tree of matters, from the industry to the single form, with the wording that is inserted by one tap. */
export function MatterPage() {
  const [params, setParams] = useSearchParams()
  const wanted = params.get('q') ?? ''
  const [node, choose] = useState<MatterNode | null>(null)
  const { data, error } = useQuery({
    queryKey: ['law-matters', wanted],
    queryFn: () => ask(listMatters, wanted ? { words: wanted } : {}),
  })
  return (
    <>
      <PageHeader
        title={words.matters.title}
        under={
          <>
            {words.matters.under}
            {data && <div>{words.matters.counts(data.counts)}</div>}
          </>
        }
        trail={[
          <Link key="law" to="/law">
            {words.law}
          </Link>,
        ]}
      />
      <ChangeTabs />
      <section className="sheet" style={{ marginBottom: 16 }}>
        <Input.Search
          defaultValue={wanted}
          allowClear
          enterButton={words.layers.search}
          placeholder={words.matters.search}
          aria-label={words.matters.search}
          onSearch={(q) => setParams(q.trim() ? { q: q.trim() } : {}, { replace: true })}
        />
      </section>
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <div className="matter-split">
        <section className="sheet">
          <h2>{words.matters.tree}</h2>
          {!data && !error && <Spin />}
          {wanted && data && <p className="soft">{words.matters.found(data.nodes.length, data.total)}</p>}
          {data?.nodes.length === 0 && <EmptyState title={words.matters.none}>{words.matters.noneUnder}</EmptyState>}
          <ul className="matter-list">
            {data?.nodes.map((one) => (
              <Branch key={one.id} one={one} path={one.path} chosen={{ node, choose }} />
            ))}
          </ul>
        </section>
        <section className="sheet matter-beside">
          {node ? <MatterWording key={node.id} node={node} /> : <EmptyState title={words.matters.pick} />}
        </section>
      </div>
    </>
  )
}

/** One node and, once unfolded, what stands under it. */
function Branch({
  one,
  path,
  chosen,
}: {
  readonly one: MatterNode
  readonly path: readonly string[]
  readonly chosen: Chosen
}) {
  const [isOpen, setOpen] = useState(false)
  const { data } = useQuery({
    queryKey: ['law-matters-under', one.id],
    enabled: isOpen && one.children > 0,
    queryFn: () => ask(listMatters, { parent: one.id }),
  })
  return (
    <li>
      <div className="matter-line">
        {one.children > 0 ? (
          <button
            type="button"
            className="matter-fold"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? words.matters.close : words.matters.open} ${one.name}`}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? '−' : '+'}
          </button>
        ) : (
          <span className="matter-fold" />
        )}
        <span className="matter-name">
          {path.length > 0 && <span className="soft">{path.join(' / ')} / </span>}
          {one.wording === null ? (
            <Button
              type="text"
              size="small"
              style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'left' }}
              onClick={() => setOpen(!isOpen)}
            >
              {one.name}
            </Button>
          ) : (
            <button type="button" aria-pressed={chosen.node?.id === one.id} onClick={() => chosen.choose(one)}>
              {one.name}
            </button>
          )}
        </span>
        {one.isMust && <Tag>{words.matters.must}</Tag>}
        {one.layer && <Tag color="processing">{words.matters.local}</Tag>}
        {one.children > 0 && <span className="soft">{words.matters.children(one.children)}</span>}
      </div>
      {isOpen && data && (
        <ul className="matter-list">
          {data.nodes.map((child) => (
            <Branch key={child.id} one={child} path={[]} chosen={chosen} />
          ))}
        </ul>
      )}
    </li>
  )
}
