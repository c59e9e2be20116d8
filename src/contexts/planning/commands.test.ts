import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { run, verify } from './commands.ts'
import { aPool } from './fixtures.ts'

test('NEW-07: draw verify accepts an honest file and names the altered line of a dishonest one', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-draw-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const [asked, published, altered] = ['asked', 'draw', 'altered'].map((name) => join(folder, `${name}.json`)) as [
    string,
    string,
    string,
  ]
  const { units, officers, excluded, recusals, unitsWanted, number } = aPool()
  await writeFile(asked, JSON.stringify({ units, officers, excluded, recusals, unitsWanted, number }))
  await run([asked, '--public-seed', '示例号码 03 08 15 21 27 32 + 11', '-o', published])
  const honest = await verify([published])
  assert.deepEqual([honest.ok, honest.number, honest.problems], [true, number, []])

  const lines = (await readFile(published, 'utf8')).split('\n')
  const first = units[0]
  assert.ok(first)
  const at = lines.findIndex((line) => line.includes(first.id))
  lines[at] = (lines[at] ?? '').replace(first.name, `${first.name}（改）`)
  await writeFile(altered, lines.join('\n'))
  const dishonest = await verify([altered])
  assert.equal(dishonest.ok, false)
  assert.equal(dishonest.problems[0]?.line, at + 1, JSON.stringify(dishonest.problems))
})
