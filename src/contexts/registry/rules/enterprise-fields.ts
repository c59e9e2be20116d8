import type { FieldComplaint } from '../../../kernel/answer.ts'
import { normalizedCreditCode, whyNoCreditCode } from '../../../kernel/credit-code.ts'
import { chainOf, covers, NATION, type Region } from '../../../kernel/region.ts'
import { ENTERPRISE_KINDS, GRADES, type Enterprise, type EnterpriseKind } from '../model.ts'

/** The fields a person or a file gives; the rest (id, origins, version) belongs to the system. */
export type EnterpriseFields = Omit<Enterprise, 'id' | 'origins' | 'version'>
export type FieldName = keyof EnterpriseFields

/** The same fields before they are judged: kind and grade may be any text. */
export type TypedFields = Omit<EnterpriseFields, 'kind' | 'grade'> & { kind: string; grade: string }

/** What screens and spreadsheets call the fields. */
export const FIELD_LABELS: Readonly<Record<FieldName, string>> = {
  creditCode: '统一社会信用代码',
  name: '企业名称',
  kind: '主体类型',
  region: '所在地区划代码',
  address: '地址',
  industry: '行业代码',
  sectors: '检查表类别',
  legalRepresentative: '法定代表人',
  principal: '主要负责人',
  safetyManager: '安全管理人员',
  phone: '联系电话',
  employees: '从业人数',
  highRisk: '高危企业',
  grade: '标准化等级',
  keyUnit: '重点检查单位',
  responsibleBureau: '监管部门区划代码',
}

/** What the judge may look up: reference data and the asker's scope. */
export type Known = {
  readonly scope: Region
  readonly isRegion: (code: string) => boolean
  readonly isIndustry: (code: string) => boolean
}

const CHARACTERS_MAX: Partial<Record<FieldName, number>> = {
  name: 100,
  address: 200,
  legalRepresentative: 40,
  principal: 40,
  safetyManager: 40,
  phone: 40,
}
const EMPLOYEES_MAX = 2_000_000

/** Blanks at the ends and control characters go; everything else, also HTML, stays the text that it is. */
export const cleanText = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is taken out
  text.replace(/[\u0000-\u001f\u007f\u200b-\u200f\u2028-\u202e\ufeff]+/g, ' ').trim()

/**
 * '441302003000', '441302000' and '441302' are how registers write a place; kept is the code without trailing zeros.
 */
export function normalizedRegion(text: string): string {
  const digits = text.normalize('NFKC').replace(/\s/g, '')
  if (!/^\d+$/.test(digits)) return digits
  let code = digits.length === 12 ? digits.slice(0, 9) : digits
  if (code.length === 9 && code.endsWith('000')) code = code.slice(0, 6)
  if (code.length === 6 && code.endsWith('00')) code = code.slice(0, 4)
  return code.length === 4 && code.endsWith('00') ? code.slice(0, 2) : code
}

/** The kind that the first two characters of the code stand for (GB 32100: registrar and kind). */
export function kindOfCode(creditCode: string): EnterpriseKind {
  if (creditCode.startsWith('92')) return 'self-employed'
  if (creditCode.startsWith('93')) return 'cooperative'
  return creditCode.startsWith('12') ? 'institution' : 'company'
}

/** The fields as they will be kept. Nothing is judged yet. */
export const cleanFields = (typed: TypedFields): TypedFields => ({
  ...typed,
  creditCode: normalizedCreditCode(typed.creditCode),
  name: cleanText(typed.name),
  region: normalizedRegion(typed.region),
  address: cleanText(typed.address),
  industry: typed.industry.normalize('NFKC').replace(/\s/g, '').toUpperCase(),
  sectors: [...new Set(typed.sectors.map(cleanText).filter((sector) => sector !== ''))],
  legalRepresentative: cleanText(typed.legalRepresentative),
  principal: cleanText(typed.principal),
  safetyManager: cleanText(typed.safetyManager),
  phone: cleanText(typed.phone),
  responsibleBureau: normalizedRegion(typed.responsibleBureau),
})

/** Whether cleaned fields have the words of the model; after an empty `whyNotFields` they do. */
export const hasModelWords = (fields: TypedFields): fields is EnterpriseFields =>
  fields.kind in ENTERPRISE_KINDS && fields.grade in GRADES

