import type { TableColumnsType } from 'antd'
import type { z } from 'zod'
import type { EnterpriseFile } from '../../../contexts/registry/contract.ts'
import {
  ENTERPRISE_KINDS,
  GRADES,
  SECTORS,
  type EnterpriseChange,
  type GradeChange,
  type Licence,
} from '../../../contexts/registry/model.ts'
import { FIELD_LABELS, type FieldName } from '../../../contexts/registry/rules/enterprise-fields.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { words } from '../words.ts'
import { LicenceDrawer } from './LicenceDrawer.tsx'

const LICENCES: TableColumnsType<Licence> = [
  { title: words.enterprise.kind, dataIndex: 'kind' },
  { title: words.enterprise.number, dataIndex: 'number' },
  { title: words.enterprise.scope, render: (_, { scope }) => scope.join('、') },
  { title: words.enterprise.authority, dataIndex: 'authority' },
  { title: words.enterprise.validity, render: (_, { validFrom, validTo }) => `${validFrom} 至 ${validTo}` },
]

const GRADE_CHANGES: TableColumnsType<GradeChange> = [
  { title: words.common.from, dataIndex: 'effectiveFrom' },
  { title: FIELD_LABELS.grade, render: (_, { grade }) => GRADES[grade] },
  { title: FIELD_LABELS.highRisk, render: (_, { highRisk }) => (highRisk ? words.common.yes : words.common.no) },
  { title: words.common.reason, dataIndex: 'reason' },
  { title: words.audit.at, render: (_, { recordedAt }) => minuteOf(recordedAt) },
]

const NAMES: Partial<Record<string, Readonly<Record<string, string>>>> = {
  kind: ENTERPRISE_KINDS,
  grade: GRADES,
  sectors: SECTORS,
}

/** A value of the file in the words in which it is read. */
export function inWords(field: string, value: unknown): string {
  const named = (one: unknown) => NAMES[field]?.[String(one)] ?? String(one)
  if (typeof value === 'boolean') return value ? words.common.yes : words.common.no
  if (Array.isArray(value)) return value.map(named).join('、') || '—'
  return value === null || value === undefined || value === '' ? '—' : named(value)
}

export const labelOfField = (field: string): string => FIELD_LABELS[field as FieldName] ?? field

/** Old → new of each field. */
export const Changes = ({ fields }: { fields: readonly { field: string; old?: unknown; new?: unknown }[] }) =>
  fields.map((change) => (
    <div key={change.field}>
      {labelOfField(change.field)}：{inWords(change.field, change.old)} → {inWords(change.field, change.new)}
    </div>
  ))

const CHANGES: TableColumnsType<EnterpriseChange> = [
  { title: words.audit.at, render: (_, { at }) => minuteOf(at) },
  { title: words.law.source, dataIndex: 'source' },
  { title: words.common.reason, render: (_, { reason }) => reason || '—' },
  { title: words.enterprise.changes, render: (_, { fields }) => <Changes fields={fields} /> },
]

/** Licences, grades by their dates, and every change of the file. */
export function EnterpriseHistory({ file }: { file: z.infer<typeof EnterpriseFile> }) {
  return (
    <>
      <section className="sheet" style={{ marginTop: 16 }}>
        <div className="sheet-head">
          <h2>{words.enterprise.licences}</h2>
          <LicenceDrawer enterpriseId={file.enterprise.id} />
        </div>
        <PlainTable
          label={words.enterprise.licences}
          columns={LICENCES}
          rows={file.licences}
          rowKey={({ id }) => id}
          empty={<EmptyState title={words.enterprise.noLicences} />}
        />
      </section>
      <section className="sheet">
        <h2>{words.enterprise.grades}</h2>
        <PlainTable
          label={words.enterprise.grades}
          columns={GRADE_CHANGES}
          rows={file.grades}
          rowKey={({ recordedAt, effectiveFrom }) => recordedAt + effectiveFrom}
          empty={<EmptyState title={words.enterprise.noGrades} />}
        />
      </section>
      <section className="sheet">
        <h2>{words.enterprise.changes}</h2>
        <PlainTable
          label={words.enterprise.changes}
          columns={CHANGES}
          rows={file.changes}
          rowKey={({ version }) => String(version)}
          empty={<EmptyState title={words.enterprise.noChanges} />}
        />
      </section>
    </>
  )
}
