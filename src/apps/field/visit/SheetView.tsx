import type { Block, Sheet, SheetCell, SignRow } from '../../../contexts/document/rules/sheet.ts'
import type { Run } from '../../../contexts/document/rules/wording.ts'
import { words } from '../words-offline.ts'

const Runs = ({ runs }: { runs: readonly Run[] }) =>
  runs.map((run, place) => (
    <span key={place}>
      {run.box ? `${run.box === 'ticked' ? '☑' : '☐'}` : ''}
      {run.blank ? <u>{run.text || '　　　　'}</u> : run.text}
    </span>
  ))

/** Names, handwriting, or why there is none. */
const Signs = ({ row }: { row: SignRow }) => (
  <div className="sheet-sign">
    <span>{row.label}：</span>
    {row.places.map((place, index) => (
      <span key={index}>
        {place.strokes && (
          <svg viewBox="0 0 300 100" role="img" aria-label={place.name}>
            <path d={place.strokes} />
          </svg>
        )}
        {place.refused || place.name || '＿＿＿＿'}
        {place.certificate && `（${place.certificate}）`}
        {place.on && ` ${place.on}`}
      </span>
    ))}
  </div>
)

const Cell = ({ cell }: { cell: SheetCell }) => (
  <>
    <th scope="row">{cell.label}</th>
    <td>
      {cell.paragraphs.map((runs, index) => (
        <p key={index}>
          <Runs runs={runs} />
        </p>
      ))}
      {cell.signs && <Signs row={cell.signs} />}
    </td>
  </>
)

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'text':
      return (
        <p className={`${block.align}${block.bold ? ' strong' : ''}`}>
          <Runs runs={block.runs} />
        </p>
      )
    case 'note':
      return (
        <p>
          <small>
            <Runs runs={block.runs} />
          </small>
        </p>
      )
    case 'lines':
      return block.rows.map((row, index) => (
        <div key={index} className="sheet-line">
          {row.map(({ label, runs, share }) => (
            <span key={label} style={{ flex: share }}>
              {label}：<Runs runs={runs} />
            </span>
          ))}
        </div>
      ))
    case 'form':
      return (
        <table>
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell) => (
                  <Cell key={cell.label} cell={cell} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {block.head.map((label) => (
                <th key={label}>{label}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>
                {row.map((runs, place) => (
                  <td key={place}>
                    <Runs runs={runs} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
    case 'signs':
      return block.rows.map((row) => <Signs key={row.label} row={row} />)
    case 'closing':
      return (
        <p className="right">
          {block.organ}
          <br />
          {block.date}
          <br />
          <small>{words.paper.seal}</small>
        </p>
      )
    case 'gap':
      return <div style={{ height: `${block.mm}mm` }} />
    case 'contents':
    case 'picture':
      return null
  }
}

/** The sheet that the office draws as PDF, drawn by the phone: same words, same order, same signatures. */
export const SheetView = ({ sheet }: { sheet: Sheet }) => (
  <article className="paper-sheet" lang="zh-CN">
    <h2>{sheet.organ}</h2>
    <h1>{sheet.title}</h1>
    {sheet.subtitle && <p className="center">{sheet.subtitle}</p>}
    {sheet.numberAlign !== 'none' && <p className={sheet.numberAlign}>{sheet.number}</p>}
    {sheet.blocks.map((block, index) => (
      <BlockView key={index} block={block} />
    ))}
    {sheet.everyPage.map((row) => (
      <Signs key={row.label} row={row} />
    ))}
  </article>
)
