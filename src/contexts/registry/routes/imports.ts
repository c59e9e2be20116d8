import { randomUUID } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'
import { Invalid, NotFound } from '../../../kernel/answer.ts'
import { normalizedCreditCode } from '../../../kernel/credit-code.ts'
import { no, Refused } from '../../../kernel/refusal.ts'
import { sha256Of } from '../../../platform/files.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import * as contract from '../contract.ts'
import { IMPORT_STATES, type Enterprise, type ImportBatch } from '../model.ts'
import { createEnterprises } from '../public.ts'
import { nameKey } from '../rules/duplicates.ts'
import {
  changesBetween,
  cleanText,
  FIELD_LABELS,
  fieldsOf,
  normalizedRegion,
  type FieldName,
  type Known,
} from '../rules/enterprise-fields.ts'
import { columnsOf, judgeRow, whyNoTable } from '../rules/import-rows.ts'
import * as files from '../store/enterprises.ts'
import * as imports from '../store/imports.ts'
import * as reference from '../store/reference.ts'
import * as registers from '../store/registers.ts'
import { readSheet, type Sheet } from '../store/sheet.ts'

const ROWS_SHOWN = 200
const PAGE = 1_000

type Table = { readonly lines: Sheet['lines']; readonly columns: ReadonlyMap<FieldName, number>; readonly known: Known }

const cellOf = (cells: readonly string[], columns: Table['columns'], field: FieldName) =>
  cells[columns.get(field) ?? -1] ?? ''

/** Judges every line against the files there are, a page of lines at a time. Writes nothing. */
async function judgeAll(ctx: Ctx, { lines, columns, known }: Table): Promise<imports.KeptRow[]> {
  const seen = new Map<string, number>()
  const rows: imports.KeptRow[] = []
  for (let from = 0; from < lines.length; from += PAGE) {
    const page = lines.slice(from, from + PAGE).map(({ line, cells }) => ({
      line,
      cells,
      code: normalizedCreditCode(cellOf(cells, columns, 'creditCode')),
      key: nameKey(cleanText(cellOf(cells, columns, 'name'))),
      county: normalizedRegion(cellOf(cells, columns, 'region')).slice(0, 6),
    }))
    const existing = new Map(
      (
        await files.findByCreditCodes(
          ctx.tx,
          page.map(({ code }) => code),
        )
      ).map((file) => [file.creditCode, file]),
    )
    const namesakes = Map.groupBy(
      await files.findByNameKeys(
        ctx.tx,
        ctx.asker,
        page.map(({ key }) => key),
      ),
      (file) => file.nameKey,
    )
    for (const { line, cells, code, key, county } of page) {
      const others = (namesakes.get(key) ?? []).filter(
        (file) => file.creditCode !== code && file.region.startsWith(county),
      )
      const judged = judgeRow({
        cells,
        columns,
        known,
        existing: existing.get(code) ?? null,
        namesakes: others.map((file) => file.creditCode),
        codesAbove: seen.get(code) ?? null,
      })
      if (code !== '' && !seen.has(code)) seen.set(code, line)
      rows.push({ ...judged, line, versionAfter: null })
    }
  }
  return rows
}

const startImport = serve(contract.startImport, async ({ source }, ctx) => {
  if (!ctx.upload) throw new Invalid([{ field: 'file', says: '没有收到文件，请选择文件后再提交' }])
  const sheet = await readSheet(ctx.upload)
  const { columns, ignored } = columnsOf(sheet.headings)
  const complaints = whyNoTable(columns)
  if (complaints.length > 0) throw new Invalid(complaints)
  const known = { scope: ctx.asker.region, isRegion: reference.isRegion, isIndustry: reference.isIndustry }
  const rows = await judgeAll(ctx, { lines: sheet.lines, columns, known })
  const id = randomUUID()
  await imports.insertBatch(ctx.tx, {
    id,
    region: ctx.asker.region,
    fileName: cleanText(ctx.upload.name).slice(0, 200),
    fileSha256: sha256Of(ctx.upload.bytes),
    source,
    ignoredColumns: ignored,
    at: ctx.at,
    by: ctx.asker.name,
  })
  for (let from = 0; from < rows.length; from += PAGE) {
    await imports.insertRows(ctx.tx, { batch: id, region: ctx.asker.region, rows: rows.slice(from, from + PAGE) })
  }
  const batch = await getBatch(ctx, id)
  ctx.note({ source, ...batch.counts })
  return { batch, rows: rows.slice(0, ROWS_SHOWN) }
})

