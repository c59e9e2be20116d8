import { z } from 'zod'
import type { WorkCalendar } from '../../kernel/workday.ts'

/**
 * ✔ read in the primary text, ◐ seen in an excerpt, ○ general knowledge, ⚠ conflict or version risk. Only ✔ is shown
 * without a mark.
 */
export const Confidence = z.enum(['✔', '◐', '○', '⚠'])
export type Confidence = z.infer<typeof Confidence>

export const LawDateShape = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期格式应为 YYYY-MM-DD')

/** Which instrument of a region spoke, and the change that laid it over the rows above. */
export const LayerMark = z.object({
  change: z.string(),
  name: z.string(),
  number: z.string(),
  article: z.number().int().positive(),
})
export type LayerMark = z.infer<typeof LayerMark>

/**
 * What every row of the law carries: where it holds ('' is the whole country), when, how sure it is and where it was
 * read.
 */
const Row = {
  region: z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9})?$/),
  effectiveFrom: LawDateShape,
  effectiveTo: LawDateShape.nullable(),
  confidence: Confidence,
  source: z.string().min(1),
  /** The approved change of a bureau that brought the row; absent on the rows that ship (rules/overlay.ts). */
  layer: LayerMark.optional(),
}

export const CitationShape = z.object({
  instrument: z.string().min(1),
  article: z.number().int().positive(),
  paragraph: z.number().int().positive().optional(),
  item: z.number().int().positive().optional(),
})

/**
 * law: statute of the NPC; regulation: State Council; local: local people's congress; rule: ministry; guidance: the
 * rest.
 */
export const LawLevel = z.enum(['law', 'regulation', 'local', 'interpretation', 'rule', 'guidance', 'standard'])
export type LawLevel = z.infer<typeof LawLevel>

export const Instrument = z.object({
  code: z.string().min(1),
  aliases: z.array(z.string()),
  name: z.string().min(1),
  shortName: z.string().min(1),
  number: z.string().nullable(),
  /** The version's usual name, e.g. 2021修正. */
  version: z.string().nullable(),
  level: LawLevel,
  /** Number of its articles, where known: a citation beyond it is a mistake. */
  articles: z.number().int().positive().nullable(),
  replacedBy: z.string().nullable(),
  note: z.string().nullable(),
  ...Row,
})
export type Instrument = z.infer<typeof Instrument>

export const Subject = z.enum([
  'enterprise',
  'principal_responsible',
  'other_responsible',
  'direct_responsible',
  'individual',
  'service_org',
])
export type Subject = z.infer<typeof Subject>

export const Stage = z.enum(['first', 'overdue', 'grave'])
export type Stage = z.infer<typeof Stage>

/** 'fen' is money; the other units are ratios of an amount that the case must supply. */
export const FineUnit = z.enum([
  'fen',
  'percent_of_annual_income',
  'multiple_of_illegal_gains',
  'multiple_of_goods_value',
])
export type FineUnit = z.infer<typeof FineUnit>

export const FineRange = z.object({
  min: z.number().nonnegative(),
  max: z.number().nonnegative(),
  unit: FineUnit,
  /** Bounds of the computed money for ratio fines, in fen. */
  floorFen: z.number().int().optional(),
  ceilingFen: z.number().int().optional(),
})
export type FineRange = z.infer<typeof FineRange>

