import { useQueryClient } from '@tanstack/react-query'
import { Button, Upload } from 'antd'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import { importStandards } from '../../../contexts/law/contract/standards.ts'
import { STANDARD_STATUSES } from '../../../contexts/law/rules/standards.ts'
import { Facts } from '../../ui/Facts.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { useNameOf } from './law-book.tsx'
import { ask } from '../session/ask.ts'
import { useTell } from '../session/use-act.ts'
import { standardWords } from './words-library.ts'

const words = standardWords.import
type Report = z.output<(typeof importStandards)['output']>
const ACCEPTED = '.xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const labelOf = (field: string) => (field === 'file' ? words.file : field)
const statuses: Readonly<Record<string, string>> = STANDARD_STATUSES
const shown = (field: string, value: string | null) => (field === 'status' ? statuses[value ?? ''] : value) || '—'
const fieldLabel = (field: string) => (words.fields as Readonly<Record<string, string>>)[field] ?? field

/** A list of standards: first what it would change, then the change itself. */
export function StandardsImport() {
  const queries = useQueryClient()
  const tell = useTell()
  const nameOf = useNameOf()
  const [file, setFile] = useState<File | null>(null)
  const [report, setReport] = useState<Report | null>(null)
  const { submit, busy, trouble } = useSubmit(
    (input: { file: File; apply: 'true' | 'false' }, key) =>
      ask(importStandards, { apply: input.apply }, { file: input.file, key }),
    async (answer) => {
      setReport(answer)
      if (!answer.isApplied) return
      tell(words.done)
      setFile(null)
      await queries.invalidateQueries({ queryKey: ['standards'] })
    },
  )
  const isNews = report !== null && report.added + report.changed > 0
  return (
    <details className="sheet">
      <summary style={{ cursor: 'pointer', fontWeight: 600 }}>{words.open}</summary>
      <p className="soft">{words.note}</p>
      <div className="actions">
        <Upload
          accept={ACCEPTED}
          maxCount={1}
          showUploadList={false}
          beforeUpload={(chosen) => {
            setFile(chosen)
            setReport(null)
            return false
          }}
        >
          <Button>{words.file}</Button>
        </Upload>
        <SubmitButton
          kind="default"
          busy={busy}
          quiet
          refusals={file ? [] : [{ code: 'missing', facts: {}, says: words.file }]}
          onClick={() => file && void submit({ file, apply: 'false' })}
        >
          {words.preview}
        </SubmitButton>
        {file && report && isNews && !report.isApplied && (
          <SubmitButton kind="primary" busy={busy} refusals={[]} onClick={() => void submit({ file, apply: 'true' })}>
            {words.apply}
          </SubmitButton>
        )}
      </div>
      {file && <p>{words.chosen(file.name)}</p>}
      <TroubleNotice trouble={trouble} nameOf={nameOf} labelOf={labelOf} />
      {report && <Differences report={report} />}
    </details>
  )
}

function Differences({ report }: { readonly report: Report }) {
  const counts = ['added', 'changed', 'withdrawn', 'replaced', 'unchanged', 'unreadable'] as const
  return (
    <>
      <h2>{words.counts}</h2>
      <Facts facts={counts.map((kind) => ({ label: words[kind], value: report[kind] }))} />
      {report.added + report.changed === 0 && <p>{words.nothing}</p>}
      <List title={words.lines} count={report.unreadable}>
        {report.lines.map(({ line, why }) => (
          <li key={line}>
            {words.line(line)}：{why}
          </li>
        ))}
      </List>
      <List title={words.changes} count={report.changed}>
        {report.changes.map(({ number, title, fields }) => (
          <li key={number}>
            {number} {title}
            {fields.map(({ field, before, after }) => (
              <div key={field} className="soft">
                {fieldLabel(field)}：{shown(field, before)} → {shown(field, after)}
              </div>
            ))}
          </li>
        ))}
      </List>
      <List title={words.newOnes} count={report.added}>
        {report.newOnes.map(({ number, title }) => (
          <li key={number}>
            {number} {title}
          </li>
        ))}
      </List>
    </>
  )
}

const List = ({
  title,
  count,
  children,
}: {
  readonly title: string
  readonly count: number
  readonly children: ReactNode
}) =>
  count === 0 ? null : (
    <details className="item-group" open={count <= 20}>
      <summary>
        {title}（{count}）{count > 200 ? `　${words.first}` : ''}
      </summary>
      <ul className="plain-list">{children}</ul>
    </details>
  )
