import { Tag, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import type { JournalEntry } from '../../../contexts/audit/contract.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { citeInWords, type Cited, type NameOf } from '../../ui/RefusalList.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { words } from '../words.ts'
import { ACTIONS, SUBJECTS } from '../words-audit.ts'

const OUTCOME_COLORS = { done: 'default', refused: 'warning', read: 'default' } as const

export const actionInWords = (action: string): string => ACTIONS[action] ?? action
export const subjectInWords = (kind: string): string => SUBJECTS[kind] ?? kind

/** Reads citation keys back: `WSL 65(1).2 APL 57`. */
function citedIn(keys: string): Cited[] {
  return [...keys.matchAll(/(\S+) (\d+)(?:\((\d+)\))?(?:\.(\d+))?/g)].map(
    ([, instrument = '', article, paragraph, item]) => ({
      instrument,
      article: Number(article),
      paragraph: paragraph ? Number(paragraph) : undefined,
      item: item ? Number(item) : undefined,
    }),
  )
}

const columnsOf = (nameOf: NameOf): TableColumnsType<JournalEntry> => [
  { title: words.audit.at, render: (_, { at }) => minuteOf(at) },
  {
    title: words.audit.who,
    render: (_, { askerName, address }) => (
      <>
        {askerName}
        <div className="soft">{address}</div>
      </>
    ),
  },
  { title: words.audit.action, render: (_, { action }) => <span title={action}>{actionInWords(action)}</span> },
  {
    title: words.audit.outcome,
    render: (_, { outcome }) => <Tag color={OUTCOME_COLORS[outcome]}>{words.audit.outcomes[outcome]}</Tag>,
  },
  {
    title: words.audit.subject,
    render: (_, { subjectKind, subjectId }) =>
      subjectKind && subjectId ? (
        <Link to={`/journal/${encodeURIComponent(subjectKind)}/${encodeURIComponent(subjectId)}`}>
          {subjectInWords(subjectKind)} {subjectId.slice(0, 8)}
        </Link>
      ) : (
        '—'
      ),
  },
  {
    title: words.audit.cites,
    render: (_, { cites }) =>
      citedIn(cites).map((cited) => <div key={citeInWords(cited)}>{citeInWords(cited, nameOf)}</div>),
  },
  { title: words.audit.detail, render: (_, { detail }) => <Detail detail={detail} /> },
  { title: words.audit.seq, align: 'right', render: (_, { region, seq }) => `${region} #${seq}` },
  {
    title: words.audit.hash,
    render: (_, { hash }) => (
      <span className="hash" title={hash}>
        {hash.slice(0, 12)}
      </span>
    ),
  },
]

function Detail({ detail }: { detail: JournalEntry['detail'] }) {
  if (Object.keys(detail).length === 0) return '—'
  return (
    <details>
      <summary>{words.common.open}</summary>
      <pre className="hash cell-wide">{JSON.stringify(detail, null, 1)}</pre>
    </details>
  )
}

/** Rows of the journal; a row opens the acts on its subject. */
export function JournalTable({
  label,
  rows,
  loading,
}: {
  label: string
  rows: readonly JournalEntry[]
  loading: boolean
}) {
  const nameOf = useNameOf()
  return (
    <PlainTable
      label={label}
      columns={columnsOf(nameOf)}
      rows={rows}
      rowKey={({ region, seq }) => `${region}-${seq}`}
      loading={loading}
      empty={<EmptyState title={words.audit.empty}>{words.audit.emptyUnder}</EmptyState>}
    />
  )
}
