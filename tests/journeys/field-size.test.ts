/** What the phone has to load before the visit's screen works. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { ROOT } from '../support/source.ts'
import { keepMeasured } from './field-burden.ts'

const APPS = process.env['PLUMBLINE_APPS'] ?? join(ROOT, 'dist/apps')
const FIRST_LOAD_BYTES_MAX = 350 * 1024

const textOf = (path: string) => readFileSync(join(APPS, path), 'utf8')

/** The page's own script and everything that it imports at once, not what it asks for later. */
function firstLoad(): string[] {
  const found = new Set<string>()
  const visit = (path: string) => {
    if (found.has(path)) return
    found.add(path)
    for (const [, name = ''] of textOf(path).matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) visit(`assets/${name}`)
  }
  for (const [, path = ''] of textOf('field/index.html').matchAll(/(?:src|href)="\/(assets\/[\w.-]+\.js)"/g))
    visit(path)
  return [...found]
}

test('first load of the field app: at most 350 KB of script, gzipped, before the visit’s screen works', (t) => {
  assert.ok(existsSync(join(APPS, 'field/index.html')), 'the apps are not built: run "npm run build" first')
  const files = firstLoad()
  assert.ok(files.length > 3, 'the page names its scripts')
  const bytes = files.reduce((sum, path) => sum + gzipSync(readFileSync(join(APPS, path))).length, 0)
  keepMeasured({ firstLoad: { bytes, files: files.length } })
  t.diagnostic(`${(bytes / 1024).toFixed(1)} KB in ${files.length} files`)
  assert.ok(bytes <= FIRST_LOAD_BYTES_MAX, `${bytes} bytes`)
  assert.ok(!files.some((path) => /\/antd-(?!mobile)/.test(path)), 'the desk’s component library is not for the phone')
})

test('the service worker keeps every file of the field app and none of the others, under a version of its own', () => {
  const told = /const PRECACHE = (\{.*?\});/.exec(textOf('field/service-worker.js'))?.[1]
  assert.ok(told, 'the list is in the worker')
  const { version, files } = JSON.parse(told) as { version: string; files: string[] }
  assert.match(version, /^[0-9a-f]{12}$/)
  for (const path of firstLoad()) assert.ok(files.includes(`/${path}`), `${path} is kept`)
  for (const path of files) assert.ok(existsSync(join(APPS, path)), `${path} exists`)
  assert.ok(!files.some((path) => /echarts|charts-|\/antd-(?!mobile)/.test(path)))
})
