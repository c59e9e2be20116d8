import { InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { AnnualPlanView } from '../../../contexts/planning/contract/annual-plans.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { citeInWords, TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { useWhyNotPermitted } from '../session/session.tsx'
import { usePlanEdit } from './AnnualEdit.tsx'
import { MONTH_OPTIONS } from './AnnualInputs.tsx'
import { words } from './words-annual.ts'

const inWords = (drawn: readonly number[]) =>
  drawn.flatMap((count, month) => (count > 0 ? [`${words.month(month)} ${count}`] : [])).join('，') || '—'

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

/** General units: how many are drawn when. Which ones, chance says (circular art. 2). */
export function AnnualPools({ view: { plan } }: { readonly view: AnnualPlanView }) {
  const nameOf = useNameOf()
  const cannot = useWhyNotPermitted()('planning.plan')
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{words.pools.title}</h2>
        {plan.state === 'frozen' && (
          <LinkButton to="/planning/draws/new" refusals={cannot}>
            {words.pools.toDraw}
          </LinkButton>
        )}
      </div>
      <p className="field-note">{words.pools.under}</p>
      <PlainTable
        label={words.pools.title}
        rows={plan.pools}
        rowKey={({ id }) => id}
        empty={<EmptyState title={words.pools.none} />}
        columns={[
          {
            title: words.pools.group,
            align: 'right',
            render: (_, { score }) => <span className="score">{score}</span>,
          },
          { title: words.pools.units, dataIndex: 'units', align: 'right' },
          { title: words.pools.wanted, dataIndex: 'wanted', align: 'right' },
          { title: words.pools.drawn, render: (_, { drawn }) => inWords(drawn) },
          { title: words.pools.total, align: 'right', render: (_, { drawn }) => sum(drawn) },
        ]}
      />
      {plan.generalLeftOut.length > 0 && (
        <ul aria-label={words.pools.leftOut}>
          {plan.generalLeftOut.map(({ code, says, units, cites }) => (
            <li key={code}>
              {words.pools.leftOut}：{says}，{words.pools.leftOutUnits(units)}（{citeInWords(cites, nameOf)}）
            </li>
          ))}
        </ul>
      )}
      {plan.state === 'draft' && plan.pools.length > 0 && <PoolEdit view={plan} />}
    </section>
  )
}

function PoolEdit({ view: plan }: { readonly view: AnnualPlanView['plan'] }) {
  const nameOf = useNameOf()
  const { busy, trouble, refusals, send } = usePlanEdit(plan)
  const [poolId, setPool] = useState(plan.pools[0]?.id ?? '')
  const [month, setMonth] = useState(11)
  const [units, setUnits] = useState(0)
  return (
    <details className="item-group">
      <summary>{words.pools.change}</summary>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="edit-row">
        <Field label={words.pools.group}>
          {({ id }) => (
            <Select
              id={id}
              aria-label={words.pools.group}
              style={{ width: '100%' }}
              value={poolId}
              onChange={setPool}
              options={plan.pools.map((pool) => ({
                value: pool.id,
                label: `${words.pools.group} ${pool.score}　${words.pools.leftOutUnits(pool.units)}`,
              }))}
            />
          )}
        </Field>
        <Field label={words.lines.byMonth}>
          {({ id }) => (
            <Select
              id={id}
              aria-label={words.lines.byMonth}
              style={{ width: '100%' }}
              value={month}
              onChange={setMonth}
              options={MONTH_OPTIONS}
            />
          )}
        </Field>
        <Field label={words.pools.count}>
          {({ id }) => (
            <InputNumber
              id={id}
              min={0}
              max={100_000}
              precision={0}
              value={units}
              onChange={(value) => setUnits(value ?? 0)}
            />
          )}
        </Field>
        <SubmitButton
          busy={busy}
          refusals={refusals}
          nameOf={nameOf}
          kind="default"
          onClick={() => send({ kind: 'draw', poolId, month, units })}
        >
          {words.pools.submit}
        </SubmitButton>
      </div>
    </details>
  )
}
