import type { FieldComplaint } from '../../../kernel/answer.ts'
import { normalizedCreditCode } from '../../../kernel/credit-code.ts'
import { ENTERPRISE_KINDS, GRADES, type Enterprise, type ImportRow } from '../model.ts'
import {
  changesBetween,
  cleanFields,
  cleanText,
  FIELD_LABELS,
  fieldsOf,
  hasModelWords,
  kindOfCode,
  whyNotFields,
  type EnterpriseFields,
  type FieldName,
  type Known,
  type TypedFields,
} from './enterprise-fields.ts'

/** Headings that other registers use for our fields, beside the labels themselves. */
const ALIASES: Readonly<Record<string, FieldName>> = {
  信用代码: 'creditCode',
  社会信用代码: 'creditCode',
  单位名称: 'name',
  名称: 'name',
  企业类型: 'kind',
  类型: 'kind',
  区划代码: 'region',
  所在地: 'region',
  行政区划代码: 'region',
  注册地址: 'address',
  生产经营地址: 'address',
  经营地址: 'address',
  住所: 'address',
  行业: 'industry',
  国民经济行业代码: 'industry',
  检查类别: 'sectors',
  法人: 'legalRepresentative',
  法人代表: 'legalRepresentative',
  负责人: 'principal',
  安全负责人: 'safetyManager',
  安全员: 'safetyManager',
  电话: 'phone',
  联系方式: 'phone',
  手机: 'phone',
  职工人数: 'employees',
  员工人数: 'employees',
  从业人员数: 'employees',
  人数: 'employees',
  高危: 'highRisk',
  是否高危: 'highRisk',
  等级: 'grade',
  安全生产标准化等级: 'grade',
  重点单位: 'keyUnit',
  是否重点: 'keyUnit',
  监管部门: 'responsibleBureau',
  监管机构: 'responsibleBureau',
}

const FIELD_OF_HEADING = new Map<string, FieldName>([
  ...Object.entries(ALIASES),
  ...(Object.entries(FIELD_LABELS) as [FieldName, string][]).map(([field, label]) => [label, field] as const),
])

/**
 * Which column gives which field. `ignored` are headings that no field takes; of two columns for one field the first
 * counts.
 */
export function columnsOf(headings: readonly string[]): { columns: Map<FieldName, number>; ignored: string[] } {
  const columns = new Map<FieldName, number>()
  const ignored: string[] = []
  headings.forEach((heading, place) => {
    const text = cleanText(heading)
      .replace(/[*＊\s]/g, '')
      .replace(/[（(].*[）)]$/, '')
    const field = FIELD_OF_HEADING.get(text)
    if (field && !columns.has(field)) columns.set(field, place)
    else if (text !== '') ignored.push(text)
  })
  return { columns, ignored }
}

/** Complains when the table cannot be an import of enterprises at all. */
export function whyNoTable(columns: ReadonlyMap<FieldName, number>): FieldComplaint[] {
  const missing = (['creditCode', 'name'] as const)
    .filter((field) => !columns.has(field))
    .map((field) => FIELD_LABELS[field])
  return missing.length === 0
    ? []
    : [{ field: 'file', says: `第一行中没有找到“${missing.join('”“')}”列，请检查表头，或下载导入模板后填写` }]
}

const YES = new Set(['是', '有', '1', 'Y', 'YES', 'TRUE', '√', '✓'])
const NO = new Set(['', '否', '无', '0', 'N', 'NO', 'FALSE', '×'])

function flagOf(text: string): boolean | null {
  const word = text.normalize('NFKC').toUpperCase()
  return YES.has(word) ? true : NO.has(word) ? false : null
}

const keyOfLabel = (labels: Readonly<Record<string, string>>, text: string): string =>
  Object.entries(labels).find(([key, label]) => label === text || key === text)?.[0] ?? text

type Read = { given: Partial<TypedFields>; complaints: FieldComplaint[] }

