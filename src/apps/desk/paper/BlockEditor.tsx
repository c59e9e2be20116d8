import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Space } from 'antd'
import type { Template } from '../../../contexts/document/model.ts'
import type { LayoutBlock } from '../../../contexts/document/rules/layout.ts'
import { words } from './words.ts'

type Props = {
  readonly blocks: readonly LayoutBlock[]
  readonly template: Template
  readonly onChange: (blocks: LayoutBlock[]) => void
}

/** What a block is called on the screen; texts show themselves. */
function nameOf(block: LayoutBlock, template: Template): string {
  const labelOf = (name: string) => template.fields.find((field) => field.name === name)?.label ?? name
  if ('p' in block) return words.text
  if ('note' in block) return words.note
  if ('each' in block) return words.kinds.each(labelOf(block.each))
  if ('grid' in block) return words.kinds.grid(labelOf(block.grid))
  if ('dialogue' in block) return words.kinds.dialogue(labelOf(block.dialogue))
  const kind = (['lines', 'form', 'remedy', 'signs', 'closing', 'stamp', 'picture', 'contents', 'gap'] as const).find(
    (each) => each in block,
  )
  return kind ? words.kinds[kind] : ''
}

/** The blocks of a form, each worded and moved by hand; no source of any kind is written. */
export function BlockEditor({ blocks, template, onChange }: Props) {
  const replace = (at: number, ...by: LayoutBlock[]) => onChange(blocks.toSpliced(at, 1, ...by))
  const swap = (at: number, by: 1 | -1) => {
    const [one, other] = [blocks[at], blocks[at + by]]
    if (one && other) onChange(blocks.with(at, other).with(at + by, one))
  }
  return (
    <ol className="plain-list">
      {blocks.map((block, at) => {
        const name = nameOf(block, template)
        return (
          <li key={at} className="form-block">
            <div className="form-block-head">
              <span>
                {at + 1}　{name}
              </span>
              <Space.Compact size="small">
                <Button
                  icon={<ArrowUpOutlined />}
                  aria-label={`${words.up} ${at + 1}`}
                  disabled={at === 0}
                  onClick={() => swap(at, -1)}
                />
                <Button
                  icon={<ArrowDownOutlined />}
                  aria-label={`${words.down} ${at + 1}`}
                  disabled={at === blocks.length - 1}
                  onClick={() => swap(at, 1)}
                />
                <Button
                  icon={<PlusOutlined />}
                  aria-label={`${words.addText} ${at + 1}`}
                  onClick={() => replace(at, block, { p: '' })}
                />
                <Button
                  icon={<DeleteOutlined />}
                  aria-label={`${words.remove} ${at + 1}`}
                  onClick={() => replace(at)}
                />
              </Space.Compact>
            </div>
            <BlockWords block={block} name={`${name} ${at + 1}`} onChange={(changed) => replace(at, changed)} />
          </li>
        )
      })}
    </ol>
  )
}

type WordsProps = {
  readonly block: LayoutBlock
  readonly name: string
  readonly onChange: (block: LayoutBlock) => void
}

function BlockWords({ block, name, onChange }: WordsProps) {
  const area = (value: string, change: (text: string) => LayoutBlock) => (
    <Input.TextArea
      aria-label={name}
      value={value}
      maxLength={2000}
      autoSize={{ minRows: 1 }}
      onChange={(event) => onChange(change(event.target.value))}
    />
  )
  if ('p' in block) return area(block.p, (p) => ({ ...block, p }))
  if ('note' in block) return area(block.note, (note) => ({ ...block, note }))
  if ('lines' in block)
    return (
      <Cells
        name={name}
        rows={block.lines.map((row) => row.map(([label, text]) => ({ label, text })))}
        onChange={({ row, cell, label, text }) => {
          const lines = block.lines.map((each, r) =>
            each.map((one, c): typeof one =>
              r === row && c === cell ? (one.with(0, label).with(1, text) as typeof one) : one,
            ),
          )
          onChange({ ...block, lines })
        }}
      />
    )
  if ('form' in block)
    return (
      <Cells
        name={name}
        rows={block.form.map((row) =>
          row.map(({ label, text }) => ({ label, ...(text === undefined ? {} : { text }) })),
        )}
        onChange={({ row, cell, label, text }) => {
          const form = block.form.map((each, r) =>
            each.map((one, c) =>
              r === row && c === cell ? { ...one, label, ...(one.text === undefined ? {} : { text }) } : one,
            ),
          )
          onChange({ ...block, form })
        }}
        onMove={(row) => onChange({ ...block, form: moved(block.form, row) })}
      />
    )
  return null
}

const moved = <Each,>(list: readonly Each[], at: number): Each[] => {
  const [one, before] = [list[at], list[at - 1]]
  return one && before ? list.with(at - 1, one).with(at, before) : [...list]
}

type CellsProps = {
  readonly name: string
  readonly rows: readonly (readonly { readonly label: string; readonly text?: string }[])[]
  readonly onChange: (cell: { row: number; cell: number; label: string; text: string }) => void
  /** Moves a row up, where rows stand by themselves. */
  readonly onMove?: (row: number) => void
}

/** Cells of a ruled form: what stands in front, and what is printed behind. */
function Cells({ name, rows, onChange, onMove }: CellsProps) {
  return (
    <div className="form-cells">
      {rows.flatMap((cells, row) =>
        cells.map(({ label, text }, cell) => {
          const place = `${name}.${row + 1}.${cell + 1}`
          return [
            <Input
              key={`${place} label`}
              aria-label={`${words.label} ${place}`}
              value={label}
              maxLength={60}
              onChange={(event) => onChange({ row, cell, label: event.target.value, text: text ?? '' })}
            />,
            <Space.Compact key={`${place} text`} block>
              <Input
                aria-label={`${words.content} ${place}`}
                value={text ?? ''}
                disabled={text === undefined}
                maxLength={500}
                onChange={(event) => onChange({ row, cell, label, text: event.target.value })}
              />
              {onMove && cell === 0 && (
                <Button
                  icon={<ArrowUpOutlined />}
                  aria-label={`${words.up} ${place}`}
                  disabled={row === 0}
                  onClick={() => onMove(row)}
                />
              )}
            </Space.Compact>,
          ]
        }),
      )}
    </div>
  )
}
