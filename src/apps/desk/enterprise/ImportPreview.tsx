import { useQuery } from '@tanstack/react-query'
import { Alert, Input, Segmented, Spin, Tag, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { confirmImport, getImport, undoImport } from '../../../contexts/registry/contract.ts'
import { IMPORT_STATES, type ImportBatch, type ImportRow } from '../../../contexts/registry/model.ts'
import { FIELD_LABELS } from '../../../contexts/registry/rules/enterprise-fields.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { KeysetTable } from '../../ui/KeysetTable.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { usePages } from '../../ui/use-pages.ts'
import { ask } from '../session/ask.ts'
import { useAct } from '../session/use-act.ts'
import { words } from '../words.ts'
import { Changes, labelOfField } from './EnterpriseHistory.tsx'

type Verdict = ImportRow['verdict']
const COLORS = { create: 'success', update: 'processing', same: 'default', refused: 'warning' } as const
const PAGE_ROWS = 200

const COLUMNS: TableColumnsType<ImportRow> = [
  { title: words.enterprise.line, dataIndex: 'line', align: 'right' },
  {
    title: words.enterprise.verdict,
    render: (_, { verdict }) => <Tag color={COLORS[verdict]}>{words.enterprise.verdicts[verdict]}</Tag>,
  },
  { title: FIELD_LABELS.creditCode, dataIndex: 'creditCode' },
  {
    title: FIELD_LABELS.name,
    render: (_, { name, enterpriseId }) =>
      enterpriseId ? <Link to={`/enterprises/${enterpriseId}`}>{name}</Link> : name,
  },
  {
    title: words.enterprise.why,
    render: (_, { reasons, warnings, changes, verdict }) => (
      <>
        {reasons.map(({ field, says }) => (
          <div key={field + says}>
            {labelOfField(field)}：{says}
          </div>
        ))}
        {warnings.map(({ field, says }) => (
          <div key={field + says} className="soft">
            {words.enterprise.warning}：{says}
          </div>
        ))}
        {verdict === 'update' && <Changes fields={changes} />}
      </>
    ),
  },
]

/** What every row of a file would do, before anything is written; afterwards how to take it back. */
export function ImportPreview({ id }: { id: string }) {
  const [verdict, setVerdict] = useState<Verdict | 'all'>('all')
  const { data, error } = useQuery({ queryKey: ['import', id], queryFn: () => ask(getImport, { id }) })
  const pages = usePages(['import-rows', id, verdict], async (after) => {
    const { rows } = await ask(getImport, {
      id,
      ...(after ? { after: Number(after) } : {}),
      ...(verdict === 'all' ? {} : { verdict }),
    })
    return { rows, next: rows.length === PAGE_ROWS ? String(rows[rows.length - 1]?.line ?? '') : null }
  })
  if (error) return <TroubleNotice trouble={troubleOf(error)} />
  if (!data) return <Spin />
  const { batch } = data
  const kinds = (['create', 'update', 'same', 'refused'] as const).map((value) => ({
    value,
    label: `${words.enterprise.verdicts[value]} ${batch.counts[value]}`,
  }))
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>
          {batch.fileName}　<Tag>{IMPORT_STATES[batch.state]}</Tag>
        </h2>
        <span className="soft">
          {batch.source}　{words.enterprise.batchBy(batch.createdBy, minuteOf(batch.createdAt))}
        </span>
      </div>
      {batch.ignoredColumns.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={words.enterprise.ignored(batch.ignoredColumns.join('、'))}
          style={{ marginBottom: 12 }}
        />
      )}
      <Segmented
        aria-label={words.enterprise.verdict}
        value={verdict}
        onChange={setVerdict}
        options={[{ value: 'all' as const, label: words.common.all }, ...kinds]}
        style={{ marginBottom: 12 }}
      />
      <KeysetTable
        label={words.enterprise.importPreview}
        columns={COLUMNS}
        pages={pages}
        rowKey={({ line }) => String(line)}
        size="small"
        empty={<EmptyState title={words.enterprise.importNothing} />}
      />
      <BatchActions batch={batch} />
    </section>
  )
}

function BatchActions({ batch }: { batch: ImportBatch }) {
  const [reason, setReason] = useState('')
  const confirm = useAct(confirmImport, { done: words.enterprise.importDone })
  const undo = useAct(undoImport, { done: words.enterprise.importUndone })
  const count = batch.counts.create + batch.counts.update
  const nothing: Refusal[] =
    count > 0
      ? []
      : [
          {
            code: 'nothing-to-import',
            facts: {},
            says: words.enterprise.importNothing,
            mend: words.enterprise.importNothingMend,
          },
        ]
  const noReason: Refusal[] = reason.trim()
    ? []
    : [
        {
          code: 'no-reason',
          facts: {},
          says: words.common.missing(words.enterprise.importUndoReason),
        },
      ]
  return (
    <>
      <TroubleNotice trouble={confirm.trouble ?? undo.trouble} labelOf={labelOfField} />
      {batch.state === 'previewed' && (
        <div className="actions">
          <SubmitButton busy={confirm.busy} refusals={nothing} onClick={() => void confirm.submit({ id: batch.id })}>
            {words.enterprise.importConfirm(count)}
          </SubmitButton>
          <Link to="/enterprises/import">{words.enterprise.importAgain}</Link>
        </div>
      )}
      {batch.state === 'confirmed' && (
        <div className="form-grid">
          <Field label={words.enterprise.importUndoReason}>
            {(aria) => (
              <Input {...aria} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
            )}
          </Field>
          <div className="actions">
            <SubmitButton
              kind="default"
              danger
              busy={undo.busy}
              refusals={noReason}
              onClick={() => void undo.submit({ id: batch.id, reason })}
            >
              {words.enterprise.importUndo}
            </SubmitButton>
          </div>
        </div>
      )}
    </>
  )
}
