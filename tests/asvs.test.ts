/** docs/asvs.md says what holds each requirement of OWASP ASVS: what it names must be there. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT, textOf } from './support/source.ts'

const PAGE = 'docs/asvs.md'
const VERDICTS = ['held', 'held in part', 'not held', 'does not apply'] as const
/** How many requirements the standard has at each level, by its own list of version 5.0.0. */
const REQUIREMENTS = { 1: 70, 2: 184 } as const
const SUBJECT_WORDS = { min: 2, max: 8 } as const

type Line = {
  readonly id: string
  readonly level: number
  readonly subject: string
  readonly verdict: string
  readonly by: string
  readonly test: string
}

const linesOf = (page: string): Line[] =>
  [...page.matchAll(/^\| (V\d+\.\d+\.\d+) \| (\d) \| (.*?) \| (.*?) \| (.*?) \| (.*?) ?\|$/gm)].map(
    ([, id = '', level, subject = '', verdict = '', by = '', tests = '']) => ({
      id,
      level: Number(level),
      subject,
      verdict,
      by,
      test: tests,
    }),
  )

/** Files of this repository that a cell names; settings, headers and addresses stand in backticks as well. */
const filesIn = (cell: string) =>
  [...cell.matchAll(/`((?:src|tests|docs|deploy|tools|data|\.ci)\/[^`]+|[\w-]*\.[\w.-]+)`/g)].map(
    ([, path = '']) => path,
  )

const titlesOf = (file: string) =>
  existsSync(join(ROOT, file))
    ? [...textOf(file).matchAll(/\btest\(\s*(['"`])(.*?)\1,/gs)].map(([, , title = '']) => title)
    : []

/** Each test that a cell names, as file and title; `…` at the end stands for the rest of the title. */
const testsIn = (cell: string) =>
  [...cell.matchAll(/`([^`]+)` “([^”]+)”/g)].map(([, file = '', title = '']) => ({ file, title }))

const isThere = ({ file, title }: { file: string; title: string }) =>
  titlesOf(file).some((own) => (title.endsWith('…') ? own.startsWith(title.slice(0, -1)) : own === title))

/** Everything that is wrong with a page. */
function complaints(page: string): string[] {
  const lines = linesOf(page)
  const doubled = lines.filter(({ id }, at) => lines.findIndex((other) => other.id === id) !== at)
  const wrong = lines.flatMap((line) => {
    const { id, subject, verdict, by, test: cell } = line
    const words = subject.split(' ').length
    const named = [...filesIn(by), ...testsIn(cell).map(({ file }) => file)]
    const claims = verdict === 'held' || verdict === 'held in part'
    return [
      ...(VERDICTS.some((known) => known === verdict) ? [] : [`${id}: "${verdict}" is no verdict`]),
      ...(words >= SUBJECT_WORDS.min && words <= SUBJECT_WORDS.max ? [] : [`${id}: a subject of ${words} words`]),
      ...(verdict !== 'held' || named.length > 0 ? [] : [`${id}: held by nothing`]),
      ...(by ? [] : [`${id}: nothing says by what or why`]),
      ...(claims && testsIn(cell).length === 0 && cell !== 'no test' ? [`${id}: neither a test nor "no test"`] : []),
      ...filesIn(by).flatMap((path) => (existsSync(join(ROOT, path)) ? [] : [`${id}: no file ${path}`])),
      ...testsIn(cell).flatMap((one) => (isThere(one) ? [] : [`${id}: no test ${one.file} “${one.title}”`])),
    ]
  })
  return [...doubled.map(({ id }) => `${id} stands there twice`), ...wrong]
}

test('ASVS: each line names files and tests that exist, and no requirement stands there twice', () => {
  assert.deepEqual(complaints(textOf(PAGE)), [])
})

test('ASVS: every requirement of levels 1 and 2 has its line, and the table of verdicts counts them right', () => {
  const page = textOf(PAGE)
  const lines = linesOf(page)
  assert.equal(page.match(/^\| V\d/gm)?.length, lines.length, 'a line that cannot be read')
  for (const [level, all] of Object.entries(REQUIREMENTS)) {
    const ofLevel = lines.filter((line) => line.level === Number(level))
    assert.equal(ofLevel.length, all, `level ${level}`)
    const counts = VERDICTS.map((verdict) => ofLevel.filter((line) => line.verdict === verdict).length)
    assert.ok(page.includes(`| ${[level, ...counts, all].join(' | ')} |`), `level ${level}: ${counts.join(', ')}`)
  }
})

test('the guard itself: a doubled number, a missing file, a missing test and an empty claim are told', () => {
  const line = (id: string, verdict: string, by: string, cell: string) =>
    `| ${id} | 1 | Some plain subject | ${verdict} | ${by} | ${cell} |`
  const own = `\`tests/asvs.test.ts\` “ASVS: each line names…”`
  assert.deepEqual(complaints(line('V1.1.1', 'held', '`SECURITY.md`', own)), [])
  for (const bad of [
    `${line('V1.1.1', 'held', '`SECURITY.md`', own)}\n${line('V1.1.1', 'held', '`SECURITY.md`', own)}`,
    line('V1.1.1', 'held', '`src/nowhere.ts`', own),
    line('V1.1.1', 'held', '`SECURITY.md`', '`tests/asvs.test.ts` “no such title”'),
    line('V1.1.1', 'held', '`SECURITY.md`', '`tests/nowhere.test.ts` “ASVS…”'),
    line('V1.1.1', 'held', 'by good will', 'no test'),
    line('V1.1.1', 'held in part', 'half of it', ''),
    line('V1.1.1', 'mostly held', '`SECURITY.md`', own),
  ])
    assert.notDeepEqual(complaints(bad), [], bad)
})

test('an image takes in no history and no data of this machine', () => {
  const left = textOf('.dockerignore').split('\n')
  for (const name of ['.git', '.plumbline', 'node_modules']) assert.ok(left.includes(name), name)
})
