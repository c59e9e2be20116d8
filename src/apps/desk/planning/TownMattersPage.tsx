import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { listCheckItems } from '../../../contexts/law/contract.ts'
import { listTownMatters, recordTownMatters, townMatters } from '../../../contexts/planning/contract/guards.ts'
import { levelOf, type Region } from '../../../kernel/region.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { ChoiceField, DateField, SeveralField, TextField } from '../fields.tsx'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { useBureaus } from '../people/bureaus.ts'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from './words-town.ts'

const CITES = { instrument: 'MEM-2025-02-27', article: 11 }

/** What each town below the own bureau may check, on which instrument, and the form that records a new list (circular art. 11). */
export function TownMattersPage() {
  const [shown, setShown] = useState<Region | null>(null)
  const { bureaus } = useBureaus()
  const towns = bureaus.filter(({ region }) => levelOf(region) === 'town')
  const { data, error, isPending } = useQuery({
    queryKey: ['town-matters'],
    queryFn: () => ask(listTownMatters, {}),
  })
  const listOf = (town: Region) => data?.towns.find((list) => list.town === town)
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[
          <Link key="list" to="/planning">
            {words.back}
          </Link>,
        ]}
      />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <div className="with-margin">
        <div>
          <section className="sheet">
            <h2>{words.list}</h2>
            <PlainTable
              label={words.list}
              rows={towns}
              loading={isPending}
              rowKey={({ region }) => region}
              empty={<EmptyState title={words.none}>{words.noneUnder}</EmptyState>}
              columns={[
                { title: words.town, dataIndex: 'name' },
                { title: words.instrument, render: (_, { region }) => listOf(region)?.instrument ?? words.notRecorded },
                { title: words.from, render: (_, { region }) => listOf(region)?.from ?? '—' },
                {
                  title: words.items,
                  align: 'right',
                  render: (_, { region }) => {
                    const list = listOf(region)
                    return list ? (
                      <Button type="link" size="small" onClick={() => setShown(region)}>
                        {words.count(list.items)}
                      </Button>
                    ) : (
                      '—'
                    )
                  },
                },
              ]}
            />
          </section>
          {shown && <Matters town={shown} />}
          <NewList towns={towns} />
        </div>
        <aside>
          <Margin entries={[{ cites: CITES, why: words.title }]} />
        </aside>
      </div>
    </>
  )
}

/** The matters of one town, as the public reads them. */
function Matters({ town }: { readonly town: Region }) {
  const { data, error, isPending } = useQuery({
    queryKey: ['town-matters', town],
    queryFn: () => ask(townMatters, { town }),
  })
  const title = `${data?.townName ?? ''}　${data?.list?.instrument ?? ''}`
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{title}</h2>
        <a href={`/portal/towns/${town}`} target="_blank" rel="noreferrer">
          {words.public}
        </a>
      </div>
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <PlainTable
        label={title}
        rows={data?.list?.items ?? []}
        loading={isPending}
        rowKey={({ id }) => id}
        empty={<EmptyState title={words.notRecorded} />}
        columns={[
          { title: words.industry, dataIndex: 'industryName' },
          { title: words.matter, dataIndex: 'matter' },
          { title: words.content, dataIndex: 'content' },
        ]}
      />
    </section>
  )
}

/** What may stand on a list: the items in force, by industry and one by one. */
function useItems() {
  const { data } = useQuery({
    queryKey: ['check-items', 'all'],
    queryFn: () => ask(listCheckItems, {}),
    staleTime: 600_000,
  })
  const items = (data?.items ?? []).filter(({ parent }) => parent === undefined)
  const industries = [...new Map(items.map(({ industry, industryName }) => [industry, industryName]))]
  return { items, industries: industries.map(([value, label]) => ({ value, label })) }
}

function NewList({ towns }: { readonly towns: readonly { readonly region: Region; readonly name: string }[] }) {
  const cite = useNameOf()
  const { items, industries } = useItems()
  const draft = useDraft('planning/town-matters', {
    town: '',
    instrument: '',
    from: today(),
    industries: [] as string[],
    more: [] as string[],
  })
  const { value, set } = draft
  const record = useAct(recordTownMatters, { done: words.done, after: () => draft.done() })
  const cannot = useWhyNotPermitted()('planning.approve')
  const chosen = items
    .filter(({ id, industry }) => value.industries.includes(industry) || value.more.includes(id))
    .map(({ id }) => id)
  return (
    <section className="sheet">
      <h2>{words.new}</h2>
      <p className="soft">{words.newUnder}</p>
      <div className="form-grid">
        <ChoiceField
          label={words.town}
          value={value.town}
          options={[
            { value: '', label: words.choose },
            ...towns.map(({ region, name }) => ({ value: region, label: name })),
          ]}
          onChange={(town) => set({ town })}
        />
        <DateField label={words.from} value={value.from} onChange={(from) => set({ from })} />
        <TextField
          wide
          label={words.instrument}
          note={words.instrumentNote}
          max={100}
          value={value.instrument}
          onChange={(instrument) => set({ instrument })}
        />
        <SeveralField
          label={words.industries}
          note={words.industriesNote}
          value={value.industries}
          options={industries}
          onChange={(some) => set({ industries: some })}
        />
        <SeveralField
          label={words.more}
          note={words.chosen(chosen.length)}
          value={value.more}
          options={items.map(({ id, content }) => ({ value: id, label: `${id} ${content}` }))}
          onChange={(more) => set({ more })}
        />
      </div>
      <TroubleNotice trouble={record.trouble} nameOf={cite} />
      <div className="actions">
        <SubmitButton
          busy={record.busy}
          refusals={cannot}
          nameOf={cite}
          onClick={() =>
            void record.submit({
              town: value.town,
              instrument: value.instrument,
              from: value.from,
              checkItemIds: chosen,
            })
          }
        >
          {words.submit}
        </SubmitButton>
      </div>
    </section>
  )
}
