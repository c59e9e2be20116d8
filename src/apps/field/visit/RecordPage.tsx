import { Button, Toast } from 'antd-mobile'
import { useNavigate } from 'react-router'
import { record as recordStep } from '../../../contexts/inspection/transitions.ts'
import { PRESENT_ROLES, RecordInput } from '../../../contexts/inspection/model.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { askerOf } from '../api.ts'
import { Either, TextField } from '../Field.tsx'
import { useNameOf } from '../law.ts'
import { rightNow } from '../offline/clock.ts'
import { useNow } from '../use-now.ts'
import { useAct } from '../use-act.ts'
import { words } from '../words.ts'
import { recordOf, situationOf } from './acts.ts'
import { useVisitNow } from './context.ts'
import type { PersonPresent } from './draft.ts'
import { FinishBar } from './Missing.tsx'
import { whyNotYet, withPhotosWaiting } from './lacks.ts'
import { MinuteField } from './MinuteField.tsx'
import { forgetPhoto } from './photo-store.ts'
import { Chips, Signing } from './Signing.tsx'

/** D03 on one screen: who was there, when, where, what was found, and who signs. */
export function RecordPage() {
  const { file, draft, me, refresh } = useVisitNow()
  const { inspection, facts } = file
  const now = useNow()
  const nameOf = useNameOf()
  const go = useNavigate()
  const act = useAct('record', async () => {
    const photos = draft.value.findings.flatMap((finding) => finding.photos)
    draft.discard()
    await refresh()
    await Promise.all(photos.map(({ id }) => forgetPhoto(id)))
    Toast.show({ content: words.done.recordSaved })
    void go(`/visit/${inspection.id}/order`, { replace: true })
  })
  const input = recordOf({ inspection, facts }, draft.value, now)
  const refusals = withPhotosWaiting(
    whyNotYet({ step: recordStep, shape: RecordInput, input, inspection, facts, by: askerOf(me), at: now }),
    draft.value,
  )
  const submit = () =>
    void act.submit({ ...recordOf({ inspection, facts }, draft.value, rightNow()), id: inspection.id })
  return (
    <>
      <section className="card">
        <h2>{words.record.people}</h2>
        {draft.value.present.map((person) => (
          <Person key={person.role} person={person} />
        ))}
      </section>
      <section className="card">
        <h2>{words.record.title}</h2>
        <MinuteField label={words.record.from} value={input.from} onChange={(from) => draft.set({ from })} />
        <MinuteField label={words.record.until} value={input.until} onChange={(until) => draft.set({ until })} />
        <TextField
          label={words.record.places}
          value={input.places}
          rows={2}
          max={2000}
          placeholder={words.record.placesHint}
          onChange={(places) => draft.set({ places })}
        />
        <Chips
          label={words.record.places}
          options={placesOf(draft.value.findings.map(({ place }) => place))}
          value={input.places}
          onPick={(places) => draft.set({ places })}
        />
        <TextField
          label={words.record.situation}
          value={input.situation}
          rows={5}
          max={2000}
          help={draft.value.situation === null ? words.record.situationAuto : undefined}
          onChange={(situation) => draft.set({ situation })}
        />
        {draft.value.situation !== null && draft.value.situation !== situationOf(facts.items, draft.value) && (
          <Button block onClick={() => draft.set({ situation: null })}>
            {words.record.situationReset}
          </Button>
        )}
      </section>
      <Unrecorded because={input.unrecordedBecause} isDue={isUnrecorded(refusals, input)} />
      <p className="notice">{words.record.preview}</p>
      <Signing paper="record" />
      <TroubleNotice trouble={act.trouble} nameOf={nameOf} />
      <p className="soft">{minuteOf(now)}</p>
      <FinishBar refusals={refusals} busy={act.busy} label={words.record.submit} onSubmit={submit} />
    </>
  )
}

const isUnrecorded = (refusals: readonly Refusal[], { unrecordedBecause }: { unrecordedBecause: string }) =>
  unrecordedBecause !== '' || refusals.some(({ code }) => code === 'long-visit-unrecorded')

/** Asked only on a long visit of which nobody said that the recorder runs (APL 47). */
function Unrecorded({ because, isDue }: { because: string; isDue: boolean }) {
  const { draft } = useVisitNow()
  if (!isDue) return null
  return (
    <section className="card">
      <TextField
        label={words.record.unrecordedBecause}
        value={because}
        rows={2}
        max={300}
        placeholder={words.record.unrecordedHint}
        onChange={(unrecordedBecause) => draft.set({ unrecordedBecause })}
      />
    </section>
  )
}

/** The places of the findings, offered as the places of the visit. */
function placesOf(places: readonly string[]): string[] {
  const known = [...new Set(places.map((place) => place.trim()).filter((place) => place !== ''))]
  return known.length > 0 ? [known.join('、')] : []
}

function Person({ person }: { person: PersonPresent }) {
  const { draft, file } = useVisitNow()
  const change = (part: Partial<PersonPresent>) =>
    draft.set((before) => ({
      ...before,
      present: before.present.map((one) => (one.role === person.role ? { ...one, ...part } : one)),
    }))
  const known = { principal: file.enterprise.principal, 'safety-manager': file.enterprise.safetyManager, operator: '' }[
    person.role
  ]
  const label = PRESENT_ROLES[person.role]
  return (
    <div className="signer">
      <h3>{label}</h3>
      <Either
        label={label}
        yes={words.record.present}
        no={words.record.absent}
        value={person.isPresent}
        onChange={(isPresent) => change({ isPresent })}
      />
      {person.isPresent ? (
        <>
          <TextField
            label={`${label}${words.record.name}`}
            value={person.name}
            max={50}
            onChange={(name) => change({ name })}
          />
          {known && <Chips label={label} options={[known]} value={person.name} onPick={(name) => change({ name })} />}
        </>
      ) : (
        <TextField
          label={`${label}${words.record.absentBecause}`}
          value={person.absentBecause}
          max={200}
          placeholder={words.record.absentHint}
          onChange={(absentBecause) => change({ absentBecause })}
        />
      )}
    </div>
  )
}
