import { Button } from 'antd-mobile'
import type { QuestionGroup } from '../../../contexts/casework/rules/question-bank.ts'
import { newId } from '../../ui/device.ts'
import type { Draft } from '../../ui/use-draft.ts'
import { TextField } from '../Field.tsx'
import type { InterviewDraft } from './interview.ts'
import { words } from './words.ts'

type Props = { readonly draft: Draft<InterviewDraft>; readonly groups: readonly QuestionGroup[] }

/** Questions and answers; the bank gives those that fit the matters of the visit by one tap a group. */
export function Dialogue({ draft: { value, set }, groups }: Props) {
  const { questions } = value
  const isAsked = (text: string) => questions.some(({ question }) => question === text)
  const add = (texts: readonly string[]) =>
    set((before) => ({
      ...before,
      questions: [
        ...before.questions,
        ...texts
          .filter((text) => text === '' || !isAsked(text))
          .map((question) => ({ id: newId(), question, answer: '' })),
      ],
    }))
  const change = (id: string, part: { readonly question?: string; readonly answer?: string }) =>
    set((before) => ({
      ...before,
      questions: before.questions.map((one) => (one.id === id ? { ...one, ...part } : one)),
    }))
  return (
    <section className="card" aria-label={words.dialogue}>
      <h2>{words.dialogue}</h2>
      <div className="chips" role="group" aria-label={words.bank}>
        {groups.map(({ key, title, questions: texts }) => (
          <button key={key} type="button" className="chip" disabled={texts.every(isAsked)} onClick={() => add(texts)}>
            + {title}
          </button>
        ))}
      </div>
      {questions.map(({ id, question, answer }, place) => (
        <div key={id} className="signer">
          <TextField
            label={words.question(place + 1)}
            value={question}
            rows={2}
            max={2000}
            onChange={(text) => change(id, { question: text })}
          />
          <TextField
            label={words.answer(place + 1)}
            value={answer}
            rows={2}
            max={4000}
            onChange={(text) => change(id, { answer: text })}
          />
          <Button
            size="small"
            fill="none"
            onClick={() => set((before) => ({ ...before, questions: before.questions.filter((one) => one.id !== id) }))}
          >
            {words.remove(place + 1)}
          </Button>
        </div>
      ))}
      <Button block onClick={() => add([''])}>
        {words.add}
      </Button>
    </section>
  )
}
