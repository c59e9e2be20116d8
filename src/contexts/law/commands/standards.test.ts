import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const CLI = join(import.meta.dirname, '../../../cli.ts')
const folder = mkdtempSync(join(tmpdir(), 'plumbline-standards-cli-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'law', ...args, '--data', folder, '--json'], {
    encoding: 'utf8',
  })
  return { status, answer: stdout ? JSON.parse(stdout) : null, stderr }
}

test('law standards import: differences as JSON, nothing the second time, refusals with exit 1, a wrong call with 2', () => {
  const list = join(folder, 'list.csv')
  writeFileSync(list, '标准编号,标准名称,状态\nGB 90001-2024,演示甲,现行\n坏,演示,现行\n')
  const first = run('standards', 'import', list)
  assert.deepEqual(
    [first.status, first.answer.added, first.answer.lines],
    [0, 1, [{ line: 3, why: '“坏”不是标准编号' }]],
  )
  const again = run('standards', 'import', list)
  assert.deepEqual([again.answer.added, again.answer.changed, again.answer.unchanged], [0, 0, 1])
  writeFileSync(list, '标准编号,标准名称,状态\nGB 90001-2024,演示甲,废止（2026-01-01）\n')
  const withdrawn = run('standards', 'import', list).answer
  assert.deepEqual(
    [withdrawn.withdrawn, withdrawn.changes[0].fields[0]],
    [1, { field: 'status', before: 'current', after: 'withdrawn' }],
  )
  writeFileSync(list, 'a,b\n1,2\n')
  assert.deepEqual([run('standards', 'import', list).status, run('standards', 'import', folder).status], [1, 1])
  assert.equal(run('standards', 'import').status, 2)
})

test('law import: a folder of nothing but bad files is a refusal with every place, and the library is not made', () => {
  const texts = mkdtempSync(join(tmpdir(), 'plumbline-bad-'))
  after(() => rmSync(texts, { recursive: true, force: true }))
  writeFileSync(join(texts, '甲_2024-13-01.md'), '# 甲\n\n**第一条** 甲。')
  const { status, answer } = run('import', texts)
  assert.deepEqual([status, answer.ok, answer.laws, answer.skipped.length], [1, false, 0, 1])
})