async function getBatch(ctx: Ctx, id: string): Promise<ImportBatch> {
  ctx.concerns('import', id)
  const batch = await imports.findBatch(ctx.tx, id)
  if (!batch) throw new NotFound('import')
  return batch
}

const listImports = serve(contract.listImports, async (_, { tx, asker }) => ({
  batches: await imports.listBatches(tx, asker),
}))

const getImport = serve(contract.getImport, async ({ id, after, verdict }, ctx) => ({
  batch: await getBatch(ctx, id),
  rows: await imports.listRows(ctx.tx, { batch: id, after, limit: ROWS_SHOWN, verdict }),
}))

/** Locks the import in the state that the act needs, or refuses with the state it is in. */
async function lockInState(ctx: Ctx, id: string, needs: ImportBatch['state']): Promise<ImportBatch> {
  const state = await imports.lockBatch(ctx.tx, id)
  if (!state) throw new NotFound('import')
  if (state === needs) return getBatch(ctx, id)
  const facts = { is: IMPORT_STATES[state], needs: IMPORT_STATES[needs] }
  throw new Refused([
    no('wrong-state', facts, '该批次当前为“{is}”，不能办理', '只有“{needs}”的批次可以办理，请刷新列表'),
  ])
}

const refusedRow = (line: number, says: string): imports.Outcome => ({
  line,
  verdict: 'refused',
  reasons: [{ field: 'creditCode', says }],
  enterpriseId: null,
  versionAfter: null,
})

const authorOf = (ctx: Ctx, source: string, reason: string) => ({
  at: ctx.at,
  byId: ctx.asker.id,
  byName: ctx.asker.name,
  source,
  reason,
})

const originsOf = (fields: readonly string[], batch: ImportBatch, on: string) =>
  Object.fromEntries(fields.map((field) => [field, { source: batch.source, on }]))

async function writeNew(ctx: Ctx, batch: ImportBatch, rows: readonly imports.KeptRow[]): Promise<imports.Outcome[]> {
  const made = rows.flatMap(({ line, fields }) =>
    fields
      ? [
          {
            line,
            enterprise: {
              ...fields,
              id: randomUUID(),
              version: 1,
              origins: originsOf(Object.keys(fields), batch, ctx.today),
            } satisfies Enterprise,
          },
        ]
      : [],
  )
  const added = await createEnterprises(
    ctx.tx,
    made.map(({ enterprise }) => enterprise),
    authorOf(ctx, batch.source, '批量导入'),
  )
  return made.map(({ line, enterprise }) =>
    added.has(enterprise.id)
      ? { line, verdict: 'create', reasons: [], enterpriseId: enterprise.id, versionAfter: 1 }
      : refusedRow(line, '该统一社会信用代码已有档案（可能由其他地区登记，或在预览之后登记），请检索后核实'),
  )
}

async function writeChanged(
  ctx: Ctx,
  batch: ImportBatch,
  rows: readonly imports.KeptRow[],
): Promise<imports.Outcome[]> {
  const ids = rows.flatMap(({ enterpriseId }) => (enterpriseId ? [enterpriseId] : []))
  const current = new Map((await files.lockEnterprises(ctx.tx, ids)).map((file) => [file.id, file]))
  const made = rows.flatMap(({ line, fields, enterpriseId, versionBefore }) => {
    const file = current.get(enterpriseId ?? '')
    if (!fields || !file || file.version !== versionBefore) return []
    const names = changesBetween(fieldsOf(file), fields).map(({ field }) => field)
    const next: Enterprise = {
      ...file,
      ...fields,
      version: file.version + 1,
      origins: { ...file.origins, ...originsOf(names, batch, ctx.today) },
    }
    return [{ line, file, next }]
  })
  const saved = await files.updateEnterprises(
    ctx.tx,
    made.map(({ next }) => next),
    authorOf(ctx, batch.source, '批量导入'),
  )
  await recordGrades(
    ctx,
    made.filter(({ next }) => saved.has(next.id)),
    '批量导入',
  )
  const writtenLines = new Map(made.filter(({ next }) => saved.has(next.id)).map(({ line, next }) => [line, next]))
  return rows.map(({ line }) => {
    const next = writtenLines.get(line)
    return next
      ? { line, verdict: 'update', reasons: [], enterpriseId: next.id, versionAfter: next.version }
      : refusedRow(line, '预览之后该企业档案已被修改，请重新导入这一行')
  })
}

