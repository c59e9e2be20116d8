import { Alert, Select } from 'antd'
import { Fragment } from 'react'
import { order, orderAgain, type InspectionFile } from '../../../contexts/inspection/contract.ts'
import type { Hazard } from '../../../contexts/hazard/model.ts'
import { INSPECTION_STATES, MEASURES } from '../../../contexts/inspection/model.ts'
import { disagreements, orderable } from '../../../contexts/inspection/rules/rectify.ts'
import type { Disagreement } from '../../../contexts/hazard/rules/contradiction.ts'
import * as transitions from '../../../contexts/inspection/transitions.ts'
import { whyNot } from '../../../kernel/step.ts'
import { addDays, lawDateOf } from '../../../kernel/time.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { RefusalList, TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft, type Draft } from '../../ui/use-draft.ts'
import { AreaField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { today, useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { useNow } from '../session/use-now.ts'
import { words } from '../words-inspection.ts'
import { noSignatures, SignaturesOnSite, signedOf, type SignDraft } from './SignaturesOnSite.tsx'

type Measure = keyof typeof MEASURES
type OrderDraft = {
  rectifyBy: string
  dates: Record<string, string>
  measures: Record<string, Measure | ''>
  requirements: Record<string, string>
  differences: Record<string, string>
  signs: SignDraft
}

const DEFAULT_DAYS = 15

/** Orders what was found to be put right, each thing until its day; major hazards may get a measure on the spot. */
export function OrderForm({ file, again }: { file: InspectionFile; again: boolean }) {
  const { inspection, facts, enterprise } = file
  const by = useAsker()
  const at = useNow()
  const nameOf = useNameOf()
  const draft = useDraft<OrderDraft>(`inspection/${inspection.id}/order/${inspection.version}`, {
    rectifyBy: addDays(today(), DEFAULT_DAYS),
    dates: {},
    measures: {},
    requirements: {},
    differences: {},
    signs: noSignatures(enterprise.principal),
  })
  const { value, set } = draft
  const finish = () => {
    draft.done()
    window.scrollTo(0, 0)
  }
  const hazards = orderable(facts.hazards)
  const input = {
    version: inspection.version,
    rectifyBy: value.rectifyBy,
    items: hazards.flatMap(({ id }) => (value.dates[id] ? [{ hazardId: id, rectifyBy: value.dates[id] }] : [])),
    requirements: textsOf(hazards, value.requirements),
    differences: textsOf(hazards, value.differences),
    ...signedOf(value.signs, inspection.officers),
  }
  const differing = disagreements(facts, input)
  const measures = hazards.flatMap(({ id }) => {
    const measure = value.measures[id]
    return measure ? [{ hazardId: id, measure }] : []
  })
  const refusals = again
    ? whyNot(transitions.orderAgain, { thing: inspection, facts, by, at, input }, INSPECTION_STATES)
    : whyNot(transitions.order, { thing: inspection, facts, by, at, input: { ...input, measures } }, INSPECTION_STATES)
  const first = useAct(order, { done: words.steps.ordered, after: finish })
  const second = useAct(orderAgain, { done: words.steps.ordered, after: finish })
  const { busy, trouble } = again ? second : first
  const submit = () =>
    void (again
      ? second.submit({ ...input, id: inspection.id })
      : first.submit({ ...input, measures, id: inspection.id }))
  return (
    <div style={{ marginTop: 12 }}>
      <DraftRestored draft={draft} />
      <Field label={words.steps.allBy}>
        {({ id }) => (
          <LawDateInput
            id={id}
            value={value.rectifyBy}
            notBefore={addDays(today(), 1)}
            onChange={(rectifyBy) => set({ rectifyBy })}
          />
        )}
      </Field>
      <OrderItems hazards={hazards} again={again} value={value} set={set} differing={differing} />
      <SignaturesOnSite value={value.signs} officers={inspection.officers} onChange={(signs) => set({ signs })} />
      <div style={{ marginTop: 12 }}>
        <RefusalList title={words.steps.missing} refusals={refusals} nameOf={nameOf} />
      </div>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton busy={busy} refusals={refusals} quiet onClick={submit}>
          {words.steps.submit}
        </SubmitButton>
        <DraftSaved draft={draft} />
      </div>
    </div>
  )
}

const textsOf = (hazards: readonly Hazard[], texts: Readonly<Record<string, string>>) =>
  hazards.flatMap(({ id }) => {
    const text = texts[id]?.trim()
    return text ? [{ hazardId: id, text }] : []
  })

type ItemsProps = Pick<Draft<OrderDraft>, 'value' | 'set'> & {
  readonly hazards: readonly Hazard[]
  readonly again: boolean
  readonly differing: readonly Disagreement[]
}

/** Each thing with a date of its own where it needs one, and for major hazards the measure on the spot. */
function OrderItems({ hazards, again, value, set, differing }: ItemsProps) {
  const tomorrow = addDays(today(), 1)
  const measures = [
    { value: '' as const, label: words.steps.noMeasure },
    ...Object.entries(MEASURES).map(([code, label]) => ({ value: code as Measure, label })),
  ]
  return (
    <ol className="plain-list" style={{ marginTop: 12 }}>
      {hazards.map(({ id: hazardId, description, majorHazardCode }) => (
        <li key={hazardId}>
          <strong>{description}</strong>
          <div className="actions" style={{ margin: '6px 0 0' }}>
            <Field label={words.steps.itemBy}>
              {({ id }) => (
                <LawDateInput
                  id={id}
                  value={value.dates[hazardId] ?? ''}
                  notBefore={tomorrow}
                  onChange={(date) => set({ dates: { ...value.dates, [hazardId]: date } })}
                />
              )}
            </Field>
            {!again && majorHazardCode && (
              <Field label={words.steps.measure}>
                {(tied) => (
                  <Select<Measure | ''>
                    {...tied}
                    value={value.measures[hazardId] ?? ''}
                    style={{ width: 200 }}
                    options={measures}
                    onChange={(measure) => set({ measures: { ...value.measures, [hazardId]: measure } })}
                  />
                )}
              </Field>
            )}
          </div>
          <div style={{ marginTop: 10 }}>
            <AreaField
              label={words.steps.requirement}
              rows={1}
              max={500}
              value={value.requirements[hazardId] ?? ''}
              onChange={(text) => set({ requirements: { ...value.requirements, [hazardId]: text } })}
            />
          </div>
          <Differing
            found={differing.filter((one) => one.hazardId === hazardId)}
            because={value.differences[hazardId] ?? ''}
            onBecause={(text) => set({ differences: { ...value.differences, [hazardId]: text } })}
          />
        </li>
      ))}
    </ol>
  )
}

type DifferingProps = {
  readonly found: readonly Disagreement[]
  readonly because: string
  readonly onBecause: (text: string) => void
}

/** Both demands, one over the other, before anybody signs; a reason where the new one stands (circular art. 6). */
function Differing({ found, because, onBecause }: DifferingProps) {
  if (found.length === 0) return null
  return (
    <Alert
      type="warning"
      style={{ marginTop: 6 }}
      title={words.steps.disagrees[found.some(({ kind }) => kind === 'opposite') ? 'opposite' : 'different']}
      description={
        <>
          <dl className="two-sides">
            {found.map(({ earlier }) => (
              <Fragment key={earlier.hazardId + earlier.saidAt}>
                <dt>{words.steps.earlier(earlier.bureauName, lawDateOf(earlier.saidAt))}</dt>
                <dd>{earlier.requirement}</dd>
              </Fragment>
            ))}
            <dt>{words.steps.now}</dt>
            <dd>{found[0]?.now}</dd>
          </dl>
          <AreaField label={words.steps.differsBecause} rows={1} max={500} value={because} onChange={onBecause} />
        </>
      }
    />
  )
}
