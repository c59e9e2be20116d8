/** `law validate` as a stranger calls it: an exit code, and every mistake with its place and reason. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const CLI = join(import.meta.dirname, '../../../cli.ts')
const SHIPPED = join(import.meta.dirname, '../../../../data')
const folder = mkdtempSync(join(tmpdir(), 'plumbline-validate-'))
after(() => rmSync(folder, { recursive: true, force: true }))

type Told = {
  ok: boolean
  complaints: { file: string; row: string; field: string; reason: string }[]
  doubts: unknown[]
}

function validate(...args: string[]): { status: number | null; told: Told } {
  const { status, stdout } = spawnSync(process.execPath, [CLI, 'law', 'validate', ...args, '--json'], {
    encoding: 'utf8',
  })
  return { status, told: JSON.parse(stdout) as Told }
}

/** A copy of the law that ships with one file put in the place of its own. */
function folderWith(name: string, change: (text: string) => string | Buffer): string {
  const copy = mkdtempSync(join(folder, 'law-'))
  cpSync(join(SHIPPED, 'workdays.csv'), join(copy, 'workdays.csv'))
  cpSync(join(SHIPPED, 'law'), join(copy, 'law'), { recursive: true })
  const path = join(copy, 'law', `${name}.json`)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
  return copy
}

test('the law that ships is whole: exit code 0', () => {
  const { status, told } = validate('--on', '2026-06-08')
  assert.equal(status, 0)
  assert.deepEqual(told.complaints, [])
  assert.ok(told.doubts.length > 0)
})

test('a file that cannot be read is told with its place: broken JSON, another encoding, too large, a wrong shape', () => {
  const of = (change: (text: string) => string | Buffer) => {
    const { status, told } = validate(folderWith('parameters', change))
    assert.equal(status, 1)
    return told.complaints.map(({ file, row, reason }) => `${file} ${row} ${reason}`)
  }
  assert.match(of((text) => text.replace('[', '[\n{,'))[0] ?? '', /parameters 第2行第\d+列 不是有效的 JSON/)
  assert.deepEqual(
    of(() => Buffer.from([0xb2, 0xce, 0xca, 0xfd])),
    ['parameters  不是 UTF-8 编码，请另存为 UTF-8'],
  )
  assert.deepEqual(
    of(() => Buffer.alloc(50 * 1024 * 1024, 32)),
    ['parameters  文件有50兆字节，超过20兆字节'],
  )
  assert.match(
    of((text) => text.replace('"unit": "次/年"', '"unit": 4').replace('"unit":"次/年"', '"unit":4'))[0] ?? '',
    /parameters 第1条 inspection/,
  )
})

test('broken dates, a circle of replacements and a range upside down are told with row and reason', () => {
  const first = (name: string, change: (row: Record<string, unknown>) => void) => {
    const path = folderWith(name, (text) => {
      const rows = JSON.parse(text) as Record<string, unknown>[]
      const row = rows.find((one) => one['replacedBy'] ?? one['fine'])
      if (row) change(row)
      return JSON.stringify(rows)
    })
    const { status, told } = validate(path)
    assert.equal(status, 1)
    return told.complaints.map(({ reason }) => reason).join('\n')
  }
  assert.match(
    first('violations', (row) => Object.assign(row, { effectiveFrom: '2026-02-30' })),
    /没有这一天：2026-02-30/,
  )
  assert.match(
    first('violations', (row) => Object.assign(row, { fine: { min: 200, max: 100, unit: 'fen' } })),
    /幅度颠倒/,
  )
  assert.match(
    first('instruments', (row) => Object.assign(row, { replacedBy: row['code'] })),
    /替代关系成环/,
  )
})

test('a table that is still being written is checked beside the data that ship', () => {
  const path = join(folder, 'discretion-tiers.json')
  const row = {
    id: 'draft-1',
    document: 'B90',
    number: null,
    violation: 'AQ-97-2',
    stage: 'first',
    counts: '项',
    tiers: [{ tier: 'A', atLeast: null, atMost: null, share: null, fen: [0, 99_900_000], confidence: '✔' }],
    note: null,
    region: '44',
    effectiveFrom: '2026-07-01',
    effectiveTo: null,
    confidence: '✔',
    source: '演示',
  }
  writeFileSync(path, JSON.stringify([row]))
  const { status, told } = validate(path)
  assert.equal(status, 1)
  assert.deepEqual(
    told.complaints.map(({ row: id, field, reason }) => `${id} ${field} ${reason}`),
    ['draft-1 tiers.A 超出法定幅度'],
  )
})
