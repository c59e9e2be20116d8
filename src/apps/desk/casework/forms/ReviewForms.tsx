import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import * as contract from '../../../../contexts/casework/contract.ts'
import { REVIEW_POINTS, type ReviewPoint } from '../../../../contexts/casework/model.ts'
import type { Discuss } from '../../../../contexts/casework/rules/asks.ts'
import * as steps from '../../../../contexts/casework/transitions.ts'
import { listOfficers } from '../../../../contexts/people/contract.ts'
import { ROLES } from '../../../../contexts/people/model.ts'
import { Field } from '../../../ui/Field.tsx'
import { InstantInput } from '../../../ui/inputs.tsx'
import { ask } from '../../session/ask.ts'
import { useAsker, useMe } from '../../session/session.tsx'
import { words as desk } from '../../words.ts'
import { words } from '../../words-casework.ts'
import { missingOf, refusalsOf, StepFrame, useStep, useStepDraft, withPhones, type StepFormProps } from '../StepFrame.tsx'

const POINTS = Object.entries(REVIEW_POINTS) as [ReviewPoint, string][]

/** The seven points, one by one; a bare "agree" is refused. */
export const reviewForm = (again: boolean) => function ReviewForm(props: StepFormProps) {
  const { view, label } = props
  const by = useAsker()
  const draft = useStepDraft(props, again ? 'review-again' : 'review', { opinions: {} as Partial<Record<ReviewPoint, string>>, conclusion: '' })
  const { submit, busy, trouble } = useStep(again ? contract.reviewAgain : contract.review, props, draft)
  const { opinions, conclusion } = draft.value
  const input = { points: POINTS.map(([point]) => ({ point, opinion: (opinions[point] ?? '').trim() })), conclusion }
  const refusals = [...missingOf({ [words.form.conclusion]: conclusion }), ...refusalsOf({ step: again ? steps.reviewAgain : steps.review, view, by, input })]
  return (
    <StepFrame draft={draft} refusals={refusals} busy={busy} trouble={trouble} label={label} onSubmit={() => void submit({ ...input, id: view.case.id, version: view.case.version })}>
      <p className="field-note">{words.form.pointsNote}</p>
      <div className="form-grid">
        {POINTS.map(([point, name]) => (
          <Field key={point} label={name}>
            {(tied) => <Input.TextArea {...tied} autoSize={{ minRows: 2 }} maxLength={1000} value={opinions[point] ?? ''} onChange={(event) => draft.set({ opinions: { ...opinions, [point]: event.target.value } })} />}
          </Field>
        ))}
        <Field label={words.form.conclusion} wide>
          {(tied) => <Input.TextArea {...tied} autoSize={{ minRows: 2 }} value={conclusion} onChange={(event) => draft.set({ conclusion: event.target.value })} />}
        </Field>
      </div>
    </StepFrame>
  )
}

const HOUR_MS = 3_600_000

/** Heads discuss; each speaks with reasons, the handlers only report. */
export const discussForm = (again: boolean) => function DiscussForm(props: StepFormProps) {
  const { view, label } = props
  const by = useAsker()
  const me = useMe()
  const { data } = useQuery({ queryKey: ['officers', {}], queryFn: () => ask(listOfficers, {}) })
  const officers = data?.officers ?? []
  const now = Date.now()
  const draft = useStepDraft<Discuss>(props, again ? 'discuss-again' : 'discuss', {
    from: new Date(now - HOUR_MS).toISOString(), until: new Date(now).toISOString(), place: me.bureau?.address ?? '', chair: me.name, reporter: view.case.handlers[0]?.name ?? '',
    recorder: '', attendees: [{ officerId: me.id, name: me.name, post: me.roles.map((role) => ROLES[role as keyof typeof ROLES] ?? role).join('、'), opinion: '' }], conclusion: '',
  })
  const { value, set } = draft
  const { submit, busy, trouble } = useStep(again ? contract.discussAgain : contract.discuss, props, draft)
  const refusals = [
    ...missingOf({ [words.form.place]: value.place, [words.form.chair]: value.chair, [words.form.reporter]: value.reporter, [words.form.recorder]: value.recorder, [words.form.discussConclusion]: value.conclusion }),
    ...refusalsOf({ step: again ? steps.discussAgain : steps.discuss, view, by, input: value, facts: { officers: withPhones(officers) } }),
  ]
  const text = (name: 'place' | 'chair' | 'reporter' | 'recorder', labelOf: string) =>
    <Field label={labelOf}>{(tied) => <Input {...tied} value={value[name]} onChange={(event) => set({ [name]: event.target.value })} />}</Field>
  const change = (index: number, part: Partial<Discuss['attendees'][number]>) => set({ attendees: value.attendees.map((one, place) => place === index ? { ...one, ...part } : one) })
  return (
    <StepFrame draft={draft} refusals={refusals} busy={busy} trouble={trouble} label={label} onSubmit={() => void submit({ ...value, id: view.case.id, version: view.case.version })}>
      <div className="form-grid">
        <Field label={words.form.from}>{({ id }) => <InstantInput id={id} value={value.from} onChange={(from) => set({ from })} />}</Field>
        <Field label={words.form.until}>{({ id }) => <InstantInput id={id} value={value.until} onChange={(until) => set({ until })} />}</Field>
        {text('place', words.form.place)}{text('chair', words.form.chair)}{text('reporter', words.form.reporter)}{text('recorder', words.form.recorder)}
        <div className="wide" role="group" aria-label={words.form.attendees}>
          <span className="field-label">{words.form.attendees}</span>
          {value.attendees.map((attendee, index) => (
            <div key={index} className="form-grid" style={{ marginBottom: 12 }}>
              <Field label={words.form.attendee}>
                {(tied) => (
                  <Select
                    {...tied} showSearch={{ optionFilterProp: 'label' }} value={attendee.officerId || null} style={{ width: '100%' }}
                    options={officers.map(({ id, name, roles }) => ({ value: id, label: `${name}　${roles.map((role) => ROLES[role]).join('、')}` }))}
                    onChange={(officerId: string | null) => {
                      const chosen = officers.find(({ id }) => id === officerId)
                      change(index, { officerId: officerId ?? '', name: chosen?.name ?? '', post: chosen?.roles.map((role) => ROLES[role]).join('、') ?? '' })
                    }}
                  />
                )}
              </Field>
              <Field label={words.form.attendeePost}>{(tied) => <Input {...tied} value={attendee.post} onChange={(event) => change(index, { post: event.target.value })} />}</Field>
              <Field label={words.form.attendeeOpinion} wide>{(tied) => <Input.TextArea {...tied} autoSize value={attendee.opinion} onChange={(event) => change(index, { opinion: event.target.value })} />}</Field>
              <div><Button size="small" onClick={() => set({ attendees: value.attendees.filter((_, place) => place !== index) })}>{desk.common.remove}</Button></div>
            </div>
          ))}
          <Button onClick={() => set({ attendees: [...value.attendees, { officerId: '', name: '', post: '', opinion: '' }] })}>{words.form.addAttendee}</Button>
        </div>
        <Field label={words.form.discussConclusion} wide>{(tied) => <Input.TextArea {...tied} autoSize={{ minRows: 2 }} value={value.conclusion} onChange={(event) => set({ conclusion: event.target.value })} />}</Field>
      </div>
    </StepFrame>
  )
}