export const Violation = z.object({
  id: z.string().min(1),
  key: z.string().min(1),
  instrument: z.string().min(1),
  article: z.number().int().positive(),
  paragraph: z.number().int().positive().nullable(),
  item: z.number().int().positive().nullable(),
  duties: z.array(CitationShape),
  subject: Subject,
  says: z.string().min(1),
  stage: Stage,
  condition: z.string().nullable(),
  fine: FineRange.nullable(),
  /** The article says "may": no fine at all is lawful too. */
  fineIsOptional: z.boolean(),
  /** The fine is the earlier fine, once for each day (Work Safety Law art. 112). */
  isDaily: z.boolean(),
  measures: z.array(z.string()),
  double: z.object({ subjects: z.array(Subject), fine: FineRange }).nullable(),
  crime: z.string().nullable(),
  leniencyLists: z.array(z.string()),
  authority: z.string().nullable(),
  status: z.string(),
  /** The higher law that punishes the same act from a date on; `keys` are those of its rows that are loaded. */
  supersededBy: z.object({ keys: z.array(z.string()), says: z.string(), from: LawDateShape }).nullable(),
  note: z.string().nullable(),
  ...Row,
})
export type Violation = z.infer<typeof Violation>

export const MajorHazard = z.object({
  code: z.string().min(1),
  sector: z.string(),
  sectorName: z.string(),
  instrument: z.string(),
  article: z.number().int().positive().nullable(),
  item: z.number().int().positive().nullable(),
  says: z.string().min(1),
  triggers: z.array(z.string()),
  logic: z.enum(['any', 'all']),
  violations: z.array(z.string()),
  ...Row,
})
export type MajorHazard = z.infer<typeof MajorHazard>

export const CheckItem = z.object({
  id: z.string().min(1),
  industry: z.string(),
  industryName: z.string(),
  matter: z.string(),
  content: z.string(),
  methods: z.array(z.string()),
  basis: z.array(CitationShape),
  /** Basis that is no article of a loaded instrument, e.g. a standard. */
  basisNote: z.string().nullable(),
  /** The standard wording of the violation, inserted by one tap. */
  statement: z.string().min(1),
  violations: z.array(z.string()),
  majorHazards: z.array(z.string()),
  evidence: z.array(z.string()),
  isMust: z.boolean(),
  /** A refined matter stands under the item that it refines; absent on the items themselves. */
  parent: z.string().optional(),
  ...Row,
})
export type CheckItem = z.infer<typeof CheckItem>

export const Parameter = z.object({
  key: z.string().min(1),
  value: z.union([z.number(), z.string(), z.array(z.union([z.number(), z.string()]))]),
  unit: z.string(),
  basis: z.array(CitationShape),
  basisNote: z.string().nullable(),
  ...Row,
})
export type Parameter = z.infer<typeof Parameter>

/** WD working days, CD calendar days, h clock hours, M months, Y years. */
export const ClockUnit = z.enum(['WD', 'CD', 'h', 'M', 'Y'])
export type ClockUnit = z.infer<typeof ClockUnit>

export const Clock = z.object({
  id: z.string().regex(/^D-\d{2}$/),
  what: z.string().min(1),
  n: z.number().int().nonnegative().nullable(),
  unit: ClockUnit.nullable(),
  /**
   * limit: the last day to act; earliest: the act is lawful only after the period; before: the act must lie that far
   * before the event; strict-before: that many full days lie between both; window: opens the day after the start; none:
   * no number.
   */
  kind: z.enum(['limit', 'earliest', 'before', 'strict-before', 'window', 'none']),
  /** Other lengths under a named condition, e.g. simple or with-harm. */
  variants: z.record(z.string(), z.object({ n: z.number().int(), unit: ClockUnit, says: z.string() })),
  startEvent: z.string(),
  /** The last day moves to the next working day when it is a rest day: for periods of parties and courts (T6, T9). */
  rollsOver: z.boolean(),
  /** F fatal, S serious, R reportable. */
  breach: z.enum(['F', 'S', 'R']).nullable(),
  /** Days before the end on which somebody is told: working days of a clock in working days, else calendar days. */
  alarms: z.array(z.number().int().positive().max(45)).optional(),
  basis: z.array(CitationShape),
  basisNote: z.string().nullable(),
  ...Row,
})
export type Clock = z.infer<typeof Clock>

