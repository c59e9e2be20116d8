import { Button, Checkbox } from 'antd'
import * as contract from '../../../../contexts/casework/contract.ts'
import type { RecordDefence, WaiveRights } from '../../../../contexts/casework/rules/asks.ts'
import { steps } from '../../../../contexts/casework/transitions.ts'
import { Field } from '../../../ui/Field.tsx'
import { AreaField, DateField, MinuteField, TextField } from '../../fields.tsx'
import { today, useAsker, useMe } from '../../session/session.tsx'
import { words as desk } from '../../words.ts'
import { words } from '../../words-casework.ts'
import { EvidenceUpload } from '../EvidenceUpload.tsx'
import { missingOf, refusalsOf, StepFrame, useStep, useStepDraft, type StepFormProps } from '../StepFrame.tsx'

type Point = RecordDefence['points'][number]
const POINT: Point = { said: '', answer: '', adopted: false }

/** What the party said, point by point, each with the bureau's answer. */
export function DefenceForm(props: StepFormProps) {
  const { view, label } = props
  const by = useAsker()
  const draft = useStepDraft<RecordDefence>(props, 'record-defence', { points: [POINT], oral: null, evidenceId: null })
  const { value, set } = draft
  const { submit, busy, trouble } = useStep(contract.recordDefence, props, draft)
  const trimmed = { ...value, points: value.points.map((point) => ({ ...point, answer: point.answer.trim() })) }
  const refusals = [
    ...missingOf(Object.fromEntries(value.points.map(({ said }, index) => [`${words.form.said} ${index + 1}`, said]))),
    ...refusalsOf({ step: steps.recordDefence, view, by, input: trimmed }),
  ]
  return (
    <StepFrame
      draft={draft}
      refusals={refusals}
      busy={busy}
      trouble={trouble}
      label={label}
      onSubmit={() => void submit({ ...value, id: view.case.id, version: view.case.version })}
    >
      <Points value={value.points} onChange={(points) => set({ points })} />
      <Oral value={value.oral} speaker={view.case.party.legalRepresentative} onChange={(oral) => set({ oral })} />
      <Field label={words.form.evidenceFile}>
        {({ id }) => (
          <EvidenceUpload
            id={id}
            caseId={view.case.id}
            kind="statement"
            label={words.form.evidenceFile}
            value={value.evidenceId}
            onChange={(kept) => set({ evidenceId: kept.id })}
          />
        )}
      </Field>
    </StepFrame>
  )
}

function Points({ value, onChange }: { value: readonly Point[]; onChange: (points: Point[]) => void }) {
  const change = (index: number, part: Partial<Point>) =>
    onChange(value.map((point, place) => (place === index ? { ...point, ...part } : point)))
  return (
    <div role="group" aria-label={words.form.points2}>
      {value.map((point, index) => (
        <div key={index} className="form-grid repeated">
          <AreaField
            label={`${words.form.said} ${index + 1}`}
            value={point.said}
            onChange={(said) => change(index, { said })}
          />
          <AreaField
            label={`${words.form.answer} ${index + 1}`}
            value={point.answer}
            onChange={(answer) => change(index, { answer })}
          />
          <div>
            <Checkbox checked={point.adopted} onChange={(event) => change(index, { adopted: event.target.checked })}>
              {words.form.adopted}
            </Checkbox>
            {value.length > 1 && (
              <Button size="small" onClick={() => onChange(value.filter((_, place) => place !== index))}>
                {desk.common.remove}
              </Button>
            )}
          </div>
        </div>
      ))}
      <Button onClick={() => onChange([...value, POINT])}>{words.form.addPoint}</Button>
    </div>
  )
}

type OralProps = {
  readonly value: RecordDefence['oral']
  readonly speaker: string
  readonly onChange: (oral: RecordDefence['oral']) => void
}

/** A party that speaks instead of writing gets its minutes. */
function Oral({ value, speaker, onChange }: OralProps) {
  const me = useMe()
  const begin = () => {
    const now = new Date().toISOString()
    onChange({ from: now, until: now, place: me.bureau?.address ?? '', speaker, jobTitle: '', recorder: me.name })
  }
  const text = (name: 'place' | 'speaker' | 'jobTitle' | 'recorder') =>
    value && (
      <TextField
        label={words.form[name]}
        value={value[name]}
        onChange={(typed) => onChange({ ...value, [name]: typed })}
      />
    )
  return (
    <div style={{ margin: '12px 0' }}>
      <Checkbox checked={value !== null} onChange={(event) => (event.target.checked ? begin() : onChange(null))}>
        {words.form.oral}
      </Checkbox>
      {value && (
        <div className="form-grid">
          <MinuteField label={words.form.from} value={value.from} onChange={(from) => onChange({ ...value, from })} />
          <MinuteField
            label={words.form.until}
            value={value.until}
            onChange={(until) => onChange({ ...value, until })}
          />
          {text('place')}
          {text('speaker')}
          {text('jobTitle')}
          {text('recorder')}
        </div>
      )}
    </div>
  )
}

/** A waiver is explicit, written and kept. */
export function WaiverForm(props: StepFormProps) {
  const { view, label } = props
  const by = useAsker()
  const draft = useStepDraft<WaiveRights>(props, 'waive-rights', {
    on: today(),
    statement: words.form.statementDefault,
    defence: false,
    hearing: false,
    evidenceId: null,
  })
  const { value, set } = draft
  const { submit, busy, trouble } = useStep(contract.waiveRights, props, draft)
  const refusals = [
    ...missingOf({ [words.form.waivedOn]: value.on, [words.form.statement]: value.statement }),
    ...refusalsOf({ step: steps.waiveRights, view, by, input: value }),
  ]
  return (
    <StepFrame
      draft={draft}
      refusals={refusals}
      busy={busy}
      trouble={trouble}
      label={label}
      onSubmit={() => void submit({ ...value, id: view.case.id, version: view.case.version })}
    >
      <div className="form-grid">
        <DateField label={words.form.waivedOn} notAfter={today()} value={value.on} onChange={(on) => set({ on })} />
        <Field label={words.form.waiverFile}>
          {({ id }) => (
            <EvidenceUpload
              id={id}
              caseId={view.case.id}
              kind="documentary"
              label={words.form.waiverFile}
              value={value.evidenceId}
              onChange={(kept) => set({ evidenceId: kept.id })}
            />
          )}
        </Field>
        <div className="wide">
          <Checkbox checked={value.defence} onChange={(event) => set({ defence: event.target.checked })}>
            {words.form.waiveDefence}
          </Checkbox>
          <Checkbox checked={value.hearing} onChange={(event) => set({ hearing: event.target.checked })}>
            {words.form.waiveHearing}
          </Checkbox>
        </div>
        <AreaField
          label={words.form.statement}
          wide
          value={value.statement}
          onChange={(statement) => set({ statement })}
        />
      </div>
    </StepFrame>
  )
}
