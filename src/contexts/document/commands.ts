import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Invalid } from '../../kernel/answer.ts'
import { lawDateOf, type Instant } from '../../kernel/time.ts'
import { systemClock } from '../../platform/clock.ts'
import { openDatabase } from '../../platform/db.ts'
import { openLog } from '../../platform/log.ts'
import { PaperBureau, Signature } from './model.ts'
import { renderDocx, renderPdf, type Content } from './render.ts'
import { findTemplateOn } from './render/catalogue.ts'
import { refusesPaper } from './rules/field-rules.ts'
import { tokenInFile, verificationOf } from './rules/verification.ts'
import * as store from './store.ts'

/** What `document render` reads: the fields of the form, bare or under `data` with what else stands on the paper. */
const Draft = z.object({
  data: z.record(z.string(), z.unknown()),
  bureau: PaperBureau.default({ region: '44', name: '（机关名称）', shortName: '　' }),
  number: z.string().nullable().default(null),
  signatures: z.array(Signature).default([]),
  issuedAt: z.iso.datetime().optional(),
})

async function draftOf(path: string) {
  const value: unknown = JSON.parse(await readFile(path, 'utf8'))
  const isWhole = typeof value === 'object' && value !== null && 'data' in value
  const parsed = Draft.safeParse(isWhole ? value : { data: value })
  if (parsed.success) return parsed.data
  throw new Invalid(parsed.error.issues.map(({ path: at, message }) => ({ field: at.join('.'), says: message })))
}

/**
 * `document render <template code> <data.json> -o out.pdf`: one paper without seal and code, as PDF, or as DOCX when
 * the name ends so.
 * Answers with what stands against issuing it; a draft is drawn all the same. Needs no database.
 */
export async function render(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { output: { type: 'string', short: 'o' } },
  })
  const [code, path] = positionals
  if (!code || !path || !values.output) throw usage('document render <template code> <data.json> -o out.pdf')
  const { issuedAt = systemClock.now(), ...draft } = await draftOf(path)
  const template = findTemplateOn(code, lawDateOf(issuedAt))
  if (!template)
    throw new Invalid([{ field: 'template', says: `没有在 ${lawDateOf(issuedAt)} 有效的文书式样 ${code}` }])
  const content: Content = { ...draft, issuedAt }
  const asDocx = values.output.endsWith('.docx')
  const drawn = asDocx ? { bytes: await renderDocx(template, content), pages: null } : pdfOf(template, content)
  await writeFile(values.output, drawn.bytes)
  return {
    template: template.code,
    name: template.name,
    output: values.output,
    pages: drawn.pages,
    sha256: createHash('sha256').update(drawn.bytes).digest('hex'),
    refusals: refusesPaper({ template, data: draft.data, on: lawDateOf(issuedAt) }),
  }
}

function pdfOf(...order: Parameters<typeof renderPdf>) {
  const { pdf, pages } = renderPdf(...order)
  return { bytes: pdf, pages }
}

/** The command line tells wrong usage from failure by this kind of error. */
const usage = (text: string) => Object.assign(new TypeError(`usage: ${text}`), { code: 'ERR_PARSE_ARGS_MISSING' })

async function openStore(dataDir: string): Promise<{ url: string; stop(): Promise<void> } | null> {
  const url = process.env['DATABASE_URL']
  if (url) return { url, stop: async () => undefined }
  if (!existsSync(join(dataDir, 'postgres'))) return null
  const { startEmbedded } = await import('../../platform/embedded-postgres.ts')
  return startEmbedded({ dataDir: join(dataDir, 'postgres'), log: openLog('warn'), share: true })
}

export type FileVerdict = {
  readonly ok: boolean
  readonly number: string | null
  readonly issuedBy: string | null
  readonly issuedAt: Instant | null
  readonly why: string
}

/**
 * `document verify <file.pdf> [--data DIR]`: whether the file is, byte for byte, a paper that this installation issued
 * and not corrected.
 */
export async function verify(args: string[]): Promise<FileVerdict> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { data: { type: 'string' } } })
  const [path] = positionals
  if (!path) throw usage('document verify <file.pdf> [--data DIR]')
  const bytes = await readFile(path)
  const opened = await openStore(resolve(values.data ?? process.env['PLUMBLINE_DATA'] ?? '.plumbline'))
  if (!opened)
    return { ok: false, number: null, issuedBy: null, issuedAt: null, why: '没有找到本系统的数据库，无法核对' }
  const db = openDatabase(opened.url, 1)
  try {
    return await db.transaction({ region: 'none' }, async (tx) => {
      const same = await store.findVerification(tx, {
        token: null,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })
      const token = same ? null : tokenInFile(bytes.toString('latin1'))
      const paper = same ?? (token ? await store.findVerification(tx, { token, sha256: null }) : null)
      const verdict = verificationOf(paper, same !== null)
      return {
        ok: verdict.genuine && verdict.state !== 'corrected',
        number: verdict.number,
        issuedBy: verdict.bureau,
        issuedAt: paper?.issuedAt ?? null,
        why: verdict.says,
      }
    })
  } finally {
    await db.close()
    await opened.stop()
  }
}
