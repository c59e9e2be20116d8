/** The commands as a stranger calls them: a process, JSON in, JSON out, an exit code. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const CLI = join(import.meta.dirname, '../../cli.ts')
const folder = mkdtempSync(join(tmpdir(), 'plumbline-law-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function law(args: string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'law', ...args, '--json'], {
    input,
    encoding: 'utf8',
    env: { ...process.env, PLUMBLINE_DATA: folder },
  })
  return {
    status,
    lines: stdout
      .trim()
      .split('\n')
      .map((line) => (line ? JSON.parse(line) : null)),
    stderr,
  }
}
const one = (args: string[], input: unknown) => law(args, JSON.stringify(input))

const WELDERS = {
  actDate: '2025-02-10',
  decisionDate: '2025-03-18',
  region: '44',
  subject: 'enterprise',
  acts: [{ violation: 'AQ-97-7', stage: 'first', quantity: 2 }],
  party: { kind: 'enterprise', lastViolations: [] },
}

test('law penalty: a case in, the range, tier, amount and procedure out, in yuan', () => {
  const {
    status,
    lines: [answer],
  } = one(['penalty'], WELDERS)
  const [act] = answer.perAct
  assert.equal(status, 0)
  assert.deepEqual(
    [act.violation, act.law, act.article, act.version],
    ['AQ-97-7', '中华人民共和国安全生产法', '第九十七条第（七）项', '2021修正'],
  )
  assert.deepEqual(
    [act.range, act.tier, act.band, act.suggested],
    [{ min: 0, max: 100_000, unit: 'CNY' }, 'B', { min: 30_000, max: 70_000 }, 50_000],
  )
  assert.deepEqual([act.exempt, act.measures, answer.total, answer.persons], [null, ['责令限期改正'], 50_000, []])
  assert.deepEqual(
    [answer.procedure.hearing, answer.procedure.legalReview, answer.procedure.collectiveDiscussion],
    [true, true, true],
  )
  assert.ok(act.because.every((line: string) => line.startsWith('【')))
})

test('law penalty --batch: one answer a line, a refused and a broken line in their places', () => {
  const unknown = { ...WELDERS, acts: [{ violation: 'AQ-999' }] }
  const { status, lines } = law(
    ['penalty', '--batch'],
    `${JSON.stringify(WELDERS)}\n${JSON.stringify(unknown)}\nnot json\n{"actDate":"2025"}\n`,
  )
  assert.deepEqual([status, lines.length], [0, 4])
  assert.equal(lines[0].total, 50_000)
  assert.equal(lines[1].refusals[0].code, 'unknown-violation')
  assert.match(lines[2].error.fields[0].says, /JSON/)
  assert.ok(lines[3].error.fields.some(({ field }: { field: string }) => field === 'actDate'))
})

test('law penalty: a region with trailing zeros is the same region; a refusal leaves with 1', () => {
  assert.equal(one(['penalty'], { ...WELDERS, region: '440000' }).lines[0].total, 50_000)
  const refused = one(['penalty'], { ...WELDERS, acts: [] })
  assert.deepEqual([refused.status, refused.lines[0].refusals[0].code], [1, 'no-acts'])
})

test('law deadline: the due date, the counted days and the article', () => {
  const {
    status,
    lines: [answer],
  } = one(['deadline'], { rule: 'D-16', start: '2026-03-05' })
  assert.deepEqual([status, answer.due, answer.unit, answer.counted.length], [0, '2026-03-12', 'WD', 5])
  assert.match(answer.basis, /行政处罚法》第六十四条/)
  assert.equal(one(['deadline'], { rule: 'D-99', start: '2026-03-05' }).status, 1)
})

test('law deadline: the special clocks answer with their amounts and days', () => {
  const surcharge = one(['deadline'], {
    rule: 'D-26',
    start: '2026-03-24',
    fine: 30_000,
    asOf: '2026-05-13',
    frozen: [{ from: '2026-04-03', to: '2026-05-13' }],
  }).lines[0]
  assert.deepEqual([surcharge.amount, surcharge.days], [8_100, 9])
  assert.equal(
    one(['deadline'], { rule: 'D-17', start: '2026-03-30', served: '2026-03-18', calendar: 'weekends' }).lines[0]
      .earliestHearing,
    '2026-03-30',
  )
  assert.equal(
    one(['deadline'], { rule: 'D-19', start: '2026-03-05', defence: { n: 3, unit: 'WD' } }).lines[0].opens,
    '2026-03-13',
  )
  assert.equal(one(['deadline'], { rule: 'D-07', start: '2026-03-09T10:00' }).lines[0].due, '2026-03-10T10:00+08:00')
})

test('law caps: allowed below the cap, refused at it, with the article', () => {
  const visits = Array.from({ length: 8 }, (_, at) => ({ date: `2026-0${at + 1}-05`, reason: 'plan' }))
  const ask = {
    enterprise: { highRisk: true, grade: 3 },
    year: 2026,
    visits,
    proposed: { date: '2026-11-20', reason: 'plan' },
  }
  const [refused] = one(['caps'], ask).lines
  assert.deepEqual(
    [refused.allowed, refused.remaining, refused.refusals[0].cites],
    [false, 0, { instrument: 'S000', article: 3 }],
  )
  assert.equal(one(['caps'], { ...ask, proposed: { date: '2026-11-20', reason: '投诉举报' } }).lines[0].allowed, true)
  assert.deepEqual(one(['caps'], { ...ask, visits: visits.slice(1) }).lines[0].remaining, 1)
  assert.equal(one(['caps'], { ...ask, proposed: { reason: 'because' } }).status, 1)
})

test('law import, then law article and law search read the library of the data folder', () => {
  assert.equal(law(['article', '演示法', '1']).lines[0].refusals[0].code, 'library-missing')
  const texts = join(folder, 'texts')
  mkdirSync(texts)
  writeFileSync(
    join(texts, '演示法_2024-01-01.md'),
    '# 演示法\n\n**第一条** 焊接作业应当清除易燃物。\n\n**第一条之一** 补充。',
  )
  const imported = law(['import', texts])
  assert.deepEqual(
    [imported.status, imported.lines[0]],
    [0, { laws: 1, articles: 2, added: 1, changed: 0, unchanged: 0, skipped: [] }],
  )
  const {
    lines: [article],
  } = law(['article', '演示法', '第一条', '--on', '2026-01-01'])
  assert.deepEqual(
    [article.law, article.article, article.version, article.text],
    ['演示法', '第一条', '2024-01-01', '焊接作业应当清除易燃物。'],
  )
  assert.equal(law(['article', '演示法', '1-1', '--on', '2026-01-01']).lines[0].text, '补充。')
  assert.equal(law(['article', '演示法', '1', '--on', '2023-12-31']).lines[0].refusals[0].code, 'article-not-found')
  assert.equal(law(['search', '焊接易燃物', '--kind', 'article']).lines[0][0].law, '演示法')
})

test('law search is narrowed by law and region; without a date it tells what a version has replaced', () => {
  const texts = join(folder, 'newer')
  mkdirSync(texts)
  writeFileSync(join(texts, '演示法_2025-01-01.md'), '# 演示法\n\n**第一条** 动火作业应当专人监护。')
  assert.equal(law(['import', texts]).status, 0)
  const found = (...more: string[]) =>
    law(['search', '焊接易燃物', '--kind', 'article', ...more]).lines[0].map(
      ({ id, until }: { id: string; until: string | null }) => [id, until],
    )
  assert.deepEqual(found()[0], ['演示法@2024-01-01#1', '2024-12-31'])
  assert.deepEqual(found('--on', '2024-12-31')[0], ['演示法@2024-01-01#1', null])
  assert.deepEqual(found('--on', '2025-01-01')[0], ['演示法@2025-01-01#1', null])
  assert.deepEqual(found('--law', '安法'), [])
  assert.equal(law(['search', '动火', '--region', '4']).lines[0].error.fields[0].field, 'region')
})

test('a wrong call prints the usage and leaves with 2', () => {
  assert.equal(law(['article', '演示法']).status, 2)
  assert.equal(law(['search']).status, 2)
  assert.equal(law(['penalty', '--colour']).status, 2)
})
