import { Radio } from 'antd'
import type { Hazard } from '../../../contexts/hazard/model.ts'
import { recheck, type InspectionFile } from '../../../contexts/inspection/contract.ts'
import { INSPECTION_STATES, PRESENT_ROLES } from '../../../contexts/inspection/model.ts'
import { awaitingRecheck, majorsPassed } from '../../../contexts/inspection/rules/rectify.ts'
import * as transitions from '../../../contexts/inspection/transitions.ts'
import { whyNot } from '../../../kernel/step.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { RefusalList, TroubleNotice } from '../../ui/RefusalList.tsx'
import { SignaturePad } from '../../ui/SignaturePad.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { AreaField, TextField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { useNow } from '../session/use-now.ts'
import { words } from '../words-inspection.ts'
import { noSignatures, SignaturesOnSite, signedOf, type SignDraft } from './SignaturesOnSite.tsx'

type Answer = { passed: boolean; note: string }
type RecheckDraft = {
  place: string
  answers: Record<string, Answer>
  signs: SignDraft
  principal: { strokes: string; at: string }
}

/** Every hazard under order passes or fails; what fails is told in words. */
export function RecheckForm({ file: { inspection, facts, enterprise } }: { file: InspectionFile }) {
  const by = useAsker()
  const at = useNow()
  const nameOf = useNameOf()
  const draft = useDraft<RecheckDraft>(`inspection/${inspection.id}/recheck/${inspection.version}`, {
    place: enterprise.address,
    answers: {},
    signs: noSignatures(enterprise.principal),
    principal: { strokes: '', at: '' },
  })
  const { value, set } = draft
  const finish = () => {
    draft.done()
    window.scrollTo(0, 0)
  }
  const hazards = awaitingRecheck(facts.hazards)
  const input = {
    version: inspection.version,
    place: value.place,
    results: hazards.flatMap(({ id }) => {
      const answer = value.answers[id]
      return answer ? [{ hazardId: id, passed: answer.passed, note: answer.note.trim(), evidenceIds: [] }] : []
    }),
    principalSignature: value.principal.strokes
      ? { name: enterprise.principal, post: PRESENT_ROLES.principal, ...value.principal }
      : null,
    ...signedOf(value.signs, inspection.officers),
  }
  // Where he signs for the business, he is not asked a second time.
  const asksPrincipal =
    majorsPassed(facts.hazards, input.results).length > 0 && input.partySignature?.name !== enterprise.principal
  const refusals = whyNot(transitions.recheck, { thing: inspection, facts, by, at, input }, INSPECTION_STATES)
  const { submit, busy, trouble } = useAct(recheck, { done: words.steps.rechecked, after: finish })
  const answer = (id: string, part: Partial<Answer>) =>
    set({ answers: { ...value.answers, [id]: { passed: false, note: '', ...value.answers[id], ...part } } })
  return (
    <div style={{ marginTop: 12 }}>
      <DraftRestored draft={draft} />
      <TextField label={words.steps.recheckPlace} max={200} value={value.place} onChange={(place) => set({ place })} />
      <Results hazards={hazards} answers={value.answers} onAnswer={answer} />
      <SignaturesOnSite value={value.signs} officers={inspection.officers} onChange={(signs) => set({ signs })} />
      {asksPrincipal && (
        <div style={{ marginTop: 12, maxWidth: 420 }}>
          <span className="field-label">{words.steps.principalSign(enterprise.principal)}</span>
          <SignaturePad
            label={words.steps.principalSign(enterprise.principal)}
            value={value.principal.strokes}
            onChange={(strokes) => set({ principal: { strokes, at: new Date().toISOString() } })}
          />
        </div>
      )}
      <div style={{ marginTop: 12 }}>
        <RefusalList title={words.steps.missing} refusals={refusals} nameOf={nameOf} />
      </div>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          busy={busy}
          refusals={refusals}
          quiet
          onClick={() => void submit({ ...input, id: inspection.id })}
        >
          {words.steps.submit}
        </SubmitButton>
        <DraftSaved draft={draft} />
      </div>
    </div>
  )
}

type ResultsProps = {
  readonly hazards: readonly Hazard[]
  readonly answers: RecheckDraft['answers']
  readonly onAnswer: (id: string, part: Partial<Answer>) => void
}

/** Passed or failed, one by one; what failed is told. */
function Results({ hazards, answers, onAnswer }: ResultsProps) {
  const options = [
    { value: 'true', label: words.steps.passed },
    { value: 'false', label: words.steps.failed },
  ]
  return (
    <ol className="plain-list" style={{ marginTop: 12 }}>
      {hazards.map(({ id, description }) => {
        const given = answers[id]
        return (
          <li key={id}>
            <strong id={`hazard-${id}`}>{description}</strong>
            <div className="actions" style={{ margin: '6px 0' }}>
              <Radio.Group
                aria-labelledby={`hazard-${id}`}
                value={given ? String(given.passed) : ''}
                options={options}
                onChange={(event) => onAnswer(id, { passed: event.target.value === 'true' })}
              />
            </div>
            {given && !given.passed && (
              <AreaField
                label={words.steps.note}
                rows={1}
                max={500}
                value={given.note}
                onChange={(note) => onAnswer(id, { note })}
              />
            )}
          </li>
        )
      })}
    </ol>
  )
}
