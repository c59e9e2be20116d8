import { randomUUID } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'
import QRCode from 'qrcode'
import { Conflict, Invalid, NotFound } from '../../kernel/answer.ts'
import { normalizedIdentityNumber, whyNoIdentityNumber } from '../../kernel/identity-number.ts'
import { maskedIdentityNumber, maskedPhone } from '../../kernel/mask.ts'
import { no, Refused, unlessRefused } from '../../kernel/refusal.ts'
import type { LawDate } from '../../kernel/time.ts'
import { serve, type Ctx, type Route } from '../../platform/http.ts'
import * as contract from './contract.ts'
import type { Enterprise, EnterpriseChange, EnterpriseInList } from './model.ts'
import { createEnterprises, doorTokenOf, findByDoorToken, findOperatorCertificates, getEnterprise } from './public.ts'
import { nameKey, whySame } from './rules/duplicates.ts'
import {
  changesBetween,
  cleanFields,
  FIELD_LABELS,
  fieldsOf,
  hasModelWords,
  whyNotFields,
  whyNotByHand,
  whyUnexplained,
  type EnterpriseFields,
  type FieldChange,
  type TypedFields,
} from './rules/enterprise-fields.ts'
import { whyNotEffective } from './rules/grade-history.ts'
import { merged, whyNotMerge } from './rules/merge.ts'
import { bestVerdict, verdictOn, type CertificateVerdict } from './rules/operators.ts'
import { accountRoutes } from './routes/accounts.ts'
import { unmaskRoutes } from './routes/unmask.ts'
import { conductRoutes } from './routes/conduct.ts'
import { routes as importRoutes } from './routes/imports.ts'
import * as files from './store/enterprises.ts'
import * as reference from './store/reference.ts'
import * as registers from './store/registers.ts'

const BY_HAND = '手工登记'
const COUNT_CAP = 10_000
const EXPORT_MAX = 50_000

const listEnterprises = serve(contract.listEnterprises, async ({ after, limit, ...filter }, { tx, asker }) => {
  const rows = await files.listEnterprises(tx, asker, { ...filter, after: after ?? null, limit: limit + 1 })
  const enterprises = rows.slice(0, limit)
  const last = enterprises.at(-1)
  const total = await files.countEnterprises(tx, asker, { ...filter, cap: COUNT_CAP + 1 })
  return {
    enterprises,
    next: rows.length > limit && last ? `${last.region}.${last.id}` : null,
    total: Math.min(total, COUNT_CAP),
    isMore: total > COUNT_CAP,
  }
})

const EXPORTED: readonly (keyof EnterpriseInList & keyof EnterpriseFields)[] = [
  'creditCode',
  'name',
  'kind',
  'region',
  'address',
  'industry',
  'employees',
  'highRisk',
  'grade',
  'keyUnit',
  'responsibleBureau',
]

const exportEnterprises = serve(contract.exportEnterprises, async (filter, { tx, asker, today, note }) => {
  const rows = await files.listEnterprises(tx, asker, { ...filter, after: null, limit: EXPORT_MAX })
  note({ rows: rows.length })
  const lines = rows.map((row) =>
    EXPORTED.map((field) => (typeof row[field] === 'boolean' ? (row[field] ? '是' : '否') : row[field])),
  )
  const text = stringify([EXPORTED.map((field) => FIELD_LABELS[field]), ...lines], { bom: true, escape_formulas: true })
  return { name: `企业名录-${today}.csv`, mime: 'text/csv; charset=utf-8', bytes: Buffer.from(text) }
})

/** As the history tells them: a telephone is masked there too, and one that only changed inside the mask is still told. */
const shownFields = (file: Enterprise) => ({ ...fieldsOf(file), phone: maskedPhone(file.phone) })

/** Versions as changes: each against the one before it; the first is the opening of the file. Newest first. */
function changesOf(versions: readonly files.VersionRow[]): EnterpriseChange[] {
  return versions
    .map(({ version, at, byName, source, reason, content }, place) => {
      const before = versions[place - 1]
      const fields = before ? changesBetween(shownFields(before.content), shownFields(content)) : []
      return { version, at, by: byName, source, reason, fields }
    })
    .reverse()
}

async function duplicatesOf({ tx, asker }: Ctx, enterprise: Enterprise): Promise<EnterpriseInList[]> {
  const namesakes = await files.findByNameKeys(tx, asker, [nameKey(enterprise.name)])
  return namesakes.filter((other) => whySame(enterprise, other) !== null)
}

const getFile = serve(contract.getEnterprise, async ({ id }, ctx) => {
  const enterprise = await getEnterprise(ctx.tx, id)
  ctx.concerns('enterprise', enterprise.id)
  return {
    enterprise,
    licences: await registers.listLicences(ctx.tx, enterprise.id),
    grades: (await registers.listGrades(ctx.tx, enterprise.id)).reverse(),
    changes: changesOf(await files.listVersions(ctx.tx, enterprise.id)),
    possibleDuplicates: await duplicatesOf(ctx, enterprise),
  }
})

