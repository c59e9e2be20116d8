import { useQuery } from '@tanstack/react-query'
import { Input, Spin, Tag } from 'antd'
import { Link, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { unequalTreatment } from '../../../contexts/casework/contract/equal-cases.ts'
import { STAGES } from '../../../contexts/casework/model.ts'
import { yuanText } from '../../../kernel/money.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { today } from '../session/session.tsx'
import { words as casework } from '../words-casework.ts'
import { DistanceTerms } from './EqualCases.tsx'
import { words } from './words-equal-cases.ts'

type Group = z.output<(typeof unequalTreatment)['output']>['groups'][number]

const percent = (share: number) => `${Math.round(share * 100)}%`
const signed = (share: number) => `${share > 0 ? '+' : ''}${percent(share)}`

/** The month's groups of equal cases whose fines lie too far apart. */
export function EqualCasesReport() {
  const [params, setParams] = useSearchParams()
  const month = params.get('month') ?? today().slice(0, 7)
  const { data, error } = useQuery({
    queryKey: ['unequal-treatment', month],
    queryFn: () => ask(unequalTreatment, { month }),
  })
  return (
    <>
      <PageHeader
        title={words.report.title}
        under={words.report.under}
        trail={[
          <Link key="cases" to="/cases">
            {casework.title}
          </Link>,
        ]}
        actions={
          <a href={`/api/casework/unequal-treatment/csv?month=${month}`} download>
            {words.report.csv}
          </a>
        }
      />
      <div className="sheet">
        <div className="filters">
          <label>
            {words.report.month}
            <Input
              type="month"
              value={month}
              max={today().slice(0, 7)}
              style={{ width: 170 }}
              onChange={(event) => event.target.value && setParams({ month: event.target.value }, { replace: true })}
            />
          </label>
        </div>
        {error ? <TroubleNotice trouble={troubleOf(error)} /> : null}
        {!data && !error && <Spin />}
        {data && <p>{words.report.decided(data.decided, data.month)}</p>}
        {data && data.groups.length === 0 && (
          <EmptyState title={words.report.none}>{words.report.noneUnder(percent(data.widthMax))}</EmptyState>
        )}
      </div>
      {data?.groups.map((group) => (
        <UnequalGroup key={group.cases[0]?.actId} group={group} />
      ))}
    </>
  )
}

function UnequalGroup({ group }: { readonly group: Group }) {
  const isAlike = group.between.total === 0
  return (
    <section className="sheet">
      <h2>
        {group.title}
        <Tag style={{ marginInlineStart: 8 }}>{STAGES[group.stage]}</Tag>
      </h2>
      <p>
        {group.bureauName}　{words.report.group(percent(group.low), percent(group.high), percent(group.median))}
      </p>
      <ol className="plain-list">
        {group.cases.map((one) => (
          <li key={one.actId}>
            <div className="row-line">
              <Link className="text-link" to={`/cases/${one.caseId}`}>
                {one.number}
              </Link>
              <span>
                {one.on}　<span className="number">{yuanText(one.fineFen)}</span> 元（{percent(one.place)}，
                {words.report.off} {signed(one.offMedian)}）
                {one.isFarOff && (
                  <Tag color="warning" style={{ marginInlineStart: 8 }}>
                    {words.report.far}
                  </Tag>
                )}
              </span>
            </div>
            <div className="soft">
              {words.report.quantity} {one.quantity}　{words.reasons}：{one.reasons || words.report.noReasons}
            </div>
          </li>
        ))}
      </ol>
      <h3>{words.report.between}</h3>
      {isAlike ? <p className="soft">{words.report.alike}</p> : <DistanceTerms distance={group.between} />}
    </section>
  )
}
