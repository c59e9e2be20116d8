import { Tag, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import type { JournalEntry } from '../../../contexts/audit/contract.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { words } from '../words.ts'

const OUTCOME_COLORS = { done: 'default', refused: 'warning', read: 'default' } as const

/** Rows of the journal; a row opens the acts on its subject. */
export function JournalTable({ label, rows, loading }: { label: string; rows: readonly JournalEntry[]; loading: boolean }) {
  const columns: TableColumnsType<JournalEntry> = [
    { title: words.audit.at, render: (_, { at }) => minuteOf(at) },
    { title: words.audit.who, render: (_, { askerName, address }) => <>{askerName}<div className="soft">{address}</div></> },
    { title: words.audit.action, dataIndex: 'action' },
    { title: words.audit.outcome, render: (_, { outcome }) => <Tag color={OUTCOME_COLORS[outcome]}>{words.audit.outcomes[outcome]}</Tag> },
    {
      title: words.audit.subject,
      render: (_, { subjectKind, subjectId }) => subjectKind && subjectId
        ? <Link to={`/journal/${encodeURIComponent(subjectKind)}/${encodeURIComponent(subjectId)}`}>{subjectKind} {subjectId.slice(0, 8)}</Link> : '—',
    },
    { title: words.audit.cites, render: (_, { cites }) => cites || '—' },
    { title: words.audit.detail, render: (_, { detail }) => <span className="hash">{Object.keys(detail).length > 0 ? JSON.stringify(detail).slice(0, 160) : '—'}</span> },
    { title: words.audit.seq, align: 'right', render: (_, { region, seq }) => `${region} #${seq}` },
    { title: words.audit.hash, render: (_, { hash }) => <span className="hash" title={hash}>{hash.slice(0, 12)}</span> },
  ]
  return (
    <PlainTable
      label={label} columns={columns} rows={rows} rowKey={({ region, seq }) => `${region}-${seq}`} loading={loading}
      empty={<EmptyState title={words.audit.empty}>{words.audit.emptyUnder}</EmptyState>}
    />
  )
}
