import { Button } from 'antd'
import type { Analysis } from '../../../contexts/law/rules/compendium.ts'
import { AreaField, ChoiceField, CountField } from '../fields.tsx'
import { useInstruments } from './law-book.tsx'
import { words } from './words-compendium.ts'

type Props = { readonly rows: readonly Analysis[]; readonly onChange: (rows: Analysis[]) => void }

/** Article by article: which, and how it is applied to the case. */
export function AnalysisRows({ rows, onChange }: Props) {
  const instruments = useInstruments().map(({ code, shortName, name, version }) => ({
    value: code,
    label: `${shortName || name}${version ? `（${version}）` : ''}`,
  }))
  const change = (place: number, part: Partial<Analysis>) =>
    onChange(rows.map((row, at) => (at === place ? { ...row, ...part } : row)))
  return (
    <>
      {rows.map((row, at) => (
        // Rows have no names of their own; their place is what tells them apart.
        <fieldset key={at} className="edit-row" aria-label={words.form.article1(at + 1)}>
          <div className="form-grid">
            <ChoiceField
              label={words.form.instrument}
              value={row.instrument}
              options={instruments}
              onChange={(instrument) => change(at, { instrument })}
            />
            <CountField
              label={words.form.article}
              value={row.article}
              least={1}
              most={999}
              whenEmpty={1}
              onChange={(article) => change(at, { article })}
            />
            <AreaField
              wide
              label={words.form.says}
              max={2000}
              value={row.says}
              onChange={(says) => change(at, { says })}
            />
          </div>
          {rows.length > 1 && (
            <Button onClick={() => onChange(rows.filter((_, place) => place !== at))}>{words.form.less}</Button>
          )}
        </fieldset>
      ))}
      <Button
        type="dashed"
        disabled={rows.length >= 20}
        onClick={() => onChange([...rows, { instrument: rows.at(-1)?.instrument ?? 'APL', article: 1, says: '' }])}
      >
        {words.form.more}
      </Button>
    </>
  )
}
