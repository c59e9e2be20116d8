import { useQuery } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import * as contract from '../../../../contexts/casework/contract.ts'
import type { Case } from '../../../../contexts/casework/model.ts'
import { READ_BACK, type ReadBack, type RecordInterview } from '../../../../contexts/casework/rules/asks.ts'
import { steps } from '../../../../contexts/casework/transitions.ts'
import type { Me } from '../../../../contexts/people/contract.ts'
import { listOfficers } from '../../../../contexts/people/contract.ts'
import type { Officer } from '../../../../contexts/people/model.ts'
import type { Instant } from '../../../../kernel/time.ts'
import { newId } from '../../../ui/device.ts'
import { Field } from '../../../ui/Field.tsx'
import type { Draft } from '../../../ui/use-draft.ts'
import { AreaField, ChoiceField, CountField, MinuteField, SeveralField, TextField } from '../../fields.tsx'
import { OfficersInput } from '../../inspection/PlanFields.tsx'
import { ask } from '../../session/ask.ts'
import { today, useAsker, useMe } from '../../session/session.tsx'
import { useNow } from '../../session/use-now.ts'
import { words } from '../../words-casework.ts'
import {
  missingOf,
  refusalsOf,
  StepFrame,
  useStep,
  useStepDraft,
  withPhones,
  type StepFormProps,
} from '../StepFrame.tsx'
import { Questions } from './Questions.tsx'

const HALF_HOUR_MS = 1_800_000

/** What is known stands in the record already: the party, the officers, the acts, the usual questions. */
const begun = ({ party, handlers, acts }: Case, me: Me, now: Instant): RecordInterview => ({
  interviewId: newId(),
  from: new Date(Date.parse(now) - HALF_HOUR_MS).toISOString(),
  until: now,
  place: me.bureau?.address ?? '',
  respondent: party.legalRepresentative,
  gender: '',
  age: null,
  idNumber: '',
  employer: party.name,
  jobTitle: party.post,
  home: '',
  phone: party.phone,
  officerIds: handlers.map(({ id }) => id).slice(0, 2),
  recorder: handlers[1]?.name ?? me.name,
  certificatesShown: false,
  rightsTold: false,
  recusal: '不申请',
  readBack: null,
  corrections: '',
  questions: [],
  proves: acts.map(({ id }) => id),
})

/** The record of an interview. */
export function InterviewForm(props: StepFormProps) {
  const { view, label } = props
  const by = useAsker()
  const { data } = useQuery({ queryKey: ['officers', {}], queryFn: () => ask(listOfficers, {}) })
  const officers = withPhones(data?.officers ?? [])
  const draft = useStepDraft<RecordInterview>(props, 'record-interview', begun(view.case, useMe(), useNow()))
  const { value, set } = draft
  const { submit, busy, trouble } = useStep(contract.recordInterview, props, draft)
  const asked = {
    ...value,
    questions: value.questions.filter(({ answer, question }) => answer.trim() && question.trim()),
  }
  const refusals = [
    ...missingOf({
      [words.form.place]: value.place,
      [words.form.respondent]: value.respondent,
      [words.form.recorder]: value.recorder,
      [words.form.answerLabel]: asked.questions[0]?.answer,
    }),
    ...refusalsOf({
      step: steps.recordInterview,
      view,
      by,
      input: asked,
      facts: officers.length > 0 ? { officers } : {},
    }),
  ]
  return (
    <StepFrame
      draft={draft}
      refusals={refusals}
      busy={busy}
      trouble={trouble}
      label={label}
      onSubmit={() => void submit({ ...asked, id: view.case.id, version: view.case.version })}
    >
      <div className="form-grid">
        <Respondent value={value} set={set} />
        <Told value={value} set={set} officers={officers} acts={view.case.acts} />
      </div>
      <Questions caseId={view.case.id} value={value.questions} onChange={(questions) => set({ questions })} />
      <ReadBackFields value={value} set={set} />
    </StepFrame>
  )
}

type PartProps = Pick<Draft<RecordInterview>, 'value' | 'set'>
type TextName = 'place' | 'respondent' | 'idNumber' | 'employer' | 'jobTitle' | 'home' | 'phone' | 'recorder'

function Respondent({ value, set }: PartProps) {
  const genders = ['', ...words.form.genders].map((gender) => ({ value: gender, label: gender || '—' }))
  const text = (name: TextName) => (
    <TextField label={words.form[name]} value={value[name]} onChange={(typed) => set({ [name]: typed })} />
  )
  return (
    <>
      <MinuteField label={words.form.from} value={value.from} onChange={(from) => set({ from })} />
      <MinuteField label={words.form.until} value={value.until} onChange={(until) => set({ until })} />
      {text('place')}
      {text('respondent')}
      <ChoiceField
        label={words.form.gender}
        value={value.gender}
        options={genders}
        onChange={(gender) => set({ gender })}
      />
      <CountField<number | null>
        label={words.form.age}
        least={1}
        most={120}
        whenEmpty={null}
        value={value.age}
        onChange={(age) => set({ age })}
      />
      {text('idNumber')}
      {text('employer')}
      {text('jobTitle')}
      {text('home')}
      {text('phone')}
      {text('recorder')}
    </>
  )
}

function Told({ value, set, officers, acts }: PartProps & { officers: readonly Officer[]; acts: Case['acts'] }) {
  const recusals = (['不申请', '申请'] as const).map((one) => ({ value: one, label: one }))
  return (
    <>
      <Field label={words.form.interviewers} wide>
        {({ id }) => (
          <OfficersInput
            id={id}
            officers={officers}
            on={today()}
            value={value.officerIds}
            onChange={(officerIds) => set({ officerIds })}
          />
        )}
      </Field>
      <div className="wide">
        <Checkbox
          checked={value.certificatesShown}
          onChange={(event) => set({ certificatesShown: event.target.checked })}
        >
          {words.form.certificatesShown}
        </Checkbox>
        <Checkbox checked={value.rightsTold} onChange={(event) => set({ rightsTold: event.target.checked })}>
          {words.form.rightsTold}
        </Checkbox>
      </div>
      <ChoiceField
        label={words.form.recusal}
        value={value.recusal}
        options={recusals}
        onChange={(recusal) => set({ recusal })}
      />
      <SeveralField
        label={words.form.proves}
        value={value.proves}
        options={acts.map(({ id, fact }) => ({ value: id, label: fact }))}
        onChange={(proves) => set({ proves })}
      />
    </>
  )
}

/** Before anybody signs: the respondent has read it, or it was read to him, and what he wanted put right stands in it. */
function ReadBackFields({ value, set }: PartProps) {
  const ways = [
    { value: '' as const, label: words.form.notReadBack },
    ...(Object.keys(READ_BACK) as ReadBack[]).map((way) => ({ value: way, label: READ_BACK[way] })),
  ]
  return (
    <div className="form-grid" style={{ marginTop: 12 }}>
      <ChoiceField<ReadBack | ''>
        label={words.form.readBack}
        value={value.readBack ?? ''}
        options={ways}
        onChange={(way) => set({ readBack: way === '' ? null : way })}
      />
      <AreaField
        label={words.form.corrections}
        max={2000}
        value={value.corrections}
        onChange={(corrections) => set({ corrections })}
      />
    </div>
  )
}
