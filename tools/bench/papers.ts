import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findTemplateOn } from '../../src/contexts/document/render/catalogue.ts'
import { faceOf, renderDocx, renderPdf, type Content } from '../../src/contexts/document/render.ts'
import { aBureau } from '../../src/contexts/document/fixtures.ts'
import { sampleData } from '../../src/contexts/document/rules/sample.ts'
import type { Template } from '../../src/contexts/document/model.ts'
import { sheetOf, type Block } from '../../src/contexts/document/rules/sheet.ts'
import { launchBrowser } from '../../tests/support/browser.ts'
import { machine, percentile, round, type Measured } from './shared-data.ts'

const FORM = 'D34'
const ON = '2026-03-06'
const WARM_UP = 20
const OURS = 200
const PEERS = 20
const FONTS = resolve(import.meta.dirname, '../../node_modules/@expo-google-fonts/noto-serif-sc/400Regular')

const contentOf = (template: Template, nth: number): Content => ({
  bureau: aBureau(),
  data: sampleData(template, {
    facts: `第${nth}件。`.padEnd(320, '检查发现特种作业人员未持证上岗，当事人已当场签收。'),
  }),
  number: `（东）应急罚〔2026〕${nth}号`,
  issuedAt: '2026-03-06T08:00:00.000Z',
  verifyUrl: `https://example.org/portal/verify/${nth}`,
  verifyToken: `TOKEN${nth}`,
})

const wordsOf = (block: Block): string => {
  if (block.kind === 'text' || block.kind === 'note') return block.runs.map(({ text }) => text).join('')
  if (block.kind === 'lines') {
    return block.rows
      .flat()
      .map(({ label, runs }) => `${label}${runs.map(({ text }) => text).join('')}`)
      .join('　')
  }
  return block.kind === 'closing' ? `${block.organ} ${block.date}` : ''
}

/** The words of the same paper as a page of HTML with the same typeface, without seal, code and signatures. */
function htmlOf(template: Template, content: Content): string {
  const { organ, title, number, blocks } = sheetOf(faceOf(template, content))
  const face = `@font-face{font-family:S;src:url(${pathToFileURL(FONTS)}/NotoSerifSC_400Regular.ttf)}`
  const body = blocks.map((block) => `<p>${wordsOf(block)}</p>`).join('')
  return `<!doctype html><meta charset="utf-8"><style>${face}body{font:16pt/1.75 S}</style><h2>${organ}</h2><h1>${title}</h1><p>${number}</p>${body}`
}

async function timed(count: number, make: (nth: number) => unknown): Promise<number[]> {
  const took: number[] = []
  for (let nth = 1; nth <= count; nth += 1) {
    const start = performance.now()
    await make(nth)
    took.push(performance.now() - start)
  }
  return took
}

const perSecond = (took: readonly number[]) => ({
  papersPerSecond: round(1000 / percentile(took, 0.5), 1),
  medianMs: round(percentile(took, 0.5), 2),
})

/** One warm browser prints each paper from a page that is loaded for it, as a server of papers would. */
async function inChromium(template: Template, folder: string): Promise<number[]> {
  const ends: (() => unknown)[] = []
  const browser = await launchBrowser({ after: (end) => ends.push(end) })
  const page = await browser.newPage()
  const took = await timed(PEERS, async (nth) => {
    const path = join(folder, 'paper.html')
    await writeFile(path, htmlOf(template, contentOf(template, nth)))
    await page.goto(String(pathToFileURL(path)))
    await page.pdf({ format: 'A4', path: join(folder, 'chromium.pdf') })
  })
  for (const end of ends) await end()
  return took.slice(1)
}

/** All papers in one call of LibreOffice, which is kinder to it than one call a paper; null where it is not installed. */
async function inLibreOffice(template: Template, folder: string): Promise<number[] | null> {
  if (spawnSync('soffice', ['--version']).status !== 0) return null
  const names = await Promise.all(
    Array.from({ length: PEERS }, async (_, nth) => {
      const path = join(folder, `${nth}.docx`)
      await writeFile(path, await renderDocx(template, contentOf(template, nth + 1)))
      return path
    }),
  )
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`
  const convert = (paths: readonly string[]) =>
    spawnSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...paths])
  convert(names.slice(0, 1)) // its first start makes the profile
  const start = performance.now()
  const { status } = convert(names)
  return status === 0 ? [(performance.now() - start) / names.length] : null
}

/** `bench papers`: the penalty decision of two pages, ours against headless Chromium and LibreOffice in the same run. */
export async function papers(): Promise<Measured> {
  const template = findTemplateOn(FORM, ON)
  if (!template) throw new Error(`no form ${FORM} on ${ON}`)
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-papers-'))
  try {
    let pages = 0
    const draw = (nth: number) => {
      pages = renderPdf(template, contentOf(template, nth)).pages
    }
    await timed(WARM_UP, draw)
    const ours = perSecond(await timed(OURS, draw))
    const chromium = perSecond(await inChromium(template, folder))
    const office = await inLibreOffice(template, folder)
    const libreOffice = office ? perSecond(office) : null
    const fastest = Math.max(chromium.papersPerSecond, libreOffice?.papersPerSecond ?? 0)
    return {
      name: 'papers',
      dataset: `${template.name}, ${pages} pages; ${OURS} of ours, ${PEERS} of each peer`,
      ours,
      peer: { chromium, libreOffice: libreOffice ?? 'not installed' },
      ratio: round(ours.papersPerSecond / fastest, 1),
      machine: machine(),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
