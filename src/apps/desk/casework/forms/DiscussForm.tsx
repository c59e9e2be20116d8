import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import * as contract from '../../../../contexts/casework/contract.ts'
import type { Case } from '../../../../contexts/casework/model.ts'
import type { Discuss } from '../../../../contexts/casework/rules/asks.ts'
import { steps } from '../../../../contexts/casework/transitions.ts'
import { listOfficers, type Me } from '../../../../contexts/people/contract.ts'
import { ROLES, type Officer, type Role } from '../../../../contexts/people/model.ts'
import type { Instant } from '../../../../kernel/time.ts'
import { AreaField, ChoiceField, MinuteField, TextField } from '../../fields.tsx'
import { ask } from '../../session/ask.ts'
import { useAsker, useMe } from '../../session/session.tsx'
import { useNow } from '../../session/use-now.ts'
import { words as desk } from '../../words.ts'
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

const HOUR_MS = 3_600_000
const NOBODY = { officerId: '', name: '', post: '', opinion: '' }

type Attendee = Discuss['attendees'][number]

const postOf = (roles: readonly string[]) => roles.map((role) => ROLES[role as Role] ?? role).join('、')

const begun = (thing: Case, me: Me, now: Instant): Discuss => ({
  from: new Date(Date.parse(now) - HOUR_MS).toISOString(),
  until: now,
  place: me.bureau?.address ?? '',
  chair: me.name,
  reporter: thing.handlers[0]?.name ?? '',
  recorder: '',
  conclusion: '',
  attendees: [{ officerId: me.id, name: me.name, post: postOf(me.roles), opinion: '' }],
})

/** Heads discuss; each speaks with reasons, the handlers only report. */
export const discussForm = (again: boolean) =>
  function DiscussForm(props: StepFormProps) {
    const { view, label } = props
    const by = useAsker()
    const { data } = useQuery({ queryKey: ['officers', {}], queryFn: () => ask(listOfficers, {}) })
    const officers = withPhones(data?.officers ?? [])
    const draft = useStepDraft<Discuss>(props, again ? 'discuss-again' : 'discuss', begun(view.case, useMe(), useNow()))
    const { value, set } = draft
    const { submit, busy, trouble } = useStep(again ? contract.discussAgain : contract.discuss, props, draft)
    const refusals = [
      ...missingOf({
        [words.form.place]: value.place,
        [words.form.chair]: value.chair,
        [words.form.reporter]: value.reporter,
        [words.form.recorder]: value.recorder,
        [words.form.discussConclusion]: value.conclusion,
      }),
      ...refusalsOf({ step: again ? steps.discussAgain : steps.discuss, view, by, input: value, facts: { officers } }),
    ]
    const text = (name: 'place' | 'chair' | 'reporter' | 'recorder') => (
      <TextField label={words.form[name]} value={value[name]} onChange={(typed) => set({ [name]: typed })} />
    )
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
          <MinuteField label={words.form.from} value={value.from} onChange={(from) => set({ from })} />
          <MinuteField label={words.form.until} value={value.until} onChange={(until) => set({ until })} />
          {text('place')}
          {text('chair')}
          {text('reporter')}
          {text('recorder')}
          <Attendees value={value.attendees} officers={officers} onChange={(attendees) => set({ attendees })} />
          <AreaField
            label={words.form.discussConclusion}
            wide
            value={value.conclusion}
            onChange={(conclusion) => set({ conclusion })}
          />
        </div>
      </StepFrame>
    )
  }

type AttendeesProps = {
  readonly value: readonly Attendee[]
  readonly officers: readonly Officer[]
  readonly onChange: (attendees: Attendee[]) => void
}

/** Who took part, with what each said. */
function Attendees({ value, officers, onChange }: AttendeesProps) {
  const change = (index: number, part: Partial<Attendee>) =>
    onChange(value.map((one, place) => (place === index ? { ...one, ...part } : one)))
  const options = officers.map(({ id, name, roles }) => ({ value: id, label: `${name}　${postOf(roles)}` }))
  const choose = (index: number, officerId: string) => {
    const chosen = officers.find(({ id }) => id === officerId)
    change(index, { officerId, name: chosen?.name ?? '', post: chosen ? postOf(chosen.roles) : '' })
  }
  return (
    <div className="wide" role="group" aria-label={words.form.attendees}>
      <span className="field-label">{words.form.attendees}</span>
      {value.map((attendee, index) => (
        <div key={index} className="form-grid repeated">
          <ChoiceField
            label={words.form.attendee}
            value={attendee.officerId}
            options={options}
            onChange={(id) => choose(index, id)}
          />
          <TextField
            label={words.form.attendeePost}
            value={attendee.post}
            onChange={(post) => change(index, { post })}
          />
          <AreaField
            label={words.form.attendeeOpinion}
            wide
            rows={1}
            value={attendee.opinion}
            onChange={(opinion) => change(index, { opinion })}
          />
          <div>
            <Button size="small" onClick={() => onChange(value.filter((_, place) => place !== index))}>
              {desk.common.remove}
            </Button>
          </div>
        </div>
      ))}
      <Button onClick={() => onChange([...value, NOBODY])}>{words.form.addAttendee}</Button>
    </div>
  )
}