export const Tier = z.object({
  tier: z.string().min(1),
  /** Quantity that selects the tier, inclusive; null is open. */
  atLeast: z.number().nullable(),
  atMost: z.number().nullable(),
  /** Bounds as shares of the statutory span, or as money in fen; one of both. */
  share: z.tuple([z.number(), z.number()]).nullable(),
  fen: z.tuple([z.number().int(), z.number().int()]).nullable(),
  /** Bounds in fen for the persons beside the unit, where the table gives them their own. */
  personFen: z.tuple([z.number().int(), z.number().int()]).optional(),
  confidence: Confidence,
})
export type Tier = z.infer<typeof Tier>

/** One row of a benchmark table; `violation: null` is the general split of its document. */
export const TierTable = z.object({
  id: z.string(),
  document: z.string(),
  number: z.string().nullable(),
  violation: z.string().nullable(),
  stage: Stage.nullable(),
  counts: z.string(),
  tiers: z.array(Tier).min(1),
  note: z.string().nullable(),
  ...Row,
})
export type TierTable = z.infer<typeof TierTable>

export const Factor = z.object({
  code: z.string(),
  aliases: z.array(z.string()),
  says: z.string(),
  effect: z.enum(['exempt-must', 'exempt-may', 'lighten', 'mitigate', 'aggravate', 'weight', 'grave']),
  /** Only for weights: how far it moves the place inside the band, as a share of the band. */
  weight: z.number(),
  basis: z.array(CitationShape),
  basisNote: z.string().nullable(),
  ...Row,
})
export type Factor = z.infer<typeof Factor>

export const LeniencyList = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['free', 'first_free', 'lighter', 'mitigate']),
  needs: z.array(z.string()),
  excludes: z.array(z.string()),
  noFatalAccidentYears: z.number().nullable(),
  items: z.array(z.object({ violation: z.string(), quantityMax: z.number().nullable() })),
  note: z.string().nullable(),
  ...Row,
})
export type LeniencyList = z.infer<typeof LeniencyList>

/** What every list of an industry must hold (circular of 2025-02-27, art. 5). */
export const CHECKLIST_GROUPS = {
  hazards: '重大事故隐患排查整治',
  duties: '主要负责人和从业人员履职',
  system: '安全生产管理体系建立运行',
  risks: '其他可能导致重大事故的高风险事项',
} as const
export type ChecklistGroup = keyof typeof CHECKLIST_GROUPS

/** The list of key check items of one industry (重点检查事项清单): which item stands under which of the four groups. */
export const Checklist = z.object({
  id: z.string().min(1),
  industry: z.string().min(1),
  name: z.string().min(1),
  entries: z
    .array(
      z.object({
        group: z.enum(Object.keys(CHECKLIST_GROUPS) as [ChecklistGroup, ...ChecklistGroup[]]),
        item: z.string().min(1),
      }),
    )
    .min(1),
  ...Row,
})
export type Checklist = z.infer<typeof Checklist>

/**
 * The law as data, loaded once: everything that the engine decides with. Make it with `lawBookOf` of rules/lawbook.ts.
 */
export type LawData = {
  readonly instruments: readonly Instrument[]
  readonly violations: readonly Violation[]
  readonly majorHazards: readonly MajorHazard[]
  readonly checkItems: readonly CheckItem[]
  readonly parameters: readonly Parameter[]
  readonly clocks: readonly Clock[]
  readonly tiers: readonly TierTable[]
  readonly factors: readonly Factor[]
  readonly leniency: readonly LeniencyList[]
  readonly checklists: readonly Checklist[]
  readonly calendar: WorkCalendar
}

/** The shape of each file under data/law, by its name: one list a file. */
export const FILE_SHAPES = {
  instruments: Instrument,
  violations: Violation,
  'major-hazards': MajorHazard,
  'check-items': CheckItem,
  parameters: Parameter,
  clocks: Clock,
  'discretion-tiers': TierTable,
  'discretion-factors': Factor,
  'leniency-lists': LeniencyList,
  checklists: Checklist,
} as const
