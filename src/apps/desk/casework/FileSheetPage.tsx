import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input, InputNumber, Spin, Tag } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type { z } from 'zod'
import { answerCorrection, fileToReview, scoreFile } from '../../../contexts/casework/contract/file-review.ts'
import { scoreOf, type FilePoint, type PointAnswer } from '../../../contexts/casework/rules/file-review.ts'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { citeInWords, TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { AreaField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { trail } from './FileReviewPage.tsx'
import { words } from './words-file-review.ts'

type Read = z.output<(typeof fileToReview)['output']>

/** The sheet of one file: every point of the standard with its deduction and where it shows. */
export function FileSheetPage() {
  const { id = '', caseId = '' } = useParams()
  const { data, error } = useQuery({
    queryKey: ['file-sheet', id, caseId],
    queryFn: () => ask(fileToReview, { id, caseId }),
  })
  if (error)
    return (
      <>
        <PageHeader title={words.title} trail={trail} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  return data ? <Sheet key={data.sheet?.version ?? 0} reviewId={id} caseId={caseId} read={data} /> : <Spin />
}

const PARTS: readonly FilePoint['mode'][] = ['legality', 'form', 'deduction']

type SheetProps = { readonly reviewId: string; readonly caseId: string; readonly read: Read }

function Sheet({ reviewId, caseId, read: { points, fromRecord, sheet, title, number } }: SheetProps) {
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const [answers, setAnswers] = useState<readonly PointAnswer[]>(sheet?.answers ?? fromRecord)
  const [typical, setTypical] = useState(sheet?.typical ?? '')
  const [correction, setCorrection] = useState<{ what: string; until: string } | null>(sheet?.correction ?? null)
  const { submit, busy, trouble } = useAct(scoreFile, {
    done: words.saved,
    after: () => navigate(`/cases/reviews/${reviewId}`),
  })
  const change = (answer: PointAnswer) =>
    setAnswers([...answers.filter(({ id }) => id !== answer.id), answer].filter(({ deducted }) => deducted > 0))
  return (
    <>
      <PageHeader
        title={title}
        trail={trail}
        under={
          <>
            {number}
            {'　'}
            <Link className="text-link" to={`/cases/${caseId}`}>
              {words.open}
            </Link>
            {'　'}
            <strong>{words.now(scoreOf(points, answers).score)}</strong>
          </>
        }
      />
      {PARTS.map((mode) => (
        <section key={mode} className="sheet">
          <h2>{words[mode]}</h2>
          <Points
            points={points.filter((point) => point.mode === mode)}
            answers={answers}
            fromRecord={fromRecord}
            onChange={change}
          />
        </section>
      ))}
      <section className="sheet">
        <AreaField label={words.typicalWhy} max={500} value={typical} onChange={setTypical} />
        <Checkbox
          checked={correction !== null}
          onChange={(event) => setCorrection(event.target.checked ? { what: '', until: today() } : null)}
        >
          {words.correction}
        </Checkbox>
        {correction && (
          <div className="form-grid">
            <AreaField
              label={words.what}
              max={1000}
              value={correction.what}
              onChange={(what) => setCorrection({ ...correction, what })}
            />
            <Field label={words.until}>
              {(tied) => (
                <LawDateInput
                  {...tied}
                  value={correction.until}
                  onChange={(until) => setCorrection({ ...correction, until: until ?? today() })}
                />
              )}
            </Field>
          </div>
        )}
        <TroubleNotice trouble={trouble} nameOf={nameOf} />
        <div className="actions">
          <SubmitButton
            busy={busy}
            nameOf={nameOf}
            refusals={useWhyNotPermitted()('casework.review-files')}
            onClick={() =>
              void submit({
                id: reviewId,
                caseId,
                version: sheet?.version ?? 0,
                answers: [...answers],
                typical,
                correction: correction && { what: correction.what, until: correction.until },
              })
            }
          >
            {words.save}
          </SubmitButton>
        </div>
      </section>
      {sheet?.correction && <Correction reviewId={reviewId} caseId={caseId} sheet={sheet} />}
    </>
  )
}

type PointsProps = {
  readonly points: readonly FilePoint[]
  readonly answers: readonly PointAnswer[]
  readonly fromRecord: readonly PointAnswer[]
  readonly onChange: (answer: PointAnswer) => void
}

function Points({ points, answers, fromRecord, onChange }: PointsProps) {
  const nameOf = useNameOf()
  return (
    <ul className="plain-list">
      {points.map(({ id, title, points: full, cites }) => {
        const answer = answers.find((one) => one.id === id) ?? { id, deducted: 0, grounds: '' }
        const isKnown = fromRecord.some((one) => one.id === id)
        return (
          <li key={id} className="review-point">
            <span>
              {id}　{title} {cites && <span className="soft">{citeInWords(cites, nameOf)}</span>}{' '}
              {isKnown && <Tag color="warning">{words.fromRecord}</Tag>}
            </span>
            <span className="soft">
              {words.full} {full}
            </span>
            <InputNumber
              aria-label={`${words.deduct} ${id}`}
              min={0}
              max={full}
              step={full > 10 ? 10 : 0.1}
              value={answer.deducted}
              onChange={(deducted) => onChange({ ...answer, deducted: deducted ?? 0 })}
            />
            {answer.deducted > 0 && (
              <Input
                className="review-grounds"
                aria-label={`${words.grounds} ${id}`}
                placeholder={words.grounds}
                maxLength={500}
                value={answer.grounds}
                onChange={(event) => onChange({ ...answer, grounds: event.target.value })}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}

type CorrectionProps = {
  readonly reviewId: string
  readonly caseId: string
  readonly sheet: NonNullable<Read['sheet']>
}

/** What was to be put right, and how the bureau did it. */
function Correction({ reviewId, caseId, sheet: { correction, version } }: CorrectionProps) {
  const [result, setResult] = useState(correction?.result ?? '')
  const { submit, busy, trouble } = useAct(answerCorrection, { done: words.answered })
  const permitted = useWhyNotPermitted()('casework.close')
  if (!correction) return null
  return (
    <section className="sheet">
      <h2>{words.correction}</h2>
      <p>
        {correction.what}　<span className="soft">{`${words.until} ${correction.until}`}</span>
      </p>
      {correction.doneOn ? (
        <p>
          {words.result}：{correction.result}　<span className="soft">{correction.doneOn}</span>
        </p>
      ) : (
        <>
          <AreaField label={words.result} max={1000} value={result} onChange={setResult} />
          <TroubleNotice trouble={trouble} />
          <div className="actions">
            <SubmitButton
              busy={busy}
              refusals={permitted}
              onClick={() => void submit({ id: reviewId, caseId, version, result })}
            >
              {words.answer}
            </SubmitButton>
          </div>
        </>
      )}
    </section>
  )
}
