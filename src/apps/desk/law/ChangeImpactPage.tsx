import { useQuery } from '@tanstack/react-query'
import { Button, Spin, Tag } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { caseLawChanges } from '../../../contexts/casework/contract/law-changes.ts'
import { CASE_STATES } from '../../../contexts/casework/model.ts'
import { IMPACTS } from '../../../contexts/casework/rules/law-impact.ts'
import { listLawChanges } from '../../../contexts/law/contract/layers.ts'
import { CHANGED_KINDS } from '../../../contexts/law/rules/law-changes.ts'
import { yuanText } from '../../../kernel/money.ts'
import { addDays } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { today, useMe } from '../session/session.tsx'
import { ChangeTabs } from './ChangeTabs.tsx'
import { words } from './words-changes.ts'
import { inUnits, parameterName } from './words-parameters.ts'

type Case = z.output<(typeof caseLawChanges)['output']>['cases'][number]
type Turns = z.output<(typeof listLawChanges)['output']>

const SHOWN_MAX = 10

/** What changed in the law between two dates, and whom it concerns. */
export function ChangeImpactPage() {
  const { region } = useMe()
  const [params, setParams] = useSearchParams()
  const set = (name: string, value: string) =>
    setParams((before) => new URLSearchParams({ ...Object.fromEntries(before), [name]: value }), { replace: true })
  const from = params.get('from') || addDays(today(), -180)
  const until = params.get('until') || addDays(today(), 90)
  const key = { from, until }
  const cases = useQuery({ queryKey: ['case-law-changes', key], queryFn: () => ask(caseLawChanges, key) })
  const turns = useQuery({
    queryKey: ['law-turns', region, key],
    queryFn: () => ask(listLawChanges, { region, ...key }),
  })
  const error = cases.error ?? turns.error
  return (
    <>
      <PageHeader
        title={words.impact.title}
        under={words.impact.under}
        trail={[
          <Link key="law" to="/law">
            {words.law}
          </Link>,
        ]}
      />
      <ChangeTabs />
      <section className="sheet">
        <div className="filters">
          <label>
            {words.impact.from}
            <LawDateInput value={from} onChange={(date) => set('from', date)} aria-label={words.impact.from} />
          </label>
          <label>
            {words.impact.until}
            <LawDateInput value={until} onChange={(date) => set('until', date)} aria-label={words.impact.until} />
          </label>
        </div>
        {error && <TroubleNotice trouble={troubleOf(error)} />}
        <h2>{words.impact.cases}</h2>
        {cases.isPending && <Spin />}
        {cases.data?.isCut && <p>{words.impact.isCut}</p>}
        {cases.data?.cases.length === 0 && (
          <EmptyState title={words.impact.noCases}>{words.impact.noCasesUnder}</EmptyState>
        )}
        {cases.data?.cases.map((one) => (
          <TouchedCase key={one.id} one={one} />
        ))}
      </section>
      <section className="sheet">
        <h2>{words.impact.forms}</h2>
        <PlainTable
          label={words.impact.forms}
          rows={cases.data?.forms ?? []}
          loading={cases.isPending}
          rowKey={({ code }) => code}
          empty={<EmptyState title={words.impact.noForms} />}
          columns={[
            { title: words.layers.key, dataIndex: 'code' },
            { title: words.name, dataIndex: 'name' },
            { title: words.instrument, render: (_, { cites }) => cites.join('、') },
          ]}
        />
      </section>
      {turns.data && <TouchedMatters matters={turns.data.matters} />}
      {turns.data && <Changed changes={turns.data.changes} />}
    </>
  )
}

const COLORS = {
  lighter: 'success',
  heavier: 'error',
  unclear: 'warning',
  'older-stays': 'default',
  same: 'default',
} as const

function Amounts({ title, at }: { title: string; at: Case['acts'][number]['before'] }) {
  return (
    <div>
      <div className="soft">{title}</div>
      {at === null ? (
        words.impact.unknown
      ) : (
        <>
          <div>{at.basis}</div>
          <div>
            {words.impact.range(`${yuanText(at.minFen)}元`, `${yuanText(at.maxFen)}元`)}　{words.impact.suggested}{' '}
            {at.exempt === 'must' ? words.impact.exempt : `${yuanText(at.suggestedFen)}元`}
          </div>
        </>
      )}
    </div>
  )
}

