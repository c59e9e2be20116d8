import { Button, Toast } from 'antd-mobile'
import { useNavigate } from 'react-router'
import type { Hazard } from '../../../contexts/hazard/model.ts'
import { RecheckInput } from '../../../contexts/inspection/model.ts'
import { awaitingRecheck, majorsPassed } from '../../../contexts/inspection/rules/rectify.ts'
import { recheck as recheckStep } from '../../../contexts/inspection/transitions.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { askerOf } from '../api.ts'
import { TextField } from '../Field.tsx'
import { useNameOf } from '../law.ts'
import { useAct } from '../use-act.ts'
import { useNow } from '../use-now.ts'
import { words } from '../words.ts'
import { recheckOf } from './acts.ts'
import { useVisitNow } from './context.ts'
import type { RecheckAnswer, VisitDraft } from './draft.ts'
import { FinishBar } from './Missing.tsx'
import { whyNotYet, withPhotosWaiting } from './lacks.ts'
import { KeptPhotos, Photos } from './Photos.tsx'
import { forgetPhoto } from './photo-store.ts'
import { PrincipalSigning, Signing } from './Signing.tsx'

const answerOf = (draft: VisitDraft, hazardId: string) => draft.recheck[hazardId]

const withAnswer = (
  draft: VisitDraft,
  hazardId: string,
  change: (before: RecheckAnswer) => RecheckAnswer,
): VisitDraft => ({
  ...draft,
  recheck: { ...draft.recheck, [hazardId]: change(draft.recheck[hazardId] ?? { passed: true, note: '', photos: [] }) },
})

/** D06: every hazard under order is seen again, beside its photos of the first visit. */
export function RecheckPage() {
  const { file, draft, me, refresh } = useVisitNow()
  const { inspection, facts } = file
  const now = useNow()
  const nameOf = useNameOf()
  const go = useNavigate()
  const act = useAct('recheck', async () => {
    const photos = Object.values(draft.value.recheck).flatMap((answer) => answer.photos)
    draft.discard()
    await refresh()
    await Promise.all(photos.map(({ id }) => forgetPhoto(id)))
    Toast.show({ content: words.done.rechecked })
    void go(`/visit/${inspection.id}/papers`, { replace: true })
  })
  const hazards = awaitingRecheck(facts.hazards)
  const input = recheckOf({ inspection, facts }, draft.value)
  const refusals = withPhotosWaiting(
    whyNotYet({ step: recheckStep, shape: RecheckInput, input, inspection, facts, by: askerOf(me), at: now }),
    draft.value,
  )
  const passAll = () =>
    draft.set((before) =>
      hazards.reduce(
        (filled, { id }) =>
          answerOf(filled, id) ? filled : withAnswer(filled, id, (answer) => ({ ...answer, passed: true })),
        before,
      ),
    )
  return (
    <>
      {hazards.length > 1 && (
        <Button block className="spaced" onClick={passAll}>
          {words.recheck.allPassed}
        </Button>
      )}
      {hazards.map((hazard, index) => (
        <HazardCard key={hazard.id} hazard={hazard} index={index + 1} />
      ))}
      <section className="card">
        <TextField
          label={words.recheck.place}
          value={input.place}
          max={200}
          placeholder={words.record.placesHint}
          onChange={(places) => draft.set({ places })}
        />
      </section>
      <Signing paper="recheck" />
      {majorsPassed(facts.hazards, input.results).length > 0 &&
        input.partySignature?.name !== facts.enterprise.principal && <PrincipalSigning />}
      <TroubleNotice trouble={act.trouble} nameOf={nameOf} />
      <FinishBar
        refusals={refusals}
        busy={act.busy}
        label={words.recheck.submit}
        onSubmit={() => void act.submit({ ...input, id: inspection.id })}
      />
    </>
  )
}

function HazardCard({ hazard, index }: { hazard: Hazard; index: number }) {
  const { draft } = useVisitNow()
  const answer = answerOf(draft.value, hazard.id)
  const change = (part: Partial<RecheckAnswer>) =>
    draft.set((before) => withAnswer(before, hazard.id, (known) => ({ ...known, ...part })))
  return (
    <section className="card" aria-label={words.recheck.hazard(index)}>
      <h2>{words.recheck.hazard(index)}</h2>
      <p>
        {hazard.place ? `${hazard.place}：` : ''}
        {hazard.description}
      </p>
      {hazard.rectifyBy && <p className="soft">{words.recheck.deadline(hazard.rectifyBy)}</p>}
      <h3>{words.recheck.before}</h3>
      {hazard.evidenceIds.length > 0 ? (
        <KeptPhotos ids={hazard.evidenceIds} alt={words.recheck.before} />
      ) : (
        <p className="soft">{words.recheck.noBefore}</p>
      )}
      <h3>{words.recheck.reported}</h3>
      {hazard.rectification ? (
        <>
          <p>
            {hazard.rectification.text}
            <br />
            <span className="soft">{minuteOf(hazard.rectification.at)}</span>
          </p>
          {hazard.rectification.evidenceIds.length > 0 && (
            <KeptPhotos ids={hazard.rectification.evidenceIds} alt={words.recheck.reported} />
          )}
        </>
      ) : (
        <p className="soft">{words.recheck.notReported}</p>
      )}
      <div className="two spaced" role="group" aria-label={words.recheck.hazard(index)}>
        <button
          type="button"
          className="result"
          data-result="conforming"
          aria-pressed={answer?.passed === true}
          onClick={() => change({ passed: true })}
        >
          {words.recheck.passed}
        </button>
        <button
          type="button"
          className="result"
          data-result="nonconforming"
          aria-pressed={answer?.passed === false}
          onClick={() => change({ passed: false })}
        >
          {words.recheck.failed}
        </button>
      </div>
      {answer && (
        <>
          <TextField
            label={words.recheck.note}
            value={answer.note}
            rows={2}
            max={500}
            placeholder={answer.passed ? '' : words.recheck.noteHint}
            onChange={(note) => change({ note })}
          />
          <Photos
            label={words.recheck.after}
            photos={answer.photos}
            onChange={(edit) =>
              draft.set((before) =>
                withAnswer(before, hazard.id, (known) => ({ ...known, photos: edit(known.photos) })),
              )
            }
          />
        </>
      )}
    </section>
  )
}