/** Cleans and judges fields; throws Invalid with every complaint at once. */
function judged(typed: TypedFields, ctx: Ctx): EnterpriseFields {
  const fields = cleanFields(typed)
  const complaints = whyNotFields(fields, {
    scope: ctx.asker.region,
    isRegion: reference.isRegion,
    isIndustry: reference.isIndustry,
  })
  if (complaints.length > 0 || !hasModelWords(fields)) throw new Invalid(complaints)
  return fields
}

/** The code is held by a file that this asker may or may not see; which one is not told. */
const codeTaken = (creditCode: string) =>
  new Refused([
    no(
      'credit-code-taken',
      { creditCode },
      '统一社会信用代码{creditCode}已有档案',
      '请先检索本地档案；检索不到时由上级部门查询，企业迁址的请原登记地更新所在地',
    ),
  ])

const originsOf = (fields: readonly string[], ctx: Ctx) =>
  Object.fromEntries(fields.map((field) => [field, { source: BY_HAND, on: ctx.today }]))

const createEnterprise = serve(contract.createEnterprise, async ({ id = randomUUID(), ...typed }, ctx) => {
  const fields = judged(typed, ctx)
  const enterprise: Enterprise = { ...fields, id, origins: originsOf(Object.keys(fields), ctx), version: 1 }
  ctx.concerns('enterprise', id)
  const added = await createEnterprises(ctx.tx, [enterprise], {
    at: ctx.at,
    byId: ctx.asker.id,
    byName: ctx.asker.name,
    source: BY_HAND,
  })
  if (added.size === 0) throw codeTaken(fields.creditCode)
  return enterprise
})

/** The live file in the version that the caller saw, locked. */
async function lockVersion(ctx: Ctx, id: string, version: number): Promise<Enterprise> {
  const enterprise = await files.lockEnterprise(ctx.tx, id)
  if (!enterprise) throw new NotFound('enterprise')
  if (enterprise.version !== version)
    throw new Conflict('企业档案已被他人修改，请刷新后核对再保存，您填写的内容不会丢失')
  return enterprise
}

const isUniqueViolation = (error: unknown) => error instanceof Error && 'code' in error && error.code === '23505'

async function saveFile(ctx: Ctx, next: Enterprise, reason: string): Promise<void> {
  const by = { at: ctx.at, byId: ctx.asker.id, byName: ctx.asker.name, source: BY_HAND, reason }
  const saved = await files.updateEnterprises(ctx.tx, [next], by).catch((error: unknown) => {
    throw isUniqueViolation(error) ? codeTaken(next.creditCode) : error
  })
  if (!saved.has(next.id)) throw new Conflict('企业档案已被他人修改，请刷新后再保存')
}

/** Records the grade from its date on, when grade or high-risk flag changed, and tells planning. */
async function recordGrade(
  ctx: Ctx,
  next: Enterprise,
  change: { changes: readonly FieldChange[]; effectiveFrom: LawDate; reason: string },
) {
  if (!change.changes.some(({ field }) => field === 'grade' || field === 'highRisk')) return
  const last = (await registers.listGrades(ctx.tx, next.id)).at(-1)?.effectiveFrom ?? null
  const complaints = whyNotEffective({ effectiveFrom: change.effectiveFrom, last, today: ctx.today })
  if (complaints.length > 0) throw new Invalid(complaints)
  await registers.insertGrades(ctx.tx, [
    {
      enterpriseId: next.id,
      region: next.region,
      grade: next.grade,
      highRisk: next.highRisk,
      effectiveFrom: change.effectiveFrom,
      reason: change.reason,
      recordedBy: ctx.asker.name,
      recordedAt: ctx.at,
    },
  ])
  await ctx.emit({
    name: 'registry.grade-changed',
    payload: { enterpriseId: next.id, effectiveFrom: change.effectiveFrom },
  })
}

const updateEnterprise = serve(
  contract.updateEnterprise,
  async ({ id, version, reason, effectiveFrom, ...given }, ctx) => {
    const current = await lockVersion(ctx, id, version)
    ctx.concerns('enterprise', id)
    const typed = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    ) as Partial<TypedFields>
    // The form shows the masked number: one that comes back so was not changed.
    if (typed.phone === maskedPhone(current.phone)) delete typed.phone
    const fields = judged({ ...fieldsOf(current), ...typed }, ctx)
    const changes = changesBetween(fieldsOf(current), fields)
    if (changes.length === 0) return current
    const complaints = [...whyNotByHand(changes), ...whyUnexplained(changes, reason)]
    if (complaints.length > 0) throw new Invalid(complaints)
    const names = changes.map(({ field }) => field)
    const next: Enterprise = {
      ...fields,
      id,
      version: version + 1,
      origins: { ...current.origins, ...originsOf(names, ctx) },
    }
    ctx.note({ fields: names })
    await saveFile(ctx, next, reason ?? '')
    await recordGrade(ctx, next, { changes, effectiveFrom: effectiveFrom ?? ctx.today, reason: reason ?? '' })
    return next
  },
)

