import { Button, Input, Select } from 'antd'
import { columnsOf, readLines } from '../../../contexts/law/rules/overlay-sheet.ts'
import { OVERLAY_MODES, type OverlayKind, type OverlayMode } from '../../../contexts/law/rules/overlay-kinds.ts'
import type { ChangeRow } from '../../../contexts/law/rules/change.ts'
import type { CellProblem } from '../../../contexts/law/rules/sheet-cells.ts'
import { Field } from '../../ui/Field.tsx'
import { RowName } from './ChangeLines.tsx'
import { words } from './words-changes.ts'

/** One row as it is typed: its lines in the columns of the sheet of its kind. */
export type EditedRow = {
  readonly key: string
  readonly title: string
  readonly mode: OverlayMode
  readonly saidBy: string
  readonly lines: readonly (readonly string[])[]
}

/** Kinds whose rows hold a list of tiers or acts, a line each. */
const HAS_LINES: readonly OverlayKind[] = ['tier', 'leniency', 'checklist']

/** What the typed cells say, by the same reader that takes a sheet: the rows, or what is wrong with which cell. */
export function readEdited(
  kind: OverlayKind,
  rows: readonly EditedRow[],
): { rows: ChangeRow[]; problems: readonly (CellProblem & { key: string })[] } {
  const columns = columnsOf(kind)
  const read = rows.map((row) => {
    const lines = row.lines.map((cells, at) => ({
      line: at + 1,
      cells: Object.fromEntries(
        columns.map((column, place) => [
          column,
          place === 0 ? OVERLAY_MODES[row.mode] : place === 1 ? row.key : (cells[place - 2] ?? ''),
        ]),
      ),
    }))
    const answer = readLines(kind, lines, () => row.mode !== 'add')
    return { key: row.key, ...answer }
  })
  return {
    rows: read.flatMap(({ rows: own }) => own.map(({ mode, key, content }) => ({ mode, key, content }))),
    problems: read.flatMap(({ key, problems }) => problems.map((problem) => ({ ...problem, key }))),
  }
}

type Props = {
  readonly kind: OverlayKind
  readonly row: EditedRow
  readonly problems: readonly CellProblem[]
  readonly onChange: (row: EditedRow) => void
  readonly onRemove: () => void
}

const wrongIn = (problems: readonly CellProblem[], line: number, column: string) =>
  problems
    .filter((problem) => problem.line === line && problem.column === column)
    .map(({ says, mend }) => `${says}。${mend}`)
    .join('；') || undefined

export function ChangeRowEditor({ kind, row, problems, onChange, onRemove }: Props) {
  const columns = columnsOf(kind).slice(2)
  const setCell = (line: number, column: number, text: string) =>
    onChange({
      ...row,
      lines: row.lines.map((cells, at) =>
        at === line ? columns.map((_, place) => (place === column ? text : (cells[place] ?? ''))) : cells,
      ),
    })
  return (
    <fieldset className="edit-row">
      <div className="row-line">
        <span style={{ minWidth: 0 }}>
          <RowName name={row.key} title={row.title} />
        </span>
        <span>
          {row.saidBy && <span className="soft">{words.saidBy(row.saidBy)}　</span>}
          <Select
            value={row.mode}
            aria-label={`${row.key} ${words.form.mode}`}
            style={{ width: 96 }}
            onChange={(mode: OverlayMode) => onChange({ ...row, mode })}
            options={Object.entries(OVERLAY_MODES).map(([value, label]) => ({ value, label }))}
          />{' '}
          <Button onClick={onRemove}>{words.form.remove}</Button>
        </span>
      </div>
      {HAS_LINES.includes(kind) ? (
        <LinesTable row={row} columns={columns} problems={problems} setCell={setCell} onChange={onChange} />
      ) : (
        <div className="form-grid" style={{ marginTop: 8 }}>
          {columns.map((column, at) => (
            <Field key={column} label={column} wrong={wrongIn(problems, 1, column)}>
              {(tied) => (
                <Input.TextArea
                  {...tied}
                  autoSize={{ minRows: 1, maxRows: 6 }}
                  value={row.lines[0]?.[at] ?? ''}
                  onChange={(event) => setCell(0, at, event.target.value)}
                />
              )}
            </Field>
          ))}
        </div>
      )}
    </fieldset>
  )
}

type TableProps = Pick<Props, 'row' | 'problems' | 'onChange'> & {
  readonly columns: readonly string[]
  readonly setCell: (line: number, column: number, text: string) => void
}

function LinesTable({ row, columns, problems, setCell, onChange }: TableProps) {
  const last = row.lines.at(-1) ?? []
  return (
    <>
      {/* oxlint-disable-next-line no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it (WCAG 2.1.1) */}
      <div className="table-scroll" role="region" aria-label={row.key} tabIndex={0} style={{ marginTop: 8 }}>
        <table className="edit-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
              <th scope="col">{words.form.remove}</th>
            </tr>
          </thead>
          <tbody>
            {row.lines.map((cells, line) => (
              <tr key={line}>
                {columns.map((column, at) => {
                  const wrong = wrongIn(problems, line + 1, column)
                  return (
                    <td key={column}>
                      <Input
                        aria-label={`${words.form.lineAt(line + 1)}${column}`}
                        {...(wrong ? { status: 'error' as const, title: wrong } : {})}
                        value={cells[at] ?? ''}
                        onChange={(event) => setCell(line, at, event.target.value)}
                      />
                      {wrong && <p className="field-wrong">{wrong}</p>}
                    </td>
                  )
                })}
                <td>
                  {row.lines.length > 1 && (
                    <Button
                      type="text"
                      onClick={() => onChange({ ...row, lines: row.lines.filter((_, at) => at !== line) })}
                    >
                      {words.form.removeLine}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button type="dashed" onClick={() => onChange({ ...row, lines: [...row.lines, last] })}>
        {words.form.addLine}
      </Button>
    </>
  )
}
