import { decideVisit } from '../rules/caps.ts'
import { CapsInput, capsAnswer, capsAskOf } from '../rules/command-caps.ts'
import { DeadlineInput, deadlineAnswer } from '../rules/command-deadline.ts'
import { PenaltyInput, penaltyAnswer, penaltyAskOf } from '../rules/command-penalty.ts'
import { decidePenalty } from '../rules/discretion.ts'
import { Refused } from '../../../kernel/refusal.ts'
import { loadLawBook } from '../store.ts'
import { BATCH, decided, optionsOf, shaped } from './arguments.ts'

/** `law penalty`: a case on stdin, the fine with its reasons out. Money in yuan. */
export async function penalty(args: string[]): Promise<unknown> {
  const { values } = optionsOf(args, BATCH)
  const book = loadLawBook()
  return decided(values.batch, (value) => {
    const answer = decidePenalty(book, penaltyAskOf(shaped(PenaltyInput, value)))
    if ('refusals' in answer) throw new Refused(answer.refusals)
    return penaltyAnswer(book, answer)
  })
}

/** `law deadline`: a clock of the catalogue and its start on stdin. */
export async function deadline(args: string[]): Promise<unknown> {
  const { values } = optionsOf(args, BATCH)
  const book = loadLawBook()
  return decided(values.batch, (value) => {
    const answer = deadlineAnswer(book, shaped(DeadlineInput, value))
    if ('refusals' in answer) throw new Refused(answer.refusals)
    return answer.line
  })
}

/** `law caps`: may this business be visited once more this year. */
export async function caps(args: string[]): Promise<unknown> {
  const { values } = optionsOf(args, BATCH)
  const book = loadLawBook()
  return decided(values.batch, (value) => capsAnswer(decideVisit(book, capsAskOf(shaped(CapsInput, value)))))
}
