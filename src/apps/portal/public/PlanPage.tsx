import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { getPublicPlan, type PublicPlan } from '../../../contexts/planning/contract/annual-plans.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { call } from '../../client.ts'
import { Facts } from '../../ui/Facts.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Loading } from '../Loading.tsx'
import { useTitle } from '../use-title.ts'
import { words } from './words-plans.ts'

/** One published plan: who approved it, the key units, and the numbers of each month. */
export function PlanPage() {
  const { id = '' } = useParams()
  useTitle(words.title)
  const { data, error } = useQuery({
    queryKey: ['public-plan', id],
    queryFn: () => call(getPublicPlan, { id }),
    retry: false,
  })
  return (
    <>
      {error && (
        <>
          <h1>{words.title}</h1>
          <TroubleNotice trouble={troubleOf(error)} />
        </>
      )}
      {!data && !error && <Loading />}
      {data && <Shown plan={data} />}
      <p className="section">
        <Link to="/plans">{words.back}</Link>
      </p>
    </>
  )
}

function Shown({ plan }: { readonly plan: PublicPlan }) {
  const { approval, filing, adjusts, successor } = plan
  return (
    <>
      <h1>
        {plan.bureauName}　{words.of(plan.year)}
      </h1>
      <section className="card">
        <Facts
          facts={[
            { label: words.number, value: plan.number },
            { label: words.published, value: minuteOf(plan.frozenAt) },
            {
              label: words.approval,
              value: approval
                ? `${approval.government}　${approval.instrument}　${approval.number}　${approval.on}`
                : '',
              wide: true,
            },
            { label: words.filing, value: filing ? `${filing.organ}　${filing.number}　${filing.on}` : '', wide: true },
            ...(adjusts ? [{ label: words.adjusts, value: `${adjusts.number}：${adjusts.because}`, wide: true }] : []),
            ...(successor
              ? [
                  {
                    label: words.successor,
                    value: <Link to={`/plans/${successor.id}`}>{successor.number}</Link>,
                    wide: true,
                  },
                ]
              : []),
            ...(plan.note
              ? [{ label: words.note, value: <span className="lines">{plan.note}</span>, wide: true }]
              : []),
            { label: words.hash, value: <span className="hash">{plan.hash}</span>, wide: true },
          ]}
        />
      </section>
      <section className="card section">
        <h2>{words.months}</h2>
        <PlainTable
          label={words.months}
          rows={plan.months}
          rowKey={({ month }) => String(month)}
          empty={null}
          columns={[
            { title: words.monthName, render: (_, { month }) => words.month(month) },
            { title: words.keyVisits, dataIndex: 'keyVisits', align: 'right' },
            { title: words.drawn, dataIndex: 'drawn', align: 'right' },
            { title: words.load, dataIndex: 'load', align: 'right' },
            { title: words.capacity, dataIndex: 'capacity', align: 'right' },
          ]}
        />
        <p className="spaced">{words.general(plan.generalUnits)}</p>
      </section>
      <KeyUnits units={plan.keyUnits} />
      {plan.leftOut.length > 0 && (
        <section className="card section">
          <h2>{words.leftOut}</h2>
          <ul>
            {plan.leftOut.map(({ says, units }) => (
              <li key={says}>{words.leftOutUnits(says, units)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const SHOWN_MAX = 100

function KeyUnits({ units }: { readonly units: PublicPlan['keyUnits'] }) {
  const [q, setQ] = useState('')
  const found = units.filter(({ name, creditCode }) => name.includes(q.trim()) || creditCode.startsWith(q.trim()))
  return (
    <section className="card section">
      <h2>{words.keyUnits}</h2>
      <div className="search">
        <Input
          aria-label={words.find}
          placeholder={words.find}
          maxLength={60}
          allowClear
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
      </div>
      <p className="soft">{words.shown(Math.min(found.length, SHOWN_MAX), units.length)}</p>
      <PlainTable
        label={words.keyUnits}
        rows={found.slice(0, SHOWN_MAX)}
        rowKey={({ creditCode }) => creditCode}
        empty={<p>{words.noMatch}</p>}
        columns={[
          { title: words.unit, dataIndex: 'name' },
          { title: words.code, dataIndex: 'creditCode' },
        ]}
      />
    </section>
  )
}