/** A grade or high-risk flag that comes with a file counts from the day it is written (ENT-03). */
const recordGrades = (ctx: Ctx, written: readonly { file: Enterprise; next: Enterprise }[], reason: string) =>
  registers.insertGrades(
    ctx.tx,
    written
      .filter(({ file, next }) => file.grade !== next.grade || file.highRisk !== next.highRisk)
      .map(({ next }) => ({
        enterpriseId: next.id,
        region: next.region,
        grade: next.grade,
        highRisk: next.highRisk,
        effectiveFrom: ctx.today,
        reason,
        recordedBy: ctx.asker.name,
        recordedAt: ctx.at,
      })),
  )

const confirmImport = serve(contract.confirmImport, async ({ id }, ctx) => {
  const batch = await lockInState(ctx, id, 'previewed')
  for (let after = 0; ; ) {
    const rows = await imports.listRows(ctx.tx, { batch: id, after, limit: PAGE })
    const last = rows.at(-1)
    if (!last) break
    await imports.saveOutcomes(ctx.tx, id, [
      ...(await writeNew(
        ctx,
        batch,
        rows.filter(({ verdict }) => verdict === 'create'),
      )),
      ...(await writeChanged(
        ctx,
        batch,
        rows.filter(({ verdict }) => verdict === 'update'),
      )),
    ])
    after = last.line
  }
  await imports.saveState(ctx.tx, { id, state: 'confirmed' })
  const confirmed = await getBatch(ctx, id)
  ctx.note(confirmed.counts)
  return confirmed
})

const NAMED_MAX = 5

const undoImport = serve(contract.undoImport, async ({ id, reason }, ctx) => {
  await lockInState(ctx, id, 'confirmed')
  const written = await imports.listWritten(ctx.tx, id)
  const touched = written.filter(({ isUntouched }) => !isUntouched)
  if (touched.length > 0) {
    const facts = {
      count: touched.length,
      names: touched
        .slice(0, NAMED_MAX)
        .map(({ name, line }) => `第${line}行${name}`)
        .join('、'),
    }
    throw new Refused([
      no(
        'import-used-since',
        facts,
        '导入之后已有{count}家企业的档案被修改、合并或撤回：{names}',
        '请逐户更正，不能整批撤销',
      ),
    ])
  }
  const created = written.filter(({ verdict }) => verdict === 'create')
  await files.withdrawEnterprises(
    ctx.tx,
    created.map(({ enterpriseId, versionAfter }) => ({ id: enterpriseId, version: versionAfter })),
  )
  await takeBack(
    ctx,
    written.filter(({ verdict }) => verdict === 'update'),
    reason,
  )
  await imports.saveState(ctx.tx, { id, state: 'undone', undoReason: reason })
  ctx.note({ withdrawn: created.length, restored: written.length - created.length })
  return getBatch(ctx, id)
})

/** Gives files the values they had before the import, as a new version. */
async function takeBack(ctx: Ctx, rows: readonly imports.Written[], reason: string): Promise<void> {
  for (let from = 0; from < rows.length; from += PAGE) {
    const page = rows.slice(from, from + PAGE)
    const before = await files.findVersions(
      ctx.tx,
      page.map(({ enterpriseId, versionBefore }) => ({ id: enterpriseId, version: versionBefore ?? 0 })),
    )
    const current = new Map(
      (
        await files.lockEnterprises(
          ctx.tx,
          page.map(({ enterpriseId }) => enterpriseId),
        )
      ).map((file) => [file.id, file]),
    )
    const pairs = before.flatMap(({ content }) => {
      const file = current.get(content.id)
      return file ? [{ file, next: { ...content, version: file.version + 1 } }] : []
    })
    const saved = await files.updateEnterprises(
      ctx.tx,
      pairs.map(({ next }) => next),
      authorOf(ctx, '撤销导入', reason),
    )
    if (saved.size !== page.length) throw new Error('an import could not be taken back as a whole')
    await recordGrades(ctx, pairs, '撤销导入')
  }
}

const TEMPLATE_FIELDS = Object.values(FIELD_LABELS)

const getImportTemplate = serve(contract.getImportTemplate, async () => ({
  name: '企业导入模板.csv',
  mime: 'text/csv; charset=utf-8',
  bytes: Buffer.from(stringify([TEMPLATE_FIELDS], { bom: true })),
}))

export const routes: readonly Route[] = [
  startImport,
  listImports,
  getImport,
  confirmImport,
  undoImport,
  getImportTemplate,
]
