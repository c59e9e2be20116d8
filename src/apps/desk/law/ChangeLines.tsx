import { useCellNames } from './cell-names.ts'
import { cellInWords } from '../../../contexts/law/rules/cell-words.ts'
import { conditionName, parameterName, unitName } from './words-parameters.ts'

type Cells = readonly (string | number | null)[]

const isFilled = (cell: string | number | null | undefined) => cell !== null && cell !== undefined && cell !== ''

/** In the heading of the row already. */
const HEADED: readonly string[] = ['违法行为', '阶段', '清单名称', '行业代码']

/** Said in words by the column behind it. */
const isSaidTwice = (column: string | undefined, columns: readonly string[]) =>
  column === '行业代码' && columns.includes('行业')

/** Columns of a list of slight violations that hold codes of conditions. */
const CONDITIONS: readonly string[] = ['条件', '不适用']

function shownCell(column = '', cell: string | number | null | undefined) {
  if (typeof cell === 'number') return cell.toLocaleString('en-US')
  if (column === '单位' && cell) return unitName(cell)
  return CONDITIONS.includes(column) && cell ? cell.split('；').map(conditionName).join('；') : cell
}

/** What a row is called: its own words, or the name of the number; the key stands behind. */
export function RowName({ name, title }: { readonly name: string; readonly title: string }) {
  const shown = title || parameterName(name)
  return (
    <>
      <strong style={{ overflowWrap: 'anywhere' }}>{shown}</strong>
      {title && shown !== name && name !== '*/*' && <span className="row-code soft">{name}</span>}
    </>
  )
}

type Props = {
  readonly label: string
  readonly columns: readonly string[]
  readonly lines: readonly Cells[]
  /** The other side of a comparison: what differs from it stands out. */
  readonly others?: readonly Cells[]
}

/** The cells of a row: label by label for one line, as a table for several. Empty columns are left out. */
export function ChangeLines({ label, columns, lines, others }: Props) {
  const names = useCellNames(columns)
  const inWords = (at: number, cell: Cells[number] | undefined) =>
    shownCell(columns[at], cellInWords(columns[at] ?? '', cell, names))
  const places = columns.flatMap((column, at) =>
    lines.some((cells) => isFilled(cells[at])) &&
    !(lines.length > 1 && HEADED.includes(column)) &&
    !isSaidTwice(column, columns)
      ? [at]
      : [],
  )
  const isChanged = (line: number, at: number) =>
    others !== undefined && others.length > 0 && (others[line]?.[at] ?? '') !== (lines[line]?.[at] ?? '')
  if (lines.length === 1)
    return (
      <dl className="cells">
        {places.map((at) => (
          <div key={at} style={{ display: 'contents' }}>
            <dt>{columns[at]}</dt>
            <dd {...(isChanged(0, at) ? { 'data-changed': true } : {})}>{inWords(at, lines[0]?.[at])}</dd>
          </div>
        ))}
      </dl>
    )
  return (
    // oxlint-disable-next-line no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it (WCAG 2.1.1)
    <div className="table-scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="matrix line-table">
        <thead>
          <tr>
            {places.map((at) => (
              <th key={at} scope="col">
                {columns[at]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((cells, line) => (
            <tr key={line}>
              {places.map((at) => (
                <td key={at} data-label={columns[at]} {...(isChanged(line, at) ? { 'data-changed': true } : {})}>
                  {inWords(at, cells[at])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
