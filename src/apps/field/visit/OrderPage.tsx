import { Button, Toast } from 'antd-mobile'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Hazard } from '../../../contexts/hazard/model.ts'
import { MEASURES, OrderAgainInput, OrderInput } from '../../../contexts/inspection/model.ts'
import { openHazards, orderable } from '../../../contexts/inspection/rules/rectify.ts'
import { order as orderStep, orderAgain as orderAgainStep } from '../../../contexts/inspection/transitions.ts'
import { addDays, lawDateOf, type LawDate } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { askerOf } from '../api.ts'
import { useMajorHazards, useNameOf } from '../law.ts'
import { useAct } from '../use-act.ts'
import { useNow } from '../use-now.ts'
import { words } from '../words.ts'
import { orderAgainOf, orderOf } from './acts.ts'
import { useVisitNow } from './context.ts'
import { Demand } from './Demands.tsx'
import type { MeasureKind } from './draft.ts'
import { FinishBar } from './Missing.tsx'
import { whyNotYet } from './lacks.ts'
import { DateField } from './MinuteField.tsx'
import { Signing } from './Signing.tsx'

const USUAL_DAYS = [3, 7, 15, 30] as const

/** After the record: order what was found to be put right, or close a visit that found nothing. */
export function OrderPage() {
  const { file } = useVisitNow()
  const open = orderable(file.facts.hazards)
  const isAgain = file.inspection.state === 'rechecked'
  if (open.length === 0) return <Nothing />
  return isAgain ? <OrderAgain hazards={open} /> : <OrderNow hazards={open} />
}

function Nothing() {
  const { file, draft, refresh } = useVisitNow()
  const nameOf = useNameOf()
  const act = useAct('conclude', async () => {
    draft.done()
    await refresh()
    Toast.show({ content: words.done.concluded })
  })
  const inCase = openHazards(file.facts.hazards).length === 0 && file.facts.hazards.length > 0
  return (
    <>
      <EmptyState title={inCase ? words.order.settled : words.order.noHazards}>
        {inCase ? words.order.settledMend : words.order.noHazardsMend}
      </EmptyState>
      <TroubleNotice trouble={act.trouble} nameOf={nameOf} />
      <Button
        block
        color="primary"
        className="big"
        loading={act.busy}
        onClick={() => void act.submit({ id: file.inspection.id, version: file.inspection.version })}
      >
        {words.order.conclude}
      </Button>
    </>
  )
}

function OrderNow({ hazards }: { hazards: readonly Hazard[] }) {
  const { file, draft, me } = useVisitNow()
  const { inspection, facts } = file
  const now = useNow()
  const nameOf = useNameOf()
  const after = useAfterOrder()
  const act = useAct('order', after)
  const input = orderOf({ inspection, facts }, draft.value)
  const refusals = whyNotYet({ step: orderStep, shape: OrderInput, input, inspection, facts, by: askerOf(me), at: now })
  return (
    <>
      <Deadlines hazards={hazards} />
      {hazards.some(({ majorHazardCode }) => majorHazardCode) && (
        <Measures hazards={hazards.filter(({ majorHazardCode }) => majorHazardCode)} />
      )}
      <Signing paper="order" />
      <TroubleNotice trouble={act.trouble} nameOf={nameOf} />
      <FinishBar
        refusals={refusals}
        busy={act.busy}
        label={words.order.submit}
        onSubmit={() => void act.submit({ ...input, id: inspection.id })}
      />
    </>
  )
}

function OrderAgain({ hazards }: { hazards: readonly Hazard[] }) {
  const { file, draft, me } = useVisitNow()
  const { inspection, facts } = file
  const now = useNow()
  const nameOf = useNameOf()
  const after = useAfterOrder()
  const act = useAct('orderAgain', after)
  const input = orderAgainOf({ inspection, facts }, draft.value)
  const refusals = whyNotYet({
    step: orderAgainStep,
    shape: OrderAgainInput,
    input,
    inspection,
    facts,
    by: askerOf(me),
    at: now,
  })
  return (
    <>
      <p className="notice">{words.order.toCase}</p>
      <Deadlines hazards={hazards} />
      <Signing paper="orderAgain" />
      <TroubleNotice trouble={act.trouble} nameOf={nameOf} />
      <FinishBar
        refusals={refusals}
        busy={act.busy}
        label={words.order.again}
        onSubmit={() => void act.submit({ ...input, id: inspection.id })}
      />
    </>
  )
}

