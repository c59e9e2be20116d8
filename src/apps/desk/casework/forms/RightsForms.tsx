import { Button, Checkbox, Input } from 'antd'
import * as contract from '../../../../contexts/casework/contract.ts'
import type { RecordDefence, WaiveRights } from '../../../../contexts/casework/rules/asks.ts'
import * as steps from '../../../../contexts/casework/transitions.ts'
import { Field } from '../../../ui/Field.tsx'
import { InstantInput, LawDateInput } from '../../../ui/inputs.tsx'
import { today, useAsker, useMe } from '../../session/session.tsx'
import { words as desk } from '../../words.ts'
import { words } from '../../words-casework.ts'
import { EvidenceUpload } from '../EvidenceUpload.tsx'
import { missingOf, refusalsOf, StepFrame, useStep, useStepDraft, type StepFormProps } from '../StepFrame.tsx'

const POINT = { said: '', answer: '', adopted: false }

/** What the party said, point by point, each with the bureau's answer. */
export function DefenceForm(props: StepFormProps) {
  const { view, label } = props
  const by = useAsker()
  const draft = useStepDraft<RecordDefence>(props, 'record-defence', { points: [POINT], oral: null, evidenceId: null })
  const { value, set } = draft
  const { submit, busy, trouble } = useStep(contract.recordDefence, props, draft)
  const change = (index: number, part: Partial<typeof POINT>) => set({ points: value.points.map((point, place) => place === index ? { ...point, ...part } : point) })
  const refusals = [
    ...missingOf(Object.fromEntries(value.points.map(({ said }, index) => [`${words.form.said} ${index + 1}`, said]))),
    ...refusalsOf({ step: steps.recordDefence, view, by, input: { ...value, points: value.points.map((point) => ({ ...point, answer: point.answer.trim() })) } }),
  ]
  return (
    <StepFrame draft={draft} refusals={refusals} busy={busy} trouble={trouble} label={label} onSubmit={() => void submit({ ...value, id: view.case.id, version: view.case.version })}>
      <div role="group" aria-label={words.form.points2}>
        {value.points.map((point, index) => (
          <div key={index} className="form-grid" style={{ marginBottom: 12 }}>
            <Field label={`${words.form.said} ${index + 1}`}>{(tied) => <Input.TextArea {...tied} autoSize={{ minRows: 2 }} value={point.said} onChange={(event) => change(index, { said: event.target.value })} />}</Field>
            <Field label={words.form.answer}>{(tied) => <Input.TextArea {...tied} autoSize={{ minRows: 2 }} value={point.answer} onChange={(event) => change(index, { answer: event.target.value })} />}</Field>
            <div>
              <Checkbox checked={point.adopted} onChange={(event) => change(index, { adopted: event.target.checked })}>{words.form.adopted}</Checkbox>
              {value.points.length > 1 && <Button size="small" onClick={() => set({ points: value.points.filter((_, place) => place !== index) })}>{desk.common.remove}</Button>}
            </div>
          </div>
        ))}
        <Button onClick={() => set({ points: [...value.points, POINT] })}>{words.form.addPoint}</Button>
      </div>
      <Oral value={value.oral} speaker={view.case.party.legalRepresentative} onChange={(oral) => set({ oral })} />
      <Field label={words.form.evidenceFile}>
        {({ id }) => <EvidenceUpload id={id} caseId={view.case.id} kind="statement" label={words.form.evidenceFile} value={value.evidenceId} onChange={(kept) => set({ evidenceId: kept.id })} />}
      </Field>
    </StepFrame>
  )
}

type OralProps = { readonly value: RecordDefence['oral']; readonly speaker: string; readonly onChange: (oral: RecordDefence['oral']) => void }

/** A party that speaks instead of writing gets its minutes. */
function Oral({ value, speaker, onChange }: OralProps) {
  const me = useMe()
  const now = () => new Date().toISOString()
  const begin = () => onChange({ from: now(), until: now(), place: me.bureau?.address ?? '', speaker, jobTitle: '', recorder: me.name })
  const text = (name: 'place' | 'speaker' | 'jobTitle' | 'recorder', label: string) => value
    && <Field label={label}>{(tied) => <Input {...tied} value={value[name]} onChange={(event) => onChange({ ...value, [name]: event.target.value })} />}</Field>
  return (
    <div style={{ margin: '12px 0' }}>
      <Checkbox checked={value !== null} onChange={(event) => event.target.checked ? begin() : onChange(null)}>{words.form.oral}</Checkbox>
      {value && (
        <div className="form-grid">
          <Field label={words.form.from}>{({ id }) => <InstantInput id={id} value={value.from} onChange={(from) => onChange({ ...value, from })} />}</Field>
          <Field label={words.form.until}>{({ id }) => <InstantInput id={id} value={value.until} onChange={(until) => onChange({ ...value, until })} />}</Field>
          {text('place', words.form.place)}{text('speaker', words.form.speaker)}{text('jobTitle', words.form.jobTitle)}{text('recorder', words.form.recorder)}
        </div>
      )}
    </div>
  )
}

/** A waiver is explicit, written and kept. */
export function WaiverForm(props: StepFormProps) {
  const { view, label } = props
  const by = useAsker()
  const draft = useStepDraft<WaiveRights>(props, 'waive-rights', { on: today(), statement: words.form.statementDefault, defence: false, hearing: false, evidenceId: null })
  const { value, set } = draft
  const { submit, busy, trouble } = useStep(contract.waiveRights, props, draft)
  const refusals = [...missingOf({ [words.form.waivedOn]: value.on, [words.form.statement]: value.statement }), ...refusalsOf({ step: steps.waiveRights, view, by, input: value })]
  return (
    <StepFrame draft={draft} refusals={refusals} busy={busy} trouble={trouble} label={label} onSubmit={() => void submit({ ...value, id: view.case.id, version: view.case.version })}>
      <div className="form-grid">
        <Field label={words.form.waivedOn}>{({ id }) => <LawDateInput id={id} value={value.on} notAfter={today()} onChange={(on) => set({ on })} />}</Field>
        <Field label={words.form.waiverFile}>
          {({ id }) => <EvidenceUpload id={id} caseId={view.case.id} kind="documentary" label={words.form.waiverFile} value={value.evidenceId} onChange={(kept) => set({ evidenceId: kept.id })} />}
        </Field>
        <div className="wide">
          <Checkbox checked={value.defence} onChange={(event) => set({ defence: event.target.checked })}>{words.form.waiveDefence}</Checkbox>
          <Checkbox checked={value.hearing} onChange={(event) => set({ hearing: event.target.checked })}>{words.form.waiveHearing}</Checkbox>
        </div>
        <Field label={words.form.statement} wide>{(tied) => <Input.TextArea {...tied} autoSize={{ minRows: 2 }} value={value.statement} onChange={(event) => set({ statement: event.target.value })} />}</Field>
      </div>
    </StepFrame>
  )
}
