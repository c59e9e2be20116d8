/** Holds every import and every statement of SQL against ARCHITECTURE.md, and itself against examples. */
import assert from 'node:assert/strict'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { MAY_USE } from '../src/contexts/may-use.ts'
import { filesBelow, lineAt, ROOT, textOf } from './support/source.ts'

const PURE = /^(model|transitions|contract|(rules|transitions|contract)\/.+)$/
const IMPORT =
  /^\s*(?:import|export)\s[^'"\n]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|^\}\s*from\s*['"]([^'"]+)['"]/gm
/** The files that talk to the driver of the database; everybody else goes through their Tx. */
const DRIVERS = ['src/platform/db.ts', 'src/platform/primary.ts', 'src/platform/embedded-postgres.ts']
/** Packages that touch neither the network nor a clock, and that a pure file may lean on. */
const PURE_PACKAGES = ['zod']

/** `area` is the folder below src, or 'wiring' for src/server.ts and its like, or 'outside'. */
type Place = { area: string; context: string; file: string; pure: boolean }

function placeOf(path: string): Place {
  const [top, area = '', first = '', ...rest] = path.replace(/\.tsx?$/, '').split('/')
  const file = rest.join('/')
  if (top !== 'src') return { area: 'outside', context: '', file: path, pure: false }
  if (first === '') return { area: 'wiring', context: '', file: area, pure: false }
  if (area !== 'contexts') return { area, context: '', file: [first, ...rest].join('/'), pure: area === 'kernel' }
  if (file === '') return { area, context: '', file: first, pure: true } // may-use.ts
  return { area, context: first, file, pure: PURE.test(file) }
}

/** Why this import is not allowed, in words for the person who wrote it; null when it is. */
function complaint(fromPath: string, target: string): string | null {
  const from = placeOf(fromPath)
  if (!target.startsWith('.')) return packageComplaint(from, fromPath, target)
  const to = placeOf(relative(ROOT, join(ROOT, dirname(fromPath), target)).replaceAll('\\', '/'))
  if (to.area === 'outside')
    return from.pure || from.area === 'apps' ? 'what lies outside src comes in as an argument' : null
  if (from.area === 'kernel') return to.area === 'kernel' ? null : 'the kernel depends on nothing'
  if (from.pure && !to.pure) return 'a pure file stays pure'
  if (from.area === 'platform') return ['platform', 'kernel'].includes(to.area) ? null : 'the platform knows no context'
  if (from.area === 'apps') return appComplaint(from.file, to)
  if (from.area !== 'contexts') return to.area === 'apps' ? 'the server knows no app' : null
  return contextComplaint(from, to)
}

function packageComplaint(from: Place, fromPath: string, target: string): string | null {
  if (from.pure && !PURE_PACKAGES.includes(target)) return 'a pure file imports nothing but zod and the kernel'
  if (target === 'pg' && !DRIVERS.includes(fromPath)) return 'only the platform talks to the database driver'
  if (from.area === 'apps' && target.startsWith('node:')) return 'an app runs in a browser'
  return null
}

function contextComplaint(from: Place, to: Place): string | null {
  if (!['kernel', 'platform', 'contexts'].includes(to.area)) return 'a context knows neither the apps nor the wiring'
  if (to.area !== 'contexts' || to.context === '') return null
  if (to.context === from.context) {
    return from.file.startsWith('store') && /^(routes|jobs|public|commands)/.test(to.file)
      ? 'a store is asked, it does not ask'
      : null
  }
  const allowed: readonly string[] = MAY_USE[from.context as keyof typeof MAY_USE] ?? []
  if (!allowed.includes(to.context)) return `${from.context} may not use ${to.context} (src/contexts/may-use.ts)`
  if (to.pure) return null
  if (from.file.startsWith('store')) return 'a store knows its own tables only; let the route ask the other context'
  return /^public(\/|$)/.test(to.file) ? null : `enter ${to.context} through public.ts, not ${to.file}.ts`
}

function appComplaint(file: string, to: Place): string | null {
  const app = file.split('/')[0] ?? ''
  if (to.area === 'apps')
    return [app, 'ui', 'client'].includes(to.file.split('/')[0] ?? '') ? null : 'one app never imports another'
  if (app === 'ui') return to.area === 'kernel' ? null : 'shared components know no context'
  return to.pure ? null : 'an app sees only the pure files of a context'
}

const isTestHelp = (path: string) => /(\.test|\/fixtures)\.tsx?$/.test(path)
const files = filesBelow('src', /\.tsx?$/)
const product = files.filter((path) => !isTestHelp(path))

test('the guard sees the files it guards', () => {
  assert.ok(product.length > 50, `only ${product.length} files found`)
  for (const area of ['kernel', 'platform', 'contexts', 'apps']) {
    assert.ok(
      product.some((path) => placeOf(path).area === area),
      `no file of src/${area} found`,
    )
  }
  assert.ok([...textOf('src/platform/http.ts').matchAll(IMPORT)].length > 5, 'imports are not recognised')
})

test('every import follows the dependency rules', () => {
  const complaints = product.flatMap((path) =>
    [...textOf(path).matchAll(IMPORT)].flatMap(([, ...forms]) => {
      const target = forms.find((form) => form !== undefined) ?? ''
      const why = complaint(path, target)
      return why ? [`${path} -> ${target}: ${why}`] : []
    }),
  )
  assert.deepEqual(complaints, [])
})

const IMPURE = /\bnew Date\(\)|\bDate\.now\b|\bMath\.random\b|\bcrypto\.|\bprocess\./

test('pure files never read a clock, a random source or the process', () => {
  assert.deepEqual(
    product.filter((path) => placeOf(path).pure && IMPURE.test(textOf(path))),
    [],
  )
  assert.match('const now = new Date()', IMPURE)
  assert.doesNotMatch('new Date(Date.parse(instant))', IMPURE)
})

const SCHEMAS = [...Object.keys(MAY_USE), 'platform', 'journal']
const TABLE = new RegExp(`\\b(?:from|join|into|update)\\s+(${SCHEMAS.join('|')})\\.`, 'gi')
const foreignTables = (context: string, text: string) =>
  [...text.matchAll(TABLE)].filter(([, schema]) => schema !== context)

test('SQL stands in stores and names only tables of its own context', () => {
  const foreign = product.flatMap((path) => {
    const { area, context } = placeOf(path)
    return area === 'contexts' ? foreignTables(context, textOf(path)).map(([found]) => `${path}: ${found}`) : []
  })
  assert.deepEqual(foreign, [])
  const misplaced = product.filter((path) => {
    const { area, context, file } = placeOf(path)
    return area === 'contexts' && context !== '' && !/^store(\/|$)/.test(file) && /\bsql`/.test(textOf(path))
  })
  assert.deepEqual(misplaced, [])
  assert.equal(foreignTables('planning', 'select 1 from casework.penalty join planning.plan').length, 1)
})

test('migrations create tables only in the schema of a context or of the platform', () => {
  const strangers = filesBelow('migrations', /\.sql$/).flatMap((path) =>
    [...textOf(path).matchAll(/create table (?:if not exists )?(\w+)(\.?)/gi)]
      .filter(([, schema = '', dot]) => dot !== '.' || !SCHEMAS.includes(schema))
      .map((found) => `${path}:${lineAt(textOf(path), found.index)}: ${found[0]}`),
  )
  assert.deepEqual(strangers, [])
})

test('each context is listed once, after everything it uses', () => {
  const found = new Set(
    files.map(placeOf).flatMap(({ area, context }) => (area === 'contexts' && context ? [context] : [])),
  )
  assert.deepEqual([...found].sort(), Object.keys(MAY_USE).sort())
  const settled = new Set<string>()
  for (const [context, uses] of Object.entries(MAY_USE)) {
    for (const used of uses) assert.ok(settled.has(used), `${context} uses ${used}, which must stand before it`)
    settled.add(context)
  }
})

for (const [from, target] of [
  ['src/contexts/planning/rules/caps.ts', '../store.ts'],
  ['src/contexts/planning/rules/caps.ts', 'node:fs'],
  ['src/contexts/planning/rules/caps.ts', '../../../../data/law/parameters.json'],
  ['src/contexts/law/routes.ts', '../casework/public.ts'],
  ['src/contexts/inspection/routes.ts', '../planning/store.ts'],
  ['src/contexts/inspection/routes.ts', '../planning/store/visits.ts'],
  ['src/contexts/inspection/routes.ts', '../../apps/desk/page.tsx'],
  ['src/contexts/inspection/routes.ts', '../../server.ts'],
  ['src/contexts/inspection/store.ts', './routes.ts'],
  ['src/contexts/inspection/store.ts', '../people/public.ts'],
  ['src/contexts/law/store.ts', 'pg'],
  ['src/contexts/document/commands.ts', '../people/store.ts'],
  ['src/contexts/document/model.ts', './render/docx.ts'],
  ['src/apps/desk/page.tsx', '../../contexts/planning/store.ts'],
  ['src/apps/desk/page.tsx', '../field/visit.tsx'],
  ['src/apps/desk/page.tsx', '../../platform/clock.ts'],
  ['src/apps/desk/page.tsx', 'node:path'],
  ['src/apps/ui/Button.tsx', '../../contexts/law/model.ts'],
  ['src/platform/http.ts', '../contexts/law/model.ts'],
  ['src/kernel/rule.ts', '../platform/db.ts'],
  ['src/server.ts', './apps/client.ts'],
] as const) {
  test(`the guard itself: ${from} may not import ${target}`, () => assert.notEqual(complaint(from, target), null))
}

for (const [from, target] of [
  ['src/contexts/inspection/routes.ts', '../planning/public.ts'],
  ['src/contexts/inspection/rules/site.ts', '../../planning/rules/caps.ts'],
  ['src/contexts/inspection/rules/site.ts', 'zod'],
  ['src/contexts/document/render.ts', './render/docx.ts'],
  ['src/contexts/registry/routes.ts', './store/enterprises.ts'],
  ['src/contexts/registry/store/enterprises.ts', '../../../platform/db.ts'],
  ['src/contexts/law/commands.ts', '../../../data/law/parameters.json'],
  ['src/apps/field/visit.tsx', '../../contexts/inspection/transitions.ts'],
  ['src/apps/field/visit.tsx', '../client.ts'],
  ['src/demo/load.ts', '../contexts/people/store.ts'],
  ['src/server.ts', './contexts/law/routes.ts'],
] as const) {
  test(`the guard itself: ${from} may import ${target}`, () => assert.equal(complaint(from, target), null))
}
