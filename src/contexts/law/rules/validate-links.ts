import type { LawDate } from '../../../kernel/time.ts'
import type { Instrument, LawData } from '../model.ts'
import type { Complaint } from './validate.ts'

type Dated = { readonly effectiveFrom: LawDate; readonly effectiveTo: LawDate | null }
type Link = Dated & {
  readonly file: string
  readonly row: string
  readonly field: string
  readonly to: readonly string[]
}

const isOn = ({ effectiveFrom, effectiveTo }: Dated, date: LawDate) =>
  effectiveFrom <= date && (effectiveTo === null || date <= effectiveTo)

const linkOf = (
  row: Dated,
  { file, id, field, to }: { file: string; id: string; field: string; to: readonly string[] },
): Link => ({
  effectiveFrom: row.effectiveFrom,
  effectiveTo: row.effectiveTo,
  file,
  row: id,
  field,
  to,
})

const instrumentsOf = (basis: readonly { instrument: string }[]) => basis.map(({ instrument }) => instrument)

/** Every place of the law data that cites an instrument. */
const citationsIn = (data: LawData): Link[] => [
  ...data.violations.map((row) =>
    linkOf(row, {
      file: 'violations',
      id: row.id,
      field: 'article',
      to: [row.instrument, ...instrumentsOf(row.duties)],
    }),
  ),
  ...data.majorHazards.map((row) =>
    linkOf(row, { file: 'major-hazards', id: row.code, field: 'instrument', to: [row.instrument] }),
  ),
  ...data.checkItems.map((row) =>
    linkOf(row, { file: 'check-items', id: row.id, field: 'basis', to: instrumentsOf(row.basis) }),
  ),
  ...data.parameters.map((row) =>
    linkOf(row, { file: 'parameters', id: row.key, field: 'basis', to: instrumentsOf(row.basis) }),
  ),
  ...data.clocks.map((row) =>
    linkOf(row, { file: 'clocks', id: row.id, field: 'basis', to: instrumentsOf(row.basis) }),
  ),
  ...data.tiers.map((row) =>
    linkOf(row, { file: 'discretion-tiers', id: row.id, field: 'document', to: [row.document] }),
  ),
  ...data.factors.map((row) =>
    linkOf(row, { file: 'discretion-factors', id: row.code, field: 'basis', to: instrumentsOf(row.basis) }),
  ),
]

/** Rows in force on the date that rest on an instrument or a violation which is not: a citation that leads nowhere. */
export function deadCitations(data: LawData, date: LawDate): Complaint[] {
  const instruments = new Map(
    data.instruments.flatMap((row) => [row.code, ...row.aliases].map((code) => [code, row] as const)),
  )
  const ended = (code: string) => {
    const found = instruments.get(code)
    return found && found.effectiveTo !== null && found.effectiveTo < date ? found : null
  }
  const byKey = Map.groupBy(data.violations, ({ key }) => key)
  const lapsed = (key: string) => (byKey.get(key) ?? []).length > 0 && !byKey.get(key)?.some((row) => isOn(row, date))
  return [
    ...citationsIn(data)
      .filter((link) => isOn(link, date))
      .flatMap(({ file, row, field, to }) =>
        [...new Set(to)].flatMap((code) => {
          const found = ended(code)
          return found
            ? [
                {
                  file,
                  row,
                  field,
                  reason: `引用的${found.shortName}（${found.number ?? found.code}）已于${found.effectiveTo}失效`,
                },
              ]
            : []
        }),
      ),
    ...data.checkItems
      .filter((row) => isOn(row, date))
      .flatMap((row) =>
        row.violations.filter(lapsed).map((key) => ({
          file: 'check-items',
          row: row.id,
          field: 'violations',
          reason: `对应的违法行为${key}在${date}已无有效规定`,
        })),
      ),
  ]
}

/** Instruments that replace each other in a circle: whoever follows `replacedBy` would never arrive. */
export function cyclicReplacements(data: Pick<LawData, 'instruments'>): Complaint[] {
  const next = new Map(data.instruments.map(({ code, replacedBy }) => [code, replacedBy]))
  const told = new Set<string>()
  return data.instruments.flatMap(({ code }: Instrument) => {
    const path: string[] = []
    let at: string | null | undefined = code
    while (at && !path.includes(at)) {
      path.push(at)
      at = next.get(at)
    }
    if (at !== code || path.some((one) => told.has(one))) return []
    for (const one of path) told.add(one)
    return [
      { file: 'instruments', row: code, field: 'replacedBy', reason: `替代关系成环：${[...path, code].join(' → ')}` },
    ]
  })
}
