import { numberFromChinese } from '../../src/contexts/law/rules/chinese-number.ts'
import type { CheckItem, Confidence, FineRange, MajorHazard, Subject, Violation } from '../../src/contexts/law/model.ts'

export type Instruments = readonly {
  code: string
  aliases: readonly string[]
  name: string
  shortName: string
  confidence: Confidence
  region: string
  effectiveFrom: string
  effectiveTo: string | null
}[]
type Citation = CheckItem['basis'][number]
type Given = Record<string, unknown>

const CONFIDENCE: Record<string, Confidence> = {
  statute_text: '✔',
  page_excerpt: '◐',
  general_knowledge: '○',
  confirmed: '✔',
  confirmed_by_cases: '◐',
  partially: '◐',
  counts_and_partial_cases: '○',
  statute_and_rule: '◐',
  rule_partly_general_knowledge: '○',
}
const confidenceOf = (mark: unknown): Confidence => {
  const found = CONFIDENCE[String(mark)]
  if (!found) throw new Error(`unknown mark: ${String(mark)}`)
  return found
}

const numberOf = (text: string) => numberFromChinese(text) ?? 0

const NUMBER = '([一二三四五六七八九十百零]+)'
const ARTICLE = new RegExp(`^第${NUMBER}条(?:第${NUMBER}款)?(?:第(?:（${NUMBER}）|${NUMBER})项)?`)

/** 第三十条第一款 → { article: 30, paragraph: 1 }; null when it is no article. */
function placeOf(text: string): Omit<Citation, 'instrument'> | null {
  const found = ARTICLE.exec(text)
  if (!found?.[1]) return null
  const item = found[3] ?? found[4]
  return {
    article: numberOf(found[1]),
    ...(found[2] ? { paragraph: numberOf(found[2]) } : {}),
    ...(item ? { item: numberOf(item) } : {}),
  }
}

const instrumentOf = (instruments: Instruments, word: string) => {
  const found = instruments.find(({ code, aliases }) => code === word || aliases.includes(word))
  if (!found) throw new Error(`unknown instrument: ${word}`)
  return found
}

/** By its name in a text: the newest version whose articles are known, because the numbers in the sets are those. */
const instrumentNamed = (instruments: Instruments, text: string) =>
  instruments
    .filter(({ confidence }) => confidence !== '⚠')
    .filter(({ name, shortName }) => name === text || shortName === text || name === `中华人民共和国${text}`)
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0]

/** A duty article may name another law in front (矿山安全法第四十条) or join two by 、. */
function dutiesOf(texts: readonly string[], code: string, instruments: Instruments): Citation[] {
  return texts
    .flatMap((text) => text.split('、'))
    .flatMap((text) => {
      const [, name = '', place = ''] = /^([^第]*)(第.*)$/.exec(text) ?? []
      const found = placeOf(place)
      if (!found) throw new Error(`no article: ${text}`)
      return [{ instrument: name ? (instrumentNamed(instruments, name)?.code ?? code) : code, ...found }]
    })
}

/** The case must supply the amount of which these are shares. */
function fineOf(min: unknown, max: unknown, unit: unknown, formula: unknown): FineRange | null {
  if (typeof min !== 'number' || typeof max !== 'number') return null
  if (unit === 'CNY') return { min: min * 100, max: max * 100, unit: 'fen' }
  const floor = /^min (\d+) CNY/.exec(String(formula))?.[1]
  const ceiling = /^cap (\d+) CNY/.exec(String(formula))?.[1]
  return {
    min,
    max,
    unit: unit as FineRange['unit'],
    ...(floor ? { floorFen: Number(floor) * 100 } : {}),
    ...(ceiling ? { ceilingFen: Number(ceiling) * 100 } : {}),
  }
}

const LISTS: readonly [part: string, id: string][] = [
  ['江苏省', 'JS-2023'],
  ['威海市', 'WH-2025'],
  ['莲池区', 'LC-2024'],
  ['巴中市', 'BZ-2023'],
  ['江津区', 'JJ-2023'],
  ['咸宁市', 'XN-2022'],
  ['嘉兴市', 'JX-2022'],
]

const text = (value: unknown) => (typeof value === 'string' ? value : null)
const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])

/** 危险化学品安全法 punishes what the 条例 punished from this day on; 安全生产法 of 2021 came before every row that yields to it. */
const yieldsFrom = (says: string) => (says.startsWith('WHF') ? '2026-05-01' : '2021-09-01')

function supersededBy(value: unknown, keys: ReadonlySet<string>): Violation['supersededBy'] {
  const says = text(value)
  if (!says) return null
  return { keys: keys.has(says) ? [says] : [], says, from: yieldsFrom(says) }
}

