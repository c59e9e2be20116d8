import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { listAnnualPlans } from '../../../contexts/planning/contract/annual-plans.ts'
import { PLAN_STATES } from '../../../contexts/planning/rules/annual-plan.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { words } from './words-annual.ts'

export const planningTrail = (
  <Link key="planning" to="/planning">
    {words.planning}
  </Link>
)

/** Annual plans of the region, the latest year first. */
export function AnnualPlansPage() {
  const { data, error, isPending } = useQuery({ queryKey: ['annual-plans'], queryFn: () => ask(listAnnualPlans, {}) })
  const cannot = useWhyNotPermitted()('planning.plan')
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[planningTrail]}
        actions={
          <>
            <LinkButton to="/planning/annual/new" kind="primary" refusals={cannot}>
              {words.list.begin}
            </LinkButton>
            <LinkButton to="/planning/year-board">{words.list.board}</LinkButton>
          </>
        }
      />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <section className="sheet">
        <PlainTable
          label={words.title}
          rows={data?.plans ?? []}
          loading={isPending}
          rowKey={({ id }) => id}
          empty={<EmptyState title={words.list.empty}>{words.list.emptyUnder}</EmptyState>}
          columns={[
            { title: words.list.year, dataIndex: 'year' },
            {
              title: words.list.number,
              render: (_, { id, number, adjustsNumber }) => (
                <>
                  <Link to={`/planning/annual/${id}`}>{number}</Link>
                  {adjustsNumber && <div className="soft">{words.list.adjusts(adjustsNumber)}</div>}
                </>
              ),
            },
            { title: words.list.bureau, dataIndex: 'bureauName' },
            { title: words.list.state, render: (_, { state }) => PLAN_STATES[state] },
            { title: words.list.units, dataIndex: 'units', align: 'right' },
            { title: words.list.visits, dataIndex: 'visits', align: 'right' },
            { title: words.list.leftOut, dataIndex: 'leftOut', align: 'right' },
            { title: words.list.frozenAt, render: (_, { frozenAt }) => (frozenAt ? minuteOf(frozenAt) : '—') },
          ]}
        />
      </section>
    </>
  )
}
