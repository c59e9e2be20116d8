import { Input, Radio } from 'antd'
import { recheck, type InspectionFile } from '../../../contexts/inspection/contract.ts'
import { INSPECTION_STATES } from '../../../contexts/inspection/model.ts'
import { awaitingRecheck } from '../../../contexts/inspection/rules/rectify.ts'
import * as transitions from '../../../contexts/inspection/transitions.ts'
import { whyNot } from '../../../kernel/step.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { Field } from '../../ui/Field.tsx'
import { RefusalList, TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useNameOf } from '../law/law-book.tsx'
import { useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words-inspection.ts'
import { noSignatures, SignaturesOnSite, signedOf, type SignDraft } from './SignaturesOnSite.tsx'

type Answer = { passed: boolean; note: string }
type RecheckDraft = { place: string; answers: Record<string, Answer>; signs: SignDraft }

/** Every hazard under order passes or fails; what fails is told in words. */
export function RecheckForm({ file: { inspection, facts, enterprise } }: { file: InspectionFile }) {
  const by = useAsker()
  const nameOf = useNameOf()
  const draft = useDraft<RecheckDraft>(`inspection/${inspection.id}/recheck/${inspection.version}`, { place: enterprise.address, answers: {}, signs: noSignatures(enterprise.principal) })
  const { value, set } = draft
  const hazards = awaitingRecheck(facts.hazards)
  const input = {
    version: inspection.version, place: value.place,
    results: hazards.flatMap(({ id }) => {
      const answer = value.answers[id]
      return answer ? [{ hazardId: id, passed: answer.passed, note: answer.note.trim(), evidenceIds: [] }] : []
    }),
    ...signedOf(value.signs, inspection.officers),
  }
  const refusals = whyNot(transitions.recheck, { thing: inspection, facts, by, at: new Date().toISOString(), input }, INSPECTION_STATES)
  const { submit, busy, trouble } = useAct(recheck, { done: words.steps.rechecked, after: draft.done })
  const answer = (id: string, part: Partial<Answer>) => set({ answers: { ...value.answers, [id]: { passed: false, note: '', ...value.answers[id], ...part } } })
  return (
    <div style={{ marginTop: 12 }}>
      <DraftRestored draft={draft} />
      <Field label={words.steps.recheckPlace}>
        {(tied) => <Input {...tied} value={value.place} maxLength={200} onChange={(event) => set({ place: event.target.value })} />}
      </Field>
      <ol className="plain-list" style={{ marginTop: 12 }}>
        {hazards.map((hazard) => {
          const given = value.answers[hazard.id]
          return (
            <li key={hazard.id}>
              <strong id={`hazard-${hazard.id}`}>{hazard.description}</strong>
              <div className="actions" style={{ margin: '6px 0' }}>
                <Radio.Group
                  aria-labelledby={`hazard-${hazard.id}`} value={given ? String(given.passed) : ''} onChange={(event) => answer(hazard.id, { passed: event.target.value === 'true' })}
                  options={[{ value: 'true', label: words.steps.passed }, { value: 'false', label: words.steps.failed }]}
                />
              </div>
              {given && !given.passed && (
                <Field label={words.steps.note}>
                  {(tied) => <Input.TextArea {...tied} autoSize value={given.note} maxLength={500} onChange={(event) => answer(hazard.id, { note: event.target.value })} />}
                </Field>
              )}
            </li>
          )
        })}
      </ol>
      <SignaturesOnSite value={value.signs} officers={inspection.officers} onChange={(signs) => set({ signs })} />
      <div style={{ marginTop: 12 }}><RefusalList title={words.steps.missing} refusals={refusals} nameOf={nameOf} /></div>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton busy={busy} refusals={refusals} quiet onClick={() => void submit({ ...input, id: inspection.id })}>{words.steps.submit}</SubmitButton>
        <DraftSaved draft={draft} />
      </div>
    </div>
  )
}