function useAfterOrder() {
  const { file, draft, refresh } = useVisitNow()
  const go = useNavigate()
  return async () => {
    draft.discard()
    await refresh()
    Toast.show({ content: words.done.ordered })
    void go(`/visit/${file.inspection.id}/papers`, { replace: true })
  }
}

/** One date for all by one tap, or its own date for a hazard. */
function Deadlines({ hazards }: { hazards: readonly Hazard[] }) {
  const { draft } = useVisitNow()
  const today = lawDateOf(useNow())
  const { rectifyBy, rectifyEach } = draft.value
  const [each, setEach] = useState(Object.keys(rectifyEach).length > 0)
  return (
    <section className="card">
      <h2>{words.order.hazards}</h2>
      <DateChoice
        label={words.order.rectifyBy}
        value={rectifyBy}
        today={today}
        onChange={(date) => draft.set({ rectifyBy: date })}
      />
      <button type="button" className="chip" aria-pressed={each} onClick={() => setEach(!each)}>
        {words.order.each}
      </button>
      <ol className="lack numbered">
        {hazards.map((hazard) => (
          <li key={hazard.id}>
            {hazard.place ? `${hazard.place}：` : ''}
            {hazard.description}
            {hazard.majorHazardCode && (
              <>
                {' '}
                <span className="tagged breach">{words.order.major}</span>
              </>
            )}
            {each && (
              <DateChoice
                label={words.order.own}
                value={rectifyEach[hazard.id] ?? rectifyBy}
                today={today}
                short
                onChange={(date) => draft.set({ rectifyEach: { ...rectifyEach, [hazard.id]: date } })}
              />
            )}
            <Demand hazard={hazard} />
          </li>
        ))}
      </ol>
    </section>
  )
}

type DateProps = {
  readonly label: string
  readonly value: LawDate
  readonly today: LawDate
  readonly short?: boolean
  readonly onChange: (date: LawDate) => void
}

function DateChoice({ label, value, today, short = false, onChange }: DateProps) {
  return (
    <>
      <DateField label={label} value={value} after={addDays(today, 1)} onChange={onChange} />
      {!short && (
        <div className="chips below" role="group" aria-label={label}>
          {USUAL_DAYS.map((days) => (
            <button
              key={days}
              type="button"
              className="chip"
              aria-pressed={value === addDays(today, days)}
              onClick={() => onChange(addDays(today, days))}
            >
              {words.order.days(days)}
            </button>
          ))}
        </div>
      )}
    </>
  )
}

/** Measures answer major hazards only; each is chosen knowingly, none is the default (WSL 65(3)). */
function Measures({ hazards }: { hazards: readonly Hazard[] }) {
  const { draft } = useVisitNow()
  const criteria = useMajorHazards(hazards.flatMap(({ majorHazardCode }) => majorHazardCode ?? []))
  const choose = (hazardId: string, measure: MeasureKind | null) =>
    draft.set((before) => {
      const others = Object.fromEntries(Object.entries(before.measures).filter(([id]) => id !== hazardId))
      return { ...before, measures: measure ? { ...others, [hazardId]: measure } : others }
    })
  return (
    <section className="card">
      <h2>{words.order.measures}</h2>
      <p className="soft">{words.order.measureWhy}</p>
      {hazards.map((hazard) => {
        const chosen = draft.value.measures[hazard.id] ?? null
        return (
          <div key={hazard.id} className="signer">
            <p>{hazard.description}</p>
            {hazard.majorHazardCode && (
              <p className="soft">{criteria[hazard.majorHazardCode]?.says ?? hazard.majorHazardCode}</p>
            )}
            <div className="choices" role="radiogroup" aria-label={`${words.order.measures}：${hazard.description}`}>
              {Object.entries(MEASURES).map(([measure, label]) => (
                <button
                  key={measure}
                  type="button"
                  role="radio"
                  className="choice"
                  aria-checked={chosen === measure}
                  onClick={() => choose(hazard.id, measure as MeasureKind)}
                >
                  {label}
                </button>
              ))}
              <button
                type="button"
                role="radio"
                className="choice"
                aria-checked={chosen === null}
                onClick={() => choose(hazard.id, null)}
              >
                {words.order.noMeasure}
              </button>
            </div>
          </div>
        )
      })}
    </section>
  )
}
