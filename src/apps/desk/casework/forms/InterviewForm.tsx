import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import * as contract from '../../../../contexts/casework/contract.ts'
import type { RecordInterview } from '../../../../contexts/casework/rules/asks.ts'
import * as steps from '../../../../contexts/casework/transitions.ts'
import { listOfficers } from '../../../../contexts/people/contract.ts'
import { newId } from '../../../ui/device.ts'
import { Field } from '../../../ui/Field.tsx'
import { InstantInput } from '../../../ui/inputs.tsx'
import { OfficersInput } from '../../inspection/PlanFields.tsx'
import { ask } from '../../session/ask.ts'
import { today, useAsker, useMe } from '../../session/session.tsx'
import { words } from '../../words-casework.ts'
import { missingOf, refusalsOf, StepFrame, useStep, useStepDraft, withPhones, type StepFormProps } from '../StepFrame.tsx'
import { Questions } from './Questions.tsx'

const HALF_HOUR_MS = 1_800_000
type TextField = 'place' | 'respondent' | 'idNumber' | 'employer' | 'jobTitle' | 'home' | 'phone' | 'recorder'

/** The record of an interview; what is known of the party stands in it already. */
export function InterviewForm(props: StepFormProps) {
  const { view, label } = props
  const { party, handlers, acts } = view.case
  const by = useAsker()
  const me = useMe()
  const { data } = useQuery({ queryKey: ['officers', {}], queryFn: () => ask(listOfficers, {}) })
  const officers = withPhones(data?.officers ?? [])
  const now = Date.now()
  const draft = useStepDraft<RecordInterview>(props, 'record-interview', {
    interviewId: newId(), from: new Date(now - HALF_HOUR_MS).toISOString(), until: new Date(now).toISOString(), place: me.bureau?.address ?? '', respondent: party.legalRepresentative,
    gender: '', age: null, idNumber: '', employer: party.name, jobTitle: party.post, home: '', phone: party.phone, officerIds: handlers.map(({ id }) => id).slice(0, 2),
    recorder: handlers[1]?.name ?? me.name, certificatesShown: false, rightsTold: false, recusal: '不申请',
    questions: words.bank.slice(0, 5).map((question) => ({ question, answer: '' })), proves: acts.map(({ id }) => id),
  })
  const { value, set } = draft
  const { submit, busy, trouble } = useStep(contract.recordInterview, props, draft)
  const asked = { ...value, questions: value.questions.filter(({ answer, question }) => answer.trim() && question.trim()) }
  const refusals = [
    ...missingOf({ [words.form.place]: value.place, [words.form.respondent]: value.respondent, [words.form.recorder]: value.recorder, [words.form.answerLabel]: asked.questions[0]?.answer }),
    ...refusalsOf({ step: steps.recordInterview, view, by, input: asked, facts: officers.length > 0 ? { officers } : {} }),
  ]
  const text = (name: TextField, labelOf: string) => <Field label={labelOf}>{(tied) => <Input {...tied} value={value[name]} onChange={(event) => set({ [name]: event.target.value })} />}</Field>
  return (
    <StepFrame draft={draft} refusals={refusals} busy={busy} trouble={trouble} label={label} onSubmit={() => void submit({ ...asked, id: view.case.id, version: view.case.version })}>
      <div className="form-grid">
        <Field label={words.form.from}>{({ id }) => <InstantInput id={id} value={value.from} onChange={(from) => set({ from })} />}</Field>
        <Field label={words.form.until}>{({ id }) => <InstantInput id={id} value={value.until} onChange={(until) => set({ until })} />}</Field>
        {text('place', words.form.place)}{text('respondent', words.form.respondent)}
        <Field label={words.form.gender}>
          {(tied) => <Select {...tied} allowClear value={value.gender || null} style={{ width: '100%' }} options={words.form.genders.map((gender) => ({ value: gender, label: gender }))} onChange={(gender: string | null) => set({ gender: gender ?? '' })} />}
        </Field>
        <Field label={words.form.age}>{(tied) => <InputNumber<number> {...tied} min={1} max={120} precision={0} value={value.age} style={{ width: '100%' }} onChange={(age) => set({ age })} />}</Field>
        {text('idNumber', words.form.idNumber)}{text('employer', words.form.employer)}{text('jobTitle', words.form.jobTitle)}{text('home', words.form.home)}{text('phone', words.form.phone)}
        {text('recorder', words.form.recorder)}
        <Field label={words.form.interviewers} wide>{({ id }) => <OfficersInput id={id} officers={officers} on={today()} value={value.officerIds} onChange={(officerIds) => set({ officerIds })} />}</Field>
        <div className="wide">
          <Checkbox checked={value.certificatesShown} onChange={(event) => set({ certificatesShown: event.target.checked })}>{words.form.certificatesShown}</Checkbox>
          <Checkbox checked={value.rightsTold} onChange={(event) => set({ rightsTold: event.target.checked })}>{words.form.rightsTold}</Checkbox>
        </div>
        <Field label={words.form.recusal}>
          {(tied) => <Select {...tied} value={value.recusal} style={{ width: '100%' }} options={(['不申请', '申请'] as const).map((one) => ({ value: one, label: one }))} onChange={(recusal) => set({ recusal })} />}
        </Field>
        <Field label={words.form.proves}>
          {(tied) => <Select {...tied} mode="multiple" value={value.proves} style={{ width: '100%' }} options={acts.map(({ id, fact }) => ({ value: id, label: fact }))} onChange={(proves: string[]) => set({ proves })} />}
        </Field>
      </div>
      <Questions value={value.questions} onChange={(questions) => set({ questions })} />
    </StepFrame>
  )
}