const addLicence = serve(contract.addLicence, async ({ id, ...licence }, ctx) => {
  const enterprise = await getEnterprise(ctx.tx, id)
  ctx.concerns('enterprise', enterprise.id)
  if (licence.validFrom > licence.validTo) throw new Invalid([{ field: 'validTo', says: '有效期止应不早于有效期起' }])
  const added = { ...licence, id: randomUUID() }
  await registers.insertLicence(ctx.tx, { enterprise: enterprise.id, region: enterprise.region, licence: added })
  return added
})

const mergeEnterprises = serve(
  contract.mergeEnterprises,
  async ({ id, version, other: otherId, otherVersion, take, reason }, ctx) => {
    // Locked in one order, so that two people who merge the same pair crosswise do not wait for each other.
    await files.lockEnterprises(ctx.tx, [id, otherId])
    const kept = await lockVersion(ctx, id, version)
    const other = await lockVersion(ctx, otherId, otherVersion)
    ctx.concerns('enterprise', id)
    ctx.note({ absorbed: otherId, take })
    unlessRefused(whyNotMerge(kept, other, take))
    const next = merged(kept, other, take)
    const by = { at: ctx.at, byId: ctx.asker.id, byName: ctx.asker.name, source: '合并', reason }
    await files.retireEnterprise(ctx.tx, other, id, by)
    await saveFile(ctx, next, reason)
    await recordGrade(ctx, next, {
      changes: changesBetween(fieldsOf(kept), fieldsOf(next)),
      effectiveFrom: ctx.today,
      reason,
    })
    await files.insertMerge(ctx.tx, { kept: id, absorbed: otherId, region: next.region, take, by })
    await ctx.emit({ name: 'registry.merged', payload: { keptId: id, absorbedId: otherId } })
    return next
  },
)

const getDoorCode = serve(contract.getDoorCode, async ({ id, format, base }, ctx) => {
  const enterprise = await getEnterprise(ctx.tx, id)
  ctx.concerns('enterprise', enterprise.id)
  const token = await doorTokenOf(ctx.tx, { enterprise, at: ctx.at, by: ctx.asker.name })
  const text = base ? new URL(`/field/door/${token}`, base).href : `/field/door/${token}`
  // Level Q still reads with a quarter of the code scratched or dirty, as codes on factory doors are.
  const options = { errorCorrectionLevel: 'Q', margin: 4, width: 720 } as const
  const name = `企业码-${enterprise.creditCode}.${format}`
  return format === 'png'
    ? { name, mime: 'image/png', bytes: await QRCode.toBuffer(text, options), inline: true }
    : {
        name,
        mime: 'image/svg+xml',
        bytes: Buffer.from(await QRCode.toString(text, { ...options, type: 'svg' })),
        inline: true,
      }
})

const replaceDoorCode = serve(contract.replaceDoorCode, async ({ id, reason }, ctx) => {
  const enterprise = await getEnterprise(ctx.tx, id)
  ctx.concerns('enterprise', enterprise.id)
  ctx.note({ reason })
  await registers.replaceDoorTokens(ctx.tx, enterprise.id, ctx.at)
  return { token: await doorTokenOf(ctx.tx, { enterprise, at: ctx.at, by: ctx.asker.name }) }
})

const openDoor = serve(contract.openDoor, async ({ token }, ctx) => {
  const enterprise = await findByDoorToken(ctx.tx, token)
  if (!enterprise) throw new NotFound('enterprise')
  ctx.concerns('enterprise', enterprise.id)
  return enterprise
})

const checkOperator = serve(contract.checkOperator, async ({ name, identity, enterpriseId }, ctx) => {
  const { tx, at, today, note } = ctx
  const number = normalizedIdentityNumber(identity)
  const complaint = whyNoIdentityNumber(number)
  if (complaint) throw new Invalid([{ field: 'identity', says: complaint }])
  const found = await findOperatorCertificates(tx, { name, identity: number })
  if (enterpriseId && found.length > 0) {
    const { id } = await getEnterprise(tx, enterpriseId)
    ctx.concerns('enterprise', id)
    await registers.noteCertificates(tx, { enterpriseId: id, ids: found.map((one) => one.id), at, by: ctx.asker.id })
  }
  const certificates = found.map((certificate) => ({ ...certificate, verdict: verdictOn(certificate, today) }))
  const verdict: CertificateVerdict | 'not-found' = bestVerdict(certificates.map((one) => one.verdict)) ?? 'not-found'
  note({ verdict, certificates: certificates.map(({ id }) => id) })
  return { askedAt: at, holder: name, identityMasked: maskedIdentityNumber(number), verdict, certificates }
})

const listRegions = serve(contract.listRegions, async ({ parent }) => ({ regions: reference.listRegions(parent) }))

const listIndustries = serve(contract.listIndustries, async ({ parent, q }) => ({
  industries: reference.listIndustries({ parent, q }),
}))

export const routes: readonly Route[] = [
  listEnterprises,
  exportEnterprises,
  getFile,
  createEnterprise,
  updateEnterprise,
  addLicence,
  mergeEnterprises,
  getDoorCode,
  replaceDoorCode,
  openDoor,
  checkOperator,
  listRegions,
  listIndustries,
  ...importRoutes,
  ...accountRoutes,
  ...conductRoutes,
  ...unmaskRoutes,
]