export function importViolations(rows: readonly Given[], instruments: Instruments): Violation[] {
  const keys = new Set(rows.map((row) => String(row.violation_key)))
  return rows.map((row) => {
    const instrument = instrumentOf(instruments, String(row.law_code))
    const double = row.double_punishment as Given | null
    return {
      id: String(row.id),
      key: String(row.violation_key),
      instrument: instrument.code,
      article: placeOf(String(row.article))?.article ?? 0,
      paragraph: (row.paragraph as number | null) ?? null,
      item: (row.item as number | null) ?? null,
      duties: dutiesOf(list(row.duty_articles), instrument.code, instruments),
      subject: row.subject as Subject,
      says: String(row.violation),
      stage: row.stage as Violation['stage'],
      condition: text(row.condition),
      fine: fineOf(row.fine_min, row.fine_max, row.fine_unit, row.formula),
      fineIsOptional: row.fine_optional === true,
      isDaily: String(row.formula).startsWith('daily'),
      measures: list(row.other_measures),
      double: double
        ? {
            subjects: String(double.subject).split('+') as Subject[],
            fine: fineOf(double.fine_min, double.fine_max, double.fine_unit, null) ?? { min: 0, max: 0, unit: 'fen' },
          }
        : null,
      crime: text(row.criminal_hint),
      leniencyLists:
        row.first_violation_exempt === true
          ? LISTS.filter(([part]) => list(row.exempt_lists).some((name) => name.includes(part))).map(([, id]) => id)
          : [],
      authority: text(row.authority),
      status: String(row.law_status),
      supersededBy: supersededBy(row.superseded_by, keys),
      note: text(row.note),
      region: instrument.region,
      effectiveFrom: String(row.effective_from),
      effectiveTo: instrument.effectiveTo,
      confidence: confidenceOf(row.verified),
      source: String(row.source),
    }
  })
}

const SECTORS: Record<string, string> = {
  general: '通用',
  metallurgy: '冶金',
  nonferrous: '有色',
  building_materials: '建材',
  machinery: '机械',
  light: '轻工',
  textile: '纺织',
  tobacco: '烟草',
  dust: '粉尘涉爆',
  ammonia: '涉氨制冷',
  confined_space: '有限空间',
  mine_underground: '地下矿山',
  mine_openpit: '露天矿山',
  tailings: '尾矿库',
  chemical: '化工和危险化学品',
  fireworks: '烟花爆竹',
  coal: '煤矿',
  metal_smelting: '金属冶炼',
  hazchem: '危险化学品',
  hazchem_trading: '危险化学品经营',
  fireworks_wholesale: '烟花爆竹批发',
  fireworks_retail: '烟花爆竹零售',
  fireworks_production: '烟花爆竹生产',
  special_operation: '特种作业',
  training: '教育培训',
  emergency_plan: '应急预案',
  hazard_investigation: '隐患排查治理',
  contractor: '承包承租',
  non_coal_mine: '非煤矿山',
  construction: '建设项目',
  major_hazard_source: '重大危险源',
  accident: '生产安全事故',
  precursor: '易制毒化学品',
  service_org: '安全评价检测',
}
const sectorName = (sector: string) => {
  const name = SECTORS[sector]
  if (!name) throw new Error(`unknown sector: ${sector}`)
  return name
}

const STANDARDS: readonly [start: string, code: string][] = [
  ['工贸企业', 'GM10'],
  ['金属非金属矿山', 'KS88'],
  ['化工和危险化学品', 'HG121'],
  ['烟花爆竹', 'YH121'],
  ['煤矿', 'MK'],
]

export function importMajorHazards(rows: readonly Given[], instruments: Instruments): MajorHazard[] {
  return rows.map((row) => {
    const instrument = instrumentOf(
      instruments,
      STANDARDS.find(([start]) => String(row.document).startsWith(start))?.[1] ?? String(row.document),
    )
    return {
      code: String(row.code),
      sector: String(row.sector),
      sectorName: sectorName(String(row.sector)),
      instrument: instrument.code,
      article: placeOf(String(row.article))?.article ?? null,
      item: (row.item as number | null) ?? null,
      says: String(row.short_name),
      triggers: list(row.trigger_conditions),
      logic: row.logic as MajorHazard['logic'],
      violations: list(row.related_violations),
      region: instrument.region,
      effectiveFrom: instrument.effectiveFrom,
      effectiveTo: instrument.effectiveTo,
      confidence: confidenceOf(row.verified),
      source: String(row.source),
    }
  })
}

export function importCheckItems(rows: readonly Given[], instruments: Instruments): CheckItem[] {
  return rows.map((row) => {
    const basis = (row.basis as { law: string; article: string }[]).map(({ law, article }) => {
      const instrument = instrumentNamed(instruments, law)
      return { law, article, instrument, place: placeOf(article) }
    })
    const cited = basis.flatMap(({ instrument, place }) =>
      instrument && place ? [{ instrument: instrument.code, ...place }] : [],
    )
    const others = basis
      .filter(({ instrument, place }) => !instrument || !place)
      .map(({ law, article }) => `${law} ${article}`)
    const starts = basis.flatMap(({ instrument }) => (instrument ? [instrument.effectiveFrom] : []))
    return {
      id: String(row.id),
      industry: String(row.industry),
      industryName: sectorName(String(row.industry)),
      matter: String(row.item),
      content: String(row.content),
      methods: String(row.method).split('、'),
      basis: cited,
      basisNote: others.join('；') || null,
      statement: String(row.standard_statement),
      violations: list(row.violation_ids),
      majorHazards: list(row.major_hazard_ids),
      evidence: list(row.evidence),
      isMust: row.catalogue_level === '必查',
      region: '',
      effectiveFrom: starts.sort().at(-1) ?? '2021-09-01',
      effectiveTo: null,
      confidence: confidenceOf(row.basis_verification),
      source: String(row.source),
    }
  })
}
