import * as contract from '../../../../contexts/casework/contract.ts'
import { REVIEW_POINTS, type ReviewPoint } from '../../../../contexts/casework/model.ts'
import { steps } from '../../../../contexts/casework/transitions.ts'
import { AreaField } from '../../fields.tsx'
import { useAsker } from '../../session/session.tsx'
import { words } from '../../words-casework.ts'
import { missingOf, refusalsOf, StepFrame, useStep, useStepDraft, type StepFormProps } from '../StepFrame.tsx'

const POINTS = Object.entries(REVIEW_POINTS) as [ReviewPoint, string][]

/** The seven points, one by one; a bare "agree" is refused. */
export const reviewForm = (again: boolean) =>
  function ReviewForm(props: StepFormProps) {
    const { view, label } = props
    const by = useAsker()
    const draft = useStepDraft(props, again ? 'review-again' : 'review', {
      opinions: {} as Partial<Record<ReviewPoint, string>>,
      conclusion: '',
    })
    const { submit, busy, trouble } = useStep(again ? contract.reviewAgain : contract.review, props, draft)
    const { opinions, conclusion } = draft.value
    const input = { points: POINTS.map(([point]) => ({ point, opinion: (opinions[point] ?? '').trim() })), conclusion }
    const refusals = [
      ...missingOf({ [words.form.conclusion]: conclusion }),
      ...refusalsOf({ step: again ? steps.reviewAgain : steps.review, view, by, input }),
    ]
    return (
      <StepFrame
        draft={draft}
        refusals={refusals}
        busy={busy}
        trouble={trouble}
        label={label}
        onSubmit={() => void submit({ ...input, id: view.case.id, version: view.case.version })}
      >
        <p className="field-note">{words.form.pointsNote}</p>
        <div className="form-grid">
          {POINTS.map(([point, name]) => (
            <AreaField
              key={point}
              label={name}
              max={1000}
              value={opinions[point] ?? ''}
              onChange={(opinion) => draft.set({ opinions: { ...opinions, [point]: opinion } })}
            />
          ))}
          <AreaField
            label={words.form.conclusion}
            wide
            value={conclusion}
            onChange={(text) => draft.set({ conclusion: text })}
          />
        </div>
      </StepFrame>
    )
  }