function TouchedCase({ one: { id, number, title, partyName, state, acts } }: { readonly one: Case }) {
  return (
    <article className="compared">
      <div className="row-line">
        <strong>
          <Link to={`/cases/${id}`}>{title}</Link>
        </strong>
        <span className="soft">
          {number ?? ''}　{partyName}　{CASE_STATES[state]}
        </span>
      </div>
      {acts.map((act) => (
        <div key={act.actId} className="impact-act">
          <div className="row-line">
            <span>{act.fact}</span>
            <Tag color={COLORS[act.impact]} style={{ whiteSpace: 'normal' }}>
              {IMPACTS[act.impact]}
            </Tag>
          </div>
          <div className="soft">
            {words.impact.actOn} {act.actDate}　{words.impact.on} {act.on}
            <span className="row-code">
              {act.changes.map(({ title: name, key }) => `${name}（${key}）`).join('、')}
            </span>
          </div>
          <div className="impact-pair">
            <Amounts title={words.impact.oldRange} at={act.before} />
            <Amounts title={words.impact.newRange} at={act.after} />
          </div>
          {act.because.length > 0 && (
            <ul className="derivation">
              {act.because.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </article>
  )
}

function TouchedMatters({ matters }: { readonly matters: Turns['matters'] }) {
  const [isWhole, setWhole] = useState(false)
  return (
    <section className="sheet">
      <h2>
        {words.impact.matters}
        {matters.length > 0 ? `（${words.impact.count(matters.length)}）` : ''}
      </h2>
      <PlainTable
        label={words.impact.matters}
        rows={isWhole ? matters : matters.slice(0, SHOWN_MAX)}
        rowKey={({ id }) => id}
        empty={<EmptyState title={words.impact.noMatters} />}
        columns={[
          { title: words.layers.key, dataIndex: 'id' },
          {
            title: words.tabs.matters,
            render: (_, { matter, content }) => <span className="cell-wide">{`${matter}：${content}`}</span>,
          },
          { title: words.reason, render: (_, { because }) => <span className="cell-wide">{because.join('；')}</span> },
        ]}
      />
      {matters.length > SHOWN_MAX && !isWhole && (
        <Button onClick={() => setWhole(true)}>{words.impact.more(matters.length - SHOWN_MAX)}</Button>
      )}
    </section>
  )
}

function Changed({ changes }: { readonly changes: Turns['changes'] }) {
  const [isWhole, setWhole] = useState(false)
  return (
    <section className="sheet">
      <h2>
        {words.impact.changes}
        {changes.length > 0 ? `（${words.impact.count(changes.length)}）` : ''}
      </h2>
      <PlainTable
        label={words.impact.changes}
        rows={isWhole ? changes : changes.slice(0, SHOWN_MAX)}
        rowKey={({ kind, key, on }) => `${kind}${key}${on}`}
        empty={<EmptyState title={words.impact.noChanges}>{words.impact.noChangesUnder}</EmptyState>}
        columns={[
          { title: words.impact.on, render: (_, { on }) => <span className="number">{on}</span> },
          { title: words.kind, render: (_, { kind }) => CHANGED_KINDS[kind] },
          {
            title: words.name,
            render: (_, { title, key, kind }) => (
              <span className="cell-wide">{kind === 'parameter' ? parameterName(key) : `${title}\n${key}`}</span>
            ),
          },
          {
            title: words.before,
            render: (_, { before }) => (
              <span className="cell-wide">{before.map(inUnits).join('\n') || words.nothingBefore}</span>
            ),
          },
          {
            title: words.after,
            render: (_, { after }) => (
              <span className="cell-wide">{after.map(inUnits).join('\n') || words.nothingBefore}</span>
            ),
          },
        ]}
      />
      {changes.length > SHOWN_MAX && !isWhole && (
        <Button onClick={() => setWhole(true)}>{words.impact.more(changes.length - SHOWN_MAX)}</Button>
      )}
    </section>
  )
}
