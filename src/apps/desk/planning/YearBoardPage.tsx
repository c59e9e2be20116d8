import { useQuery } from '@tanstack/react-query'
import { Select, Spin, Tag } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import {
  getAnnualPlan,
  listAnnualPlans,
  type AnnualPlanEntry,
} from '../../../contexts/planning/contract/annual-plans.ts'
import { PLAN_STATES } from '../../../contexts/planning/rules/annual-plan.ts'
import { yearOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe } from '../session/session.tsx'
import { AnnualLines } from './AnnualLines.tsx'
import { planningTrail } from './AnnualPlansPage.tsx'
import { words } from './words-annual.ts'
import { CapacityTable, YearBoard } from './YearBoard.tsx'

/** Of a bureau the plan in force counts, before that the one that is being prepared. */
const shownOf = (plans: readonly AnnualPlanEntry[]) =>
  plans.filter(
    (plan) =>
      plan.state === 'frozen' ||
      (!['superseded', 'abandoned'].includes(plan.state) &&
        !plans.some(({ region, state }) => region === plan.region && state === 'frozen')),
  )

/** Capacity against load for a year, bureau by bureau; a month leads to its units. */
export function YearBoardPage() {
  const me = useMe()
  const [address, setAddress] = useSearchParams()
  const running = yearOf(today())
  const year = Number(address.get('year') ?? running)
  const list = useQuery({ queryKey: ['annual-plans', year], queryFn: () => ask(listAnnualPlans, { year }) })
  const plans = shownOf(list.data?.plans ?? [])
  const chosen =
    plans.find(({ id }) => id === address.get('plan')) ?? plans.find(({ region }) => region === me.region) ?? plans[0]
  return (
    <>
      <PageHeader
        title={words.board.page}
        under={words.board.pageUnder}
        trail={[planningTrail]}
        actions={<LinkButton to="/planning/annual">{words.title}</LinkButton>}
      />
      {list.error && <TroubleNotice trouble={troubleOf(list.error)} />}
      <div className="line-filter">
        <Select
          aria-label={words.list.year}
          value={year}
          onChange={(value) => setAddress({ year: String(value) })}
          options={[running - 1, running, running + 1].map((value) => ({ value, label: `${value}年` }))}
        />
        {plans.length > 0 && (
          <Select
            aria-label={words.board.plan}
            style={{ maxWidth: '100%' }}
            popupMatchSelectWidth={false}
            value={chosen?.id ?? null}
            onChange={(plan) => setAddress({ year: String(year), plan })}
            options={plans.map(({ id, bureauName, state }) => ({
              value: id,
              label: `${bureauName}　${PLAN_STATES[state]}`,
            }))}
          />
        )}
      </div>
      {list.isPending && <Spin />}
      {!list.isPending && !chosen && (
        <section className="sheet">
          <EmptyState title={words.board.noPlan} action={<Link to="/planning/annual/new">{words.list.begin}</Link>} />
        </section>
      )}
      {chosen && <Board key={chosen.id} id={chosen.id} />}
    </>
  )
}

function Board({ id }: { readonly id: string }) {
  const [month, setMonth] = useState<number | null>(null)
  const { data, error } = useQuery({ queryKey: ['annual-plan', id], queryFn: () => ask(getAnnualPlan, { id }) })
  if (error) return <TroubleNotice trouble={troubleOf(error)} />
  if (!data) return <Spin />
  const { plan, totals } = data
  return (
    <>
      <section className="sheet">
        <div className="sheet-head">
          <h2>
            <Link to={`/planning/annual/${id}`}>{plan.number}</Link>　<Tag>{PLAN_STATES[plan.state]}</Tag>
          </h2>
          <span>{words.facts.progressValue(totals.done, totals.keyVisits + totals.generalDrawn, totals.reserved)}</span>
        </div>
        <YearBoard view={data} month={month} onMonth={setMonth} />
        <CapacityTable view={data} />
      </section>
      <AnnualLines view={data} month={month} onMonth={setMonth} />
    </>
  )
}
