import { useQuery } from '@tanstack/react-query'
import { Spin, Tag } from 'antd'
import { Link, useParams } from 'react-router'
import { closeKeyPeriod, getKeyPeriod, type KeyPeriodView } from '../../../contexts/planning/contract/key-periods.ts'
import { TASK_STATES } from '../../../contexts/planning/model.ts'
import { KEY_PERIOD_STATES, KEY_PERIODS, type KeyPeriod } from '../../../contexts/planning/rules/key-period.ts'
import * as transitions from '../../../contexts/planning/transitions/key-period.ts'
import { SECTORS } from '../../../contexts/registry/model.ts'
import { whyNotOffered } from '../../../kernel/step.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { TextField } from '../fields.tsx'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { planningTrail } from './AnnualPlansPage.tsx'
import { Matters, Places } from './SpecialPage.tsx'
import { words } from './words-key-period.ts'

const periodsTrail = (
  <Link key="key-periods" to="/planning/key-periods">
    {words.title}
  </Link>
)

/** One key period: its bounds, the plan behind it, and its tasks. */
export function KeyPeriodPage() {
  const { id = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['key-period', id], queryFn: () => ask(getKeyPeriod, { id }) })
  if (error)
    return (
      <>
        <PageHeader title={words.title} trail={[planningTrail, periodsTrail]} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  if (!data) return <Spin />
  const { period } = data
  return (
    <>
      <PageHeader
        title={`${KEY_PERIODS[period.code]}${words.title}`}
        trail={[planningTrail, periodsTrail]}
        under={
          <>
            {period.number}　<Tag>{KEY_PERIOD_STATES[period.state]}</Tag>
          </>
        }
      />
      <div className="with-margin">
        <div>
          <Bounds period={period} />
          <Tasks view={data} />
          {period.state === 'open' && <End period={period} />}
        </div>
        <aside>
          <Margin
            entries={[
              { cites: { instrument: 'MEM-2025-02-27', article: 2 }, why: words.basis },
              { cites: { instrument: 'MEM-2025-02-27', article: 5 }, why: words.content },
            ]}
          />
        </aside>
      </div>
    </>
  )
}

const Bounds = ({ period }: { readonly period: KeyPeriod }) => (
  <section className="sheet">
    <h2>{words.facts}</h2>
    <Facts
      facts={[
        { label: words.days, value: `${period.from} ${words.until} ${period.until}` },
        {
          label: words.plan,
          value: <Link to={`/planning/annual/${period.planId}`}>{period.planNumber}</Link>,
        },
        {
          label: words.regions,
          value: period.regions.length > 0 ? <Places codes={period.regions} /> : words.whole,
        },
        {
          label: words.sectors,
          value: period.sectors.map((code) => SECTORS[code] ?? code).join('、') || words.whole,
        },
        {
          label: words.items,
          value: <Matters ids={period.checkItemIds} industries={period.sectors.join(',')} on={period.from} />,
          wide: true,
        },
        ...(period.closedBecause ? [{ label: words.endedBecause, value: period.closedBecause, wide: true }] : []),
      ]}
    />
  </section>
)

const Tasks = ({ view: { tasks } }: { readonly view: KeyPeriodView }) => (
  <section className="sheet">
    <h2>{words.tasks}</h2>
    <PlainTable
      label={words.tasks}
      rows={tasks}
      rowKey={({ id }) => id}
      empty={<EmptyState title={words.noTasks} />}
      columns={[
        {
          title: words.enterprise,
          render: (_, { enterpriseId, enterpriseName }) => (
            <Link to={`/enterprises/${enterpriseId}`}>{enterpriseName}</Link>
          ),
        },
        { title: words.due, render: (_, { dueFrom, dueUntil }) => `${dueFrom} ${words.until} ${dueUntil}` },
        {
          title: words.state,
          render: (_, { id, state, enterpriseId, inspectionId }) =>
            state === 'open' ? (
              <Link to={`/inspections/new?enterprise=${enterpriseId}&task=${id}`}>{words.makePlan}</Link>
            ) : inspectionId ? (
              <Link to={`/inspections/${inspectionId}`}>{TASK_STATES[state]}</Link>
            ) : (
              TASK_STATES[state]
            ),
        },
      ]}
    />
  </section>
)

function End({ period }: { readonly period: KeyPeriod }) {
  const by = useAsker()
  const nameOf = useNameOf()
  const { id, version } = period
  const draft = useDraft(`planning/key-period/${id}/${version}`, { because: '' })
  const { submit, busy, trouble } = useAct(closeKeyPeriod, { done: words.ended, after: () => draft.done() })
  return (
    <section className="sheet">
      <details className="item-group" style={{ marginTop: 0, borderTop: 0 }}>
        <summary>{words.end}</summary>
        <TextField
          wide
          label={words.because}
          max={500}
          value={draft.value.because}
          onChange={(because) => draft.set({ because })}
        />
        <TroubleNotice trouble={trouble} nameOf={nameOf} />
        <div className="actions">
          <SubmitButton
            kind="default"
            danger
            busy={busy}
            refusals={whyNotOffered(transitions.closeKeyPeriod, period, by, KEY_PERIOD_STATES)}
            nameOf={nameOf}
            onClick={() => void submit({ id, version, because: draft.value.because })}
          >
            {words.end}
          </SubmitButton>
        </div>
      </details>
    </section>
  )
}