/** The cells of one line as fields. An empty cell gives nothing: it never wipes out what the file already holds. */
export function readCells(cells: readonly string[], columns: ReadonlyMap<FieldName, number>): Read {
  const complaints: FieldComplaint[] = []
  const entries = [...columns].flatMap(([field, place]): [FieldName, unknown][] => {
    const text = cleanText(cells[place] ?? '')
    if (text === '') return []
    if (field === 'sectors') return [[field, text.split(/[、,，;；|]/)]]
    if (field === 'kind') return [[field, keyOfLabel(ENTERPRISE_KINDS, text)]]
    if (field === 'grade') return [[field, keyOfLabel(GRADES, text)]]
    if (field === 'employees') return [[field, Number(text.normalize('NFKC').replace(/[,人]/g, ''))]]
    if (field !== 'highRisk' && field !== 'keyUnit') return [[field, text]]
    const flag = flagOf(text)
    if (flag === null) complaints.push({ field, says: `${FIELD_LABELS[field]}应填写“是”或“否”，现为“${text}”` })
    return flag === null ? [] : [[field, flag]]
  })
  return { given: Object.fromEntries(entries) as Partial<TypedFields>, complaints }
}

export type JudgedRow = Omit<ImportRow, 'line'> & {
  readonly fields: EnterpriseFields | null
  readonly versionBefore: number | null
}

/**
 * What one line would do, given the live file with its code (as far as it lies in scope) and files of the same name
 * nearby.
 */
export function judgeRow({
  cells,
  columns,
  known,
  existing,
  namesakes,
  codesAbove,
}: {
  cells: readonly string[]
  columns: ReadonlyMap<FieldName, number>
  known: Known
  existing: Enterprise | null
  /** Names with another code in the same county. */
  namesakes: readonly string[]
  /** Line on which the same code already stood in this file. */
  codesAbove: number | null
}): JudgedRow {
  const { given: read, complaints } = readCells(cells, columns)
  // Which units are key ones says the list of the year (circular art. 2): a file that is there keeps what it says.
  const given = existing ? { ...read, keyUnit: existing.keyUnit } : read
  const creditCode = normalizedCreditCode(given.creditCode ?? '')
  const fields = cleanFields({ ...(existing ? fieldsOf(existing) : blankFields(creditCode, known)), ...given })
  const reasons = [...complaints, ...whyNotFields(fields, known)]
  if (codesAbove !== null)
    reasons.push({ field: 'creditCode', says: `与第${codesAbove}行的统一社会信用代码相同，请保留一行` })
  const warnings = [
    ...(namesakes.length === 0
      ? []
      : [
          {
            field: 'name',
            says: `本县（区）已有同名档案（信用代码${namesakes.join('、')}），导入后请核实是否需要合并`,
          },
        ]),
    ...(read.keyUnit === undefined || read.keyUnit === given.keyUnit
      ? []
      : [{ field: 'keyUnit', says: '重点检查单位由年度名单确定，本次导入不改动' }]),
  ]
  const base = {
    creditCode,
    name: fields.name,
    reasons,
    warnings,
    enterpriseId: existing?.id ?? null,
    versionBefore: existing?.version ?? null,
  }
  if (reasons.length > 0 || !hasModelWords(fields)) return { ...base, verdict: 'refused', changes: [], fields: null }
  if (!existing) return { ...base, verdict: 'create', changes: [], fields }
  const changes = changesBetween(existing, fields)
  return { ...base, verdict: changes.length > 0 ? 'update' : 'same', changes, fields }
}

const blankFields = (creditCode: string, { scope }: Known): TypedFields => ({
  creditCode,
  name: '',
  kind: kindOfCode(creditCode),
  region: '',
  address: '',
  industry: '',
  sectors: [],
  legalRepresentative: '',
  principal: '',
  safetyManager: '',
  phone: '',
  employees: 0,
  highRisk: false,
  grade: 'none',
  keyUnit: false,
  responsibleBureau: scope,
})
