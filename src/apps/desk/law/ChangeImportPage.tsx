import { Button, Select, Upload } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { z } from 'zod'
import { exportRows, importRows } from '../../../contexts/law/contract/overlays.ts'
import { OVERLAY_KINDS, type OverlayKind } from '../../../contexts/law/rules/overlay-kinds.ts'
import { fileUrl } from '../../client.ts'
import { Field } from '../../ui/Field.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useSubmit } from '../../ui/use-submit.ts'
import { ask } from '../session/ask.ts'
import { today, useMe, useWhyNotPermitted } from '../session/session.tsx'
import { ChangeFields } from './ChangeFields.tsx'
import { ChangeTabs } from './ChangeTabs.tsx'
import { useNameOf } from './law-book.tsx'
import { words } from './words-changes.ts'

type Answer = z.output<(typeof importRows)['output']>

const INITIAL = {
  kind: 'check-item' as OverlayKind,
  title: '',
  instrumentName: '',
  instrumentNumber: '',
  instrumentArticle: '1',
  from: '',
  until: '',
}

/** Export what speaks, change it in a spreadsheet, bring it back as a draft. */
export function ChangeImportPage() {
  const { region } = useMe()
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const draft = useDraft('law/change/import', { ...INITIAL, from: today() })
  const { value, set } = draft
  const [file, setFile] = useState<File | null>(null)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const cannot = useWhyNotPermitted()('law.maintain')
  const { submit, busy, trouble } = useSubmit(
    ({ isDry, sheet }: { isDry: boolean; sheet: File }, key) => {
      const { until, ...rest } = value
      const input = { ...rest, ...(until ? { until } : {}), dry: isDry ? ('true' as const) : ('false' as const) }
      return ask(importRows, input, { file: sheet, key })
    },
    async (told) => {
      setAnswer(told)
      if (!told.change) return
      draft.done()
      await navigate(`/law/changes/${told.change.id}`)
    },
  )
  const refusals = [...cannot, ...(file ? [] : [{ code: 'no-file', facts: {}, says: words.sheet.missing }])]
  const send = (isDry: boolean) => {
    if (file) void submit({ isDry, sheet: file })
  }
  return (
    <>
      <PageHeader
        title={words.sheet.title}
        under={words.sheet.under}
        trail={[
          <Link key="law" to="/law">
            {words.law}
          </Link>,
          <Link key="changes" to="/law/changes">
            {words.title}
          </Link>,
        ]}
      />
      <ChangeTabs />
      <section className="sheet">
        <div className="form-grid" style={{ marginBottom: 14 }}>
          <Field label={words.kind}>
            {({ id }) => (
              <Select
                id={id}
                aria-label={words.kind}
                style={{ width: '100%' }}
                value={value.kind}
                onChange={(kind: OverlayKind) => set({ kind })}
                options={Object.entries(OVERLAY_KINDS).map(([code, label]) => ({ value: code, label }))}
              />
            )}
          </Field>
          <Field label={words.sheet.file} note={file ? words.sheet.chosen(file.name) : words.sheet.missing}>
            {({ id }) => (
              <Upload
                id={id}
                accept=".xlsx"
                maxCount={1}
                showUploadList={false}
                beforeUpload={(chosen) => {
                  setFile(chosen)
                  setAnswer(null)
                  return false
                }}
              >
                <Button>{words.sheet.file}</Button>
              </Upload>
            )}
          </Field>
        </div>
        <ChangeFields value={value} set={set} />
        <TroubleNotice trouble={trouble} nameOf={nameOf} />
        <div className="actions">
          <Button href={fileUrl(exportRows, { kind: value.kind, region })}>{words.sheet.export}</Button>
          <SubmitButton kind="default" quiet busy={busy} refusals={refusals} onClick={() => send(true)}>
            {words.sheet.check}
          </SubmitButton>
          <SubmitButton busy={busy} refusals={refusals} onClick={() => send(false)}>
            {words.sheet.submit}
          </SubmitButton>
        </div>
      </section>
      {answer && <Result answer={answer} />}
    </>
  )
}

function Result({ answer: { changed, same, problems } }: { readonly answer: Answer }) {
  const { result } = words.sheet
  return (
    <section className="sheet" aria-live="polite">
      <h2>{result}</h2>
      <p>{words.sheet.changed(changed.length, same)}</p>
      {problems.length === 0 && <p>{changed.length === 0 ? words.sheet.nothing : words.sheet.fine}</p>}
      {problems.length > 0 && (
        <>
          <p>{words.sheet.problems(problems.length)}</p>
          <PlainTable
            label={result}
            rows={problems}
            rowKey={({ line, column, says }) => `${line}${column}${says}`}
            empty={null}
            columns={[
              { title: words.sheet.line, dataIndex: 'line', align: 'right' },
              { title: words.sheet.column, dataIndex: 'column' },
              { title: words.reason, render: (_, { says }) => <span className="cell-wide">{says}</span> },
              { title: words.sheet.mend, render: (_, { mend }) => <span className="cell-wide">{mend}</span> },
            ]}
          />
        </>
      )}
    </section>
  )
}
