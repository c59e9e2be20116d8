import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Progress, Upload } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { listImports, startImport } from '../../../contexts/registry/contract.ts'
import { IMPORT_STATES } from '../../../contexts/registry/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { words } from '../words.ts'
import { ImportPreview } from './ImportPreview.tsx'
import { labelOfField } from './EnterpriseHistory.tsx'

/** Upload → preview with a reason for every row → confirm → undo. The import stands in the address. */
export function ImportPage() {
  const { id } = useParams()
  return (
    <>
      <PageHeader
        title={words.enterprise.importTitle}
        under={words.enterprise.importUnder}
        trail={[
          <Link key="list" to="/enterprises">
            {words.enterprise.title}
          </Link>,
        ]}
      />
      {id ? <ImportPreview id={id} /> : <StartImport />}
    </>
  )
}

const ACCEPTED = '.xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function StartImport() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const refusals = useWhyNotPermitted()('registry.import')
  const [file, setFile] = useState<File | null>(null)
  const [source, setSource] = useState('')
  const { submit, busy, trouble } = useSubmit(
    (input: { file: File; source: string }, key) =>
      ask(startImport, { source: input.source }, { file: input.file, key }),
    async ({ batch }) => {
      await queries.invalidateQueries({ queryKey: ['imports'] })
      await navigate(`/enterprises/import/${batch.id}`)
    },
  )
  return (
    <>
      <section className="sheet">
        <div className="form-grid">
          <Field label={words.enterprise.importSource} note={words.enterprise.importSourceHint}>
            {(aria) => (
              <Input {...aria} value={source} maxLength={60} onChange={(event) => setSource(event.target.value)} />
            )}
          </Field>
          <Field
            label={words.enterprise.importFile}
            note={file ? words.enterprise.importChosen(file.name) : words.enterprise.importFileMissing}
          >
            {({ id }) => (
              <Upload
                id={id}
                accept={ACCEPTED}
                maxCount={1}
                showUploadList={false}
                beforeUpload={(chosen) => {
                  setFile(chosen)
                  return false
                }}
              >
                <Button>{words.enterprise.importFile}</Button>
              </Upload>
            )}
          </Field>
        </div>
        <TroubleNotice trouble={trouble} labelOf={labelOfField} />
        {busy && (
          <Progress percent={100} status="active" showInfo={false} aria-label={words.enterprise.importPreview} />
        )}
        <div className="actions">
          <SubmitButton
            busy={busy}
            refusals={[
              ...refusals,
              ...(file ? [] : [{ code: 'no-file', facts: {}, says: words.enterprise.importFileMissing }]),
            ]}
            onClick={() => {
              if (file) void submit({ file, source })
            }}
          >
            {words.enterprise.importPreview}
          </SubmitButton>
        </div>
      </section>
      {refusals.length === 0 && <PastImports />}
    </>
  )
}

function PastImports() {
  const { data } = useQuery({ queryKey: ['imports'], queryFn: () => ask(listImports, {}) })
  return (
    <section className="sheet">
      <h2>{words.enterprise.importPast}</h2>
      {data?.batches.length === 0 && <EmptyState title={words.enterprise.importNone} />}
      <ul className="plain-list">
        {data?.batches.map((batch) => (
          <li key={batch.id}>
            <div className="row-line">
              <Link to={`/enterprises/import/${batch.id}`}>{batch.fileName}</Link>
              <span>{IMPORT_STATES[batch.state]}</span>
            </div>
            <div className="soft">
              {batch.source}　{words.enterprise.batchBy(batch.createdBy, minuteOf(batch.createdAt))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
