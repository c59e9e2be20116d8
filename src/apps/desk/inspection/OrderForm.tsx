import { Select } from 'antd'
import { order, orderAgain, type InspectionFile } from '../../../contexts/inspection/contract.ts'
import { INSPECTION_STATES, MEASURES } from '../../../contexts/inspection/model.ts'
import { orderable } from '../../../contexts/inspection/rules/rectify.ts'
import * as transitions from '../../../contexts/inspection/transitions.ts'
import { whyNot } from '../../../kernel/step.ts'
import { addDays } from '../../../kernel/time.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { RefusalList, TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useNameOf } from '../law/law-book.tsx'
import { today, useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words-inspection.ts'
import { noSignatures, SignaturesOnSite, signedOf, type SignDraft } from './SignaturesOnSite.tsx'

type Measure = keyof typeof MEASURES
type OrderDraft = { rectifyBy: string; dates: Record<string, string>; measures: Record<string, Measure | ''>; signs: SignDraft }

const DEFAULT_DAYS = 15

/** Orders what was found to be put right, each thing until its day; major hazards may get a measure on the spot. */
export function OrderForm({ file, again }: { file: InspectionFile; again: boolean }) {
  const { inspection, facts, enterprise } = file
  const by = useAsker()
  const nameOf = useNameOf()
  const draft = useDraft<OrderDraft>(`inspection/${inspection.id}/order/${inspection.version}`, {
    rectifyBy: addDays(today(), DEFAULT_DAYS), dates: {}, measures: {}, signs: noSignatures(enterprise.principal),
  })
  const { value, set } = draft
  const hazards = orderable(facts.hazards)
  const input = {
    version: inspection.version, rectifyBy: value.rectifyBy,
    items: hazards.flatMap(({ id }) => value.dates[id] ? [{ hazardId: id, rectifyBy: value.dates[id] }] : []),
    ...signedOf(value.signs, inspection.officers),
  }
  const measures = hazards.flatMap(({ id }) => {
    const measure = value.measures[id]
    return measure ? [{ hazardId: id, measure }] : []
  })
  const at = new Date().toISOString()
  const refusals = again
    ? whyNot(transitions.orderAgain, { thing: inspection, facts, by, at, input }, INSPECTION_STATES)
    : whyNot(transitions.order, { thing: inspection, facts, by, at, input: { ...input, measures } }, INSPECTION_STATES)
  const first = useAct(order, { done: words.steps.ordered, after: draft.done })
  const second = useAct(orderAgain, { done: words.steps.ordered, after: draft.done })
  const { busy, trouble } = again ? second : first
  const submit = () => void (again ? second.submit({ ...input, id: inspection.id }) : first.submit({ ...input, measures, id: inspection.id }))
  return (
    <div style={{ marginTop: 12 }}>
      <DraftRestored draft={draft} />
      <Field label={words.steps.allBy}>
        {({ id }) => <LawDateInput id={id} value={value.rectifyBy} notBefore={addDays(today(), 1)} onChange={(rectifyBy) => set({ rectifyBy })} />}
      </Field>
      <ol className="plain-list" style={{ marginTop: 12 }}>
        {hazards.map((hazard) => (
          <li key={hazard.id}>
            <strong>{hazard.description}</strong>
            <div className="actions" style={{ margin: '6px 0 0' }}>
              <Field label={words.steps.itemBy}>
                {({ id }) => <LawDateInput id={id} value={value.dates[hazard.id] ?? ''} notBefore={addDays(today(), 1)} onChange={(date) => set({ dates: { ...value.dates, [hazard.id]: date } })} />}
              </Field>
              {!again && hazard.majorHazardCode && (
                <Field label={words.steps.measure}>
                  {(tied) => (
                    <Select<Measure | ''>
                      {...tied} value={value.measures[hazard.id] ?? ''} style={{ width: 200 }} onChange={(measure) => set({ measures: { ...value.measures, [hazard.id]: measure } })}
                      options={[{ value: '', label: words.steps.noMeasure }, ...Object.entries(MEASURES).map(([code, label]) => ({ value: code as Measure, label }))]}
                    />
                  )}
                </Field>
              )}
            </div>
          </li>
        ))}
      </ol>
      <SignaturesOnSite value={value.signs} officers={inspection.officers} onChange={(signs) => set({ signs })} />
      <div style={{ marginTop: 12 }}><RefusalList title={words.steps.missing} refusals={refusals} nameOf={nameOf} /></div>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions"><SubmitButton busy={busy} refusals={refusals} quiet onClick={submit}>{words.steps.submit}</SubmitButton><DraftSaved draft={draft} /></div>
    </div>
  )
}
