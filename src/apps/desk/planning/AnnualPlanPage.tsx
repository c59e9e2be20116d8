import { useQuery } from '@tanstack/react-query'
import { Spin, Tag } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { getAnnualPlan, type AnnualPlanView } from '../../../contexts/planning/contract/annual-plans.ts'
import { PLAN_STATES } from '../../../contexts/planning/rules/annual-plan.ts'
import { Beside } from '../../ui/Beside.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { PlumbLine } from '../../ui/PlumbLine.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today } from '../session/session.tsx'
import { AnnualArrange } from './AnnualArrange.tsx'
import { AnnualLines } from './AnnualLines.tsx'
import { planningTrail } from './AnnualPlansPage.tsx'
import { AnnualPools } from './AnnualPools.tsx'
import { AnnualSteps } from './AnnualSteps.tsx'
import { words } from './words-annual.ts'
import { CapacityTable, YearBoard } from './YearBoard.tsx'

/** The plan of one year: what it holds, month by month, whom it leaves out and why, and its way to the public. */
export function AnnualPlanPage() {
  const { id = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['annual-plan', id], queryFn: () => ask(getAnnualPlan, { id }) })
  if (error)
    return (
      <>
        <PageHeader title={words.title} trail={[planningTrail]} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  return data ? <Loaded key={id} view={data} /> : <Spin />
}

function Loaded({ view }: { readonly view: AnnualPlanView }) {
  const nameOf = useNameOf()
  const [month, setMonth] = useState<number | null>(null)
  const { plan, line } = view
  const isArranged = plan.solved !== null || view.totals.keyUnits > 0
  return (
    <>
      <PageHeader
        title={`${plan.year}${words.title}`}
        under={
          <>
            <Tag>{PLAN_STATES[plan.state]}</Tag>
            {plan.bureauName}　{plan.number}
          </>
        }
        trail={[
          planningTrail,
          <Link key="annual" to="/planning/annual">
            {words.title}
          </Link>,
        ]}
      />
      <div className="with-margin">
        <div style={{ minWidth: 0 }}>
          <section className="sheet">
            <h2>{words.facts.title}</h2>
            <Facts facts={factsOf(view)} />
          </section>
          <section className="sheet">
            <h2>{words.board.title}</h2>
            <YearBoard view={view} month={month} onMonth={setMonth} />
            <CapacityTable view={view} />
          </section>
          {plan.state === 'draft' && plan.adjusts === null && <AnnualArrange key={plan.version} view={view} />}
          {isArranged && <AnnualSteps plan={plan} />}
          {isArranged && <LeftOutBy view={view} />}
          {isArranged && <AnnualLines view={view} month={month} onMonth={setMonth} />}
          {isArranged && <AnnualPools view={view} />}
        </div>
        <Beside className="sheet" label={words.steps.line}>
          <PlumbLine title={words.steps.line} steps={line} today={today()} nameOf={nameOf} />
        </Beside>
      </div>
    </>
  )
}

function LeftOutBy({ view: { leftOutBy } }: { readonly view: AnnualPlanView }) {
  if (leftOutBy.length === 0) return null
  return (
    <section className="sheet">
      <h2>{words.leftOut.title}</h2>
      <ul>
        {leftOutBy.map(({ code, units }) => (
          <li key={code}>
            {words.leftOutCodes[code] ?? code}：{words.pools.leftOutUnits(units)}
          </li>
        ))}
      </ul>
    </section>
  )
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

function factsOf({ plan, board, totals, successor }: AnnualPlanView) {
  const { approval, filing, declined, adjusts } = plan
  const load = sum(board.map((one) => one.load))
  const hard = sum(plan.capacity.map((one) => one.hard))
  const optional = [
    plan.solved && { label: words.facts.solved, value: words.facts.solvedValue(plan.solved.gap) },
    approval && {
      label: words.facts.approval,
      value: `${approval.government}　${approval.instrument}　${approval.number}　${approval.on}`,
      wide: true,
    },
    filing && { label: words.facts.filing, value: `${filing.organ}　${filing.number}　${filing.on}`, wide: true },
    declined && { label: words.facts.declined, value: `${declined.on}　${declined.because}`, wide: true },
    plan.returnedBecause !== '' && { label: words.facts.returned, value: plan.returnedBecause, wide: true },
    plan.abandonedBecause !== '' && { label: words.facts.abandoned, value: plan.abandonedBecause, wide: true },
    adjusts && {
      label: words.facts.adjusts,
      value: (
        <>
          <Link to={`/planning/annual/${adjusts.id}`}>{adjusts.number}</Link>：{adjusts.because}
        </>
      ),
      wide: true,
    },
    successor && {
      label: words.facts.successor,
      value: (
        <Link to={`/planning/annual/${successor.id}`}>
          {successor.number}　{PLAN_STATES[successor.state]}
        </Link>
      ),
      wide: true,
    },
    plan.note !== '' && { label: words.facts.note, value: plan.note, wide: true },
    plan.hash && {
      label: words.facts.hash,
      value: (
        <>
          <span className="plan-hash">{plan.hash}</span>　
          <a className="text-link" href={`/portal/plans/${plan.id}`}>
            {words.steps.public}
          </a>
        </>
      ),
      wide: true,
    },
  ]
  return [
    { label: words.facts.key, value: words.facts.keyValue(totals.keyUnits, totals.covered) },
    { label: words.facts.leftOut, value: words.facts.leftOutValue(totals.leftOut) },
    { label: words.facts.visits, value: words.facts.visitsValue(totals.keyVisits) },
    { label: words.facts.general, value: words.facts.generalValue(totals.generalUnits, totals.generalDrawn) },
    { label: words.facts.capacity, value: words.facts.capacityValue(load, hard) },
    {
      label: words.facts.progress,
      value: words.facts.progressValue(totals.done, totals.keyVisits + totals.generalDrawn, totals.reserved),
    },
    ...optional.filter((one) => one !== null && one !== false && one !== ''),
  ]
}
