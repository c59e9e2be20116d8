import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { questionsOfCase } from '../../../../contexts/casework/contract/proof.ts'
import type { RecordInterview } from '../../../../contexts/casework/rules/asks.ts'
import { ask } from '../../session/ask.ts'
import { words as desk } from '../../words.ts'
import { words } from '../../words-casework.ts'

type Rows = RecordInterview['questions']

/** Questions and answers, one after the other; the bank gives the usual ones by one tap. */
export function Questions({
  caseId,
  value,
  onChange,
}: {
  readonly caseId: string
  readonly value: Rows
  readonly onChange: (rows: Rows) => void
}) {
  const { data } = useQuery({ queryKey: ['questions', caseId], queryFn: () => ask(questionsOfCase, { id: caseId }) })
  const groups = data?.groups ?? []
  const isAsked = (question: string) => value.some((row) => row.question === question)
  const change = (index: number, part: Partial<Rows[number]>) =>
    onChange(value.map((row, place) => (place === index ? { ...row, ...part } : row)))
  const rest = groups
    .map(({ title, questions }) => ({
      label: title,
      options: questions
        .filter((question) => !isAsked(question))
        .map((question) => ({ value: question, label: question })),
    }))
    .filter(({ options }) => options.length > 0)
  const addGroup = (questions: readonly string[]) =>
    onChange([
      ...value,
      ...questions.filter((question) => !isAsked(question)).map((question) => ({ question, answer: '' })),
    ])
  return (
    <div className="qa" role="group" aria-label={words.form.questions} style={{ marginTop: 12 }}>
      <span className="field-label">{words.form.questions}</span>
      <div className="actions" style={{ marginTop: 0 }} role="group" aria-label={words.form.bankAll}>
        {groups.map(({ key, title, questions }) => (
          <Button key={key} size="small" disabled={questions.every(isAsked)} onClick={() => addGroup(questions)}>
            + {title}
          </Button>
        ))}
      </div>
      {value.map((row, index) => (
        <div key={index} className="qa-row">
          <span className="soft" aria-hidden="true">
            {index + 1}
          </span>
          <div>
            <Input.TextArea
              autoSize
              aria-label={`${words.form.question} ${index + 1}`}
              value={row.question}
              onChange={(event) => change(index, { question: event.target.value })}
            />
            <Input.TextArea
              autoSize={{ minRows: 2 }}
              aria-label={`${words.form.answerLabel} ${index + 1}`}
              placeholder={words.form.answerLabel}
              value={row.answer}
              onChange={(event) => change(index, { answer: event.target.value })}
            />
          </div>
          <Button
            size="small"
            aria-label={`${desk.common.remove} ${index + 1}`}
            onClick={() => onChange(value.filter((_, place) => place !== index))}
          >
            {desk.common.remove}
          </Button>
        </div>
      ))}
      <div className="actions" style={{ marginTop: 0 }}>
        <Select
          value={null}
          placeholder={words.form.bank}
          aria-label={words.form.bank}
          style={{ width: 'min(480px, 100%)' }}
          options={rest}
          onChange={(question: string | null) => {
            if (question) onChange([...value, { question, answer: '' }])
          }}
        />
        <Button onClick={() => onChange([...value, { question: '', answer: '' }])}>{words.form.addQuestion}</Button>
      </div>
    </div>
  )
}