/** Every field that does not fit, with the mend; empty when the file may be kept. Takes cleaned fields. */
export function whyNotFields(fields: TypedFields, known: Known): FieldComplaint[] {
  const complaints: FieldComplaint[] = []
  const complain = (field: FieldName, says: string | null) => {
    if (says) complaints.push({ field, says })
  }
  complain('creditCode', whyNoCreditCode(fields.creditCode))
  complain('name', fields.name === '' ? '企业名称没有填写，请按营业执照填写' : null)
  complain(
    'kind',
    fields.kind in ENTERPRISE_KINDS
      ? null
      : `主体类型“${fields.kind}”不认识，请填写：${Object.values(ENTERPRISE_KINDS).join('、')}`,
  )
  complain('region', whyNoPlace(fields.region, known))
  complain('industry', whyNoIndustry(fields.industry, known))
  complain(
    'grade',
    fields.grade in GRADES ? null : `标准化等级“${fields.grade}”不认识，请填写：${Object.values(GRADES).join('、')}`,
  )
  complain(
    'phone',
    fields.phone === '' || /^[\d+()（）\-转、,;/ ]{5,}$/.test(fields.phone)
      ? null
      : '联系电话应为数字，可带区号和分机号',
  )
  complain(
    'employees',
    Number.isInteger(fields.employees) && fields.employees >= 0 && fields.employees <= EMPLOYEES_MAX
      ? null
      : `从业人数应为0至${EMPLOYEES_MAX}的整数`,
  )
  complain('responsibleBureau', whyNotResponsible(fields, known))
  for (const [field, max] of Object.entries(CHARACTERS_MAX) as [FieldName, number][]) {
    const length = String(fields[field]).length
    complain(field, length > max ? `${FIELD_LABELS[field]}最多${max}个字，现为${length}个` : null)
  }
  return complaints
}

function whyNoPlace(region: string, { scope, isRegion }: Known): string | null {
  if (region === '') return '所在地没有填写，请选择到县（区）或乡镇（街道）'
  if (!/^(\d{6}|\d{9})$/.test(region)) return '所在地应填写到县（区）或乡镇（街道），区划代码为6位或9位数字'
  if (!isRegion(region)) return `区划代码${region}不存在或已撤销，请重新选择所在地`
  return covers(scope, region) ? null : '所在地不在您的管辖范围内，请由当地部门登记'
}

function whyNoIndustry(industry: string, { isIndustry }: Known): string | null {
  if (industry === '') return '行业代码没有填写，请从国民经济行业分类中选择'
  return isIndustry(industry) ? null : `行业代码“${industry}”不在国民经济行业分类（GB/T 4754-2017）中，请重新选择`
}

/**
 * One enterprise, one level of bureau (MEM circular of 2025-02-27, art. 4): a bureau on the line from the place
 * upwards, or one that a superior with both in scope has designated (APL 25).
 */
function whyNotResponsible({ region, responsibleBureau }: TypedFields, { scope }: Known): string | null {
  if (!/^(\d{2}|\d{4}|\d{6}|\d{9})$/.test(responsibleBureau)) return '监管部门没有填写，请选择负责日常监管的一个部门'
  if (!/^(\d{6}|\d{9})$/.test(region)) return null // the place itself is complained about
  const onTheLine = chainOf(region).some((place) => place !== NATION && place === responsibleBureau)
  if (onTheLine || (covers(scope, responsibleBureau) && scope !== responsibleBureau)) return null
  return '监管部门须是企业所在地的各级部门之一，指定管辖请由共同上级登记'
}

/** Fields whose change must be explained, because visits, caps and duties hang on them. */
export const EXPLAINED_FIELDS: readonly FieldName[] = ['grade', 'highRisk', 'responsibleBureau']

export type FieldChange = { readonly field: FieldName; readonly old: unknown; readonly new: unknown }

const FIELD_NAMES = Object.keys(FIELD_LABELS) as FieldName[]

/** The fields of a file without what belongs to the system. */
export const fieldsOf = (enterprise: Enterprise): EnterpriseFields => {
  const { id: _id, origins: _origins, version: _version, ...fields } = enterprise
  return fields
}

/** The fields that differ, old and new; lists are compared by their members. */
export const changesBetween = (old: EnterpriseFields, next: EnterpriseFields): FieldChange[] =>
  FIELD_NAMES.filter((field) => JSON.stringify(old[field]) !== JSON.stringify(next[field])).map((field) => ({
    field,
    old: old[field],
    new: next[field],
  }))

/** Which units are key ones says the list of the year (circular art. 2); the file only shows it. */
export const whyNotByHand = (changes: readonly FieldChange[]): FieldComplaint[] =>
  changes.some(({ field }) => field === 'keyUnit')
    ? [{ field: 'keyUnit', says: '重点检查单位由年度名单确定，请在“重点检查单位名单”中列入或移出' }]
    : []

/** Asks for a reason when an explained field changes. */
export const whyUnexplained = (changes: readonly FieldChange[], reason: string | undefined): FieldComplaint[] => {
  const unexplained = reason ? [] : changes.filter(({ field }) => EXPLAINED_FIELDS.includes(field))
  return unexplained.map(({ field }) => ({ field: 'reason', says: `变更“${FIELD_LABELS[field]}”须写明原因` }))
}
