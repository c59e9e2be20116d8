import { Tag } from 'antd'
import type { ChangeView } from '../../../contexts/law/contract/overlays.ts'
import { OVERLAY_MODES } from '../../../contexts/law/rules/overlay-kinds.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { ChangeLines, RowName } from './ChangeLines.tsx'
import { words } from './words-changes.ts'

type Row = ChangeView['rows'][number]
type SideProps = {
  readonly title: string
  readonly columns: readonly string[]
  readonly lines: Row['before']
  readonly others: Row['before']
}

function Side({ title, columns, lines, others }: SideProps) {
  return (
    <div className={`compared-side ${title === words.after ? 'after' : ''}`}>
      <p className="side-name">{title}</p>
      {lines.length === 0 ? (
        <span className="soft">{words.nothingBefore}</span>
      ) : (
        <ChangeLines label={title} columns={columns} lines={lines} others={others} />
      )}
    </div>
  )
}

/** Each row of a change: what speaks without it beside what it says. */
export function ComparedRows({ rows }: { readonly rows: readonly Row[] }) {
  return rows.map(({ key, title, mode, columns, before, after, beforeFrom }) => (
    <article key={key} className="compared">
      <div className="row-line">
        <span style={{ minWidth: 0 }}>
          <RowName name={key} title={title} />
        </span>
        <span>
          <Tag>{OVERLAY_MODES[mode]}</Tag>
          {beforeFrom && <span className="soft">{words.saidBy(beforeFrom)}</span>}
        </span>
      </div>
      <div className="compared-pair">
        <Side title={words.before} columns={columns} lines={before} others={after} />
        <Side title={words.after} columns={columns} lines={after} others={before} />
      </div>
    </article>
  ))
}

/** What the validator says, with the place of each mistake. */
export function Complaints({
  title,
  complaints,
  sound,
}: {
  readonly title: string
  readonly complaints: ChangeView['complaints']
  readonly sound: string
}) {
  return (
    <PlainTable
      label={title}
      rows={complaints}
      rowKey={({ file, row, field, reason }) => `${file}${row}${field}${reason}`}
      empty={<EmptyState title={sound} />}
      columns={[
        { title: words.file, render: (_, { file }) => words.files[file] ?? file },
        { title: words.place, render: (_, { row }) => <span className="cell-wide">{row}</span> },
        { title: words.field, render: (_, { field }) => words.fieldNames[field] ?? field },
        { title: words.reason, render: (_, { reason }) => <span className="cell-wide">{reason}</span> },
      ]}
    />
  )
}
