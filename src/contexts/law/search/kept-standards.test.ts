import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { addStandards } from '../store/standards.ts'
import { openStandards } from './kept-standards.ts'
import { placesOfFamily, standardAt } from './standard-index.ts'

const listOf = (...rows: string[]) => ({
  name: 'standards.csv',
  bytes: Buffer.from(['标准编号,标准名称,状态', ...rows].join('\n')),
})

test('the index of the standards of a data folder is kept in a file and made anew when the list has changed', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-standards-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const kept = join(folder, 'law-standards', 'search.idx')
  const shipped = await openStandards(folder)
  assert.ok(shipped.size > 300, 'without a list of its own a folder has the standards that ship')
  assert.equal(statSync(kept, { throwIfNoEntry: false }), undefined)

  await addStandards(folder, listOf('GB 99001-2014,虚构仓库规范,现行'))
  const first = await openStandards(folder)
  assert.deepEqual(
    placesOfFamily(first, 'GB99001').map((place) => standardAt(first, place).title),
    ['虚构仓库规范'],
  )
  utimesSync(kept, 1, 1)
  assert.deepEqual(await openStandards(folder), first)
  assert.equal(statSync(kept).mtimeMs, 1000, 'an index of the same list is not written again')

  await addStandards(folder, listOf('GB 99001-2020,虚构仓库规范,现行'))
  const second = await openStandards(folder)
  assert.equal(placesOfFamily(second, 'GB99001').length, 2)
  assert.ok(statSync(kept).mtimeMs > 1000)
})
