import { numberParts, paperNumber } from '../../document/rules/numbering.ts'
import type { PaperBureau, PaperEntry, Template } from '../../document/model.ts'
import { citationOf, dutyCitations, penaltyCitation, type LawBook } from '../../law/rules/lawbook.ts'
import type { LawData } from '../../law/model.ts'
import type { Region } from '../../../kernel/region.ts'
import { covers } from '../../../kernel/region.ts'
import { WEEKENDS_ONLY } from '../../../kernel/workday.ts'
import type { PlannedItem } from '../model.ts'
import type { LawSlice } from '../contract/take-along.ts'

/** Parameters that the papers of a visit print. */
const PRINTED = ['remedy.reconsideration', 'remedy.litigation']
/** Instruments that rules, basis and reminders of a visit cite, whatever is found. */
const CITED = ['WSL', 'APL', 'MEM-2025-02-27', 'CPL', 'ARL', 'ALL']

/** The rows of the law book that one visit stands on. */
export function lawSliceOf(
  book: LawBook,
  { items, region }: { items: readonly PlannedItem[]; region: Region },
): LawSlice {
  const ids = new Set(items.map(({ id }) => id))
  const keys = new Set(items.flatMap(({ violationKeys }) => violationKeys))
  const codes = new Set(items.flatMap(({ majorHazardCodes }) => majorHazardCodes))
  const checkItems = book.checkItems.filter((row) => ids.has(row.id))
  const violations = book.violations.filter(({ key }) => keys.has(key))
  const cited = new Set([
    ...CITED,
    ...checkItems.flatMap(({ basis }) => basis.map((row) => citationOf(row).instrument)),
    ...violations.flatMap((row) => [penaltyCitation(row), ...dutyCitations(row)].map(({ instrument }) => instrument)),
  ])
  return {
    checkItems,
    violations,
    majorHazards: book.majorHazards.filter(({ code }) => codes.has(code)),
    parameters: book.parameters.filter((row) => PRINTED.includes(row.key) && covers(row.region, region)),
    instruments: book.instruments.filter((row) => [row.code, ...row.aliases].some((code) => cited.has(code))),
  }
}

/** A slice as a law book knows it; what a visit never asks stays empty. */
export const lawDataOf = (slice: LawSlice): LawData => ({
  ...slice,
  clocks: [],
  tiers: [],
  factors: [],
  leniency: [],
  checklists: [],
  calendar: WEEKENDS_ONLY,
})

type Papers = {
  readonly papers: readonly Pick<PaperEntry, 'template' | 'number'>[]
  readonly forms: readonly Template[]
  readonly bureau: Pick<PaperBureau, 'shortName'>
  /** A number of any form drawn for a visit whose plan is not approved: its serial is that of the visit. */
  readonly leased?: string | undefined
}

/**
 * The number that the next paper of each form will bear. All papers of a visit share the serial of its plan, or of the notice where an urgent visit came first, and only
 * the phone that holds the visit writes them: so the number is known before it is issued, and nobody else gets it.
 */
export function numbersAhead({ papers, forms, bureau, leased }: Papers): { template: string; number: string }[] {
  const first = (code: string) => papers.find(({ template, number }) => template === code && number)?.number
  const known = first('D02') ?? first('JCTZ') ?? leased
  const serial = known ? numberParts(known)?.serial : undefined
  if (!serial) return []
  return forms.flatMap(({ code, typeCode, numbered, series }) => {
    if (!numbered || !typeCode || series !== 'plan') return []
    const part = 1 + papers.filter((paper) => paper.template === code && paper.number).length
    return [{ template: code, number: paperNumber({ bureau, typeCode, serial: { ...serial, part } }) }]
  })
}
