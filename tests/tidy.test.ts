/** What a reader may rely on in every file of this repository. Each check brings an example that it must catch. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { MAY_USE } from '../src/contexts/may-use.ts'
import { ACTIONS } from '../src/apps/desk/words-audit.ts'
import { contracts, findInstrument, lifecycles, readLaw } from '../tools/docs/read.ts'
import { filesBelow, lineAt, ROOT, textOf } from './support/source.ts'

/** One thing that no file may hold. `finds` gives the places in a text at which it does. */
type Check = {
  readonly name: string
  readonly files: RegExp
  readonly finds: (text: string, path: string) => readonly number[]
  /** Path and text of something that must be caught, and of its near relative that must not. */
  readonly bad: readonly [path: string, text: string]
  readonly good: readonly [path: string, text: string]
}

const SOURCE = /\.(ts|tsx|mjs)$/
const TESTS = /\.test\.ts$/
const PROSE = /\.(ts|tsx|mjs|md|json|sql|css|html|typ|yml|svg)$|(^|\/)(\.npmrc|run)$/
const LINES_MAX = 400

const every = (pattern: RegExp) => (text: string) => [...text.matchAll(pattern)].map(({ index }) => index)
/** Written apart, so that this file does not catch itself. */
const word = (...parts: string[]) => parts.join('')
const MACHINE_PATH = new RegExp(`(?<![\\w.])/(${['work', 'home', 'root', 'Users'].join('|')})/`, 'g')
const REGISTRY = new RegExp(
  `https?://[^\\s"']*(${['registry', 'npmjs', 'npmmirror', 'artifactory', 'nexus', 'verdaccio'].join('|')})`,
  'gi',
)

/** Where the text from an opening bracket ends that belongs to it. */
function closing(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    if ('({['.includes(text[at] ?? '')) depth += 1
    else if (')}]'.includes(text[at] ?? '') && (depth -= 1) === 0) return at
  }
  return text.length
}

const withoutCitation = (text: string) =>
  [...text.matchAll(/(?<![\w.])(?:rule|step)(?:<[^()]*>)?\(\{/g)]
    .filter((found) => !/\bcites\b/.test(text.slice(found.index, closing(text, found.index + found[0].indexOf('(')))))
    .map(({ index }) => index)

const ROLE = 'model|transitions|contract|store|routes|jobs|public|fixtures|commands|render|seal'
const ROLES = new RegExp(
  `^(README\\.md|(${ROLE})(\\.test)?\\.ts|(rules|transitions|contract|store|routes|jobs|public|commands|render|search)/[a-z0-9-]+(\\.test)?\\.ts)$`,
)

const CHECKS: readonly Check[] = [
  {
    name: 'a file of code has at most 400 lines',
    files: SOURCE,
    finds: (text) => (text.split('\n').length > LINES_MAX + 1 ? [text.length] : []),
    bad: ['src/a.ts', 'a\n'.repeat(401)],
    good: ['src/a.ts', 'a\n'.repeat(400)],
  },
  {
    name: 'no test is skipped, left for later or run alone',
    files: TESTS,
    finds: every(/\b(?:test|it|describe|suite)\.(?:skip|only|todo)\b|[{,]\s*(?:skip|only|todo): true/g),
    bad: ['a.test.ts', word('test.', "skip('x')")],
    good: ['a.test.ts', `t.skip('the reference data are not there')`],
  },
  {
    name: 'nothing is cast away',
    files: SOURCE,
    finds: every(new RegExp(word('\\bas', ' any\\b|@ts-', '(?:ignore|nocheck|expect-error)'), 'g')),
    bad: ['src/a.ts', word('x as', ' any')],
    good: ['src/a.ts', 'x as Anything'],
  },
  {
    name: 'a rule of the linter is switched off with its reason',
    files: SOURCE,
    finds: every(new RegExp(word('oxlint', '-disable(?!.* -- \\S)'), 'g')),
    bad: ['src/a.ts', word('// oxlint', '-disable no-var')],
    good: ['src/a.ts', word('// oxlint', '-disable no-var -- because')],
  },
  {
    name: 'nothing is left to do',
    files: /\.(ts|tsx|mjs|sql|css|typ)$/,
    finds: every(new RegExp(word('\\b(?:TO', 'DO|FIX', 'ME)\\b'), 'g')),
    bad: ['src/a.ts', word('// TO', 'DO later')],
    good: ['src/a.ts', '// todos os dias'],
  },
  {
    name: 'every rule and every step cites its article',
    files: /^src\/contexts\/.*\.ts$/,
    finds: withoutCitation,
    bad: [
      'src/contexts/law/rules/a.ts',
      "rule({ inForceFrom: '2021-01-01', refuses: (x) => f({ x }) })\nconst cites = 1",
    ],
    good: ['src/contexts/law/rules/a.ts', "rule<Visit>({\n  cites: art('WSL', 65),\n  refuses: () => null })"],
  },
  {
    name: 'nothing is exported again: import the file itself',
    files: SOURCE,
    finds: (text, path) => [
      ...(/(^|\/)index\.tsx?$/.test(path) ? [0] : []),
      ...every(/^export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*['"]/gm)(text),
    ],
    bad: ['src/ui/all.ts', `export {\n  x,\n} from './x.ts'`],
    good: ['src/ui/button.ts', `import { x } from './x.ts'`],
  },
  {
    name: 'no path of one machine is named',
    files: PROSE,
    finds: every(MACHINE_PATH),
    bad: ['a.md', word('see /ho', 'me/somebody/file')],
    good: ['a.md', 'see ../shared/file and /var/lib/plumbline, docs/work/plan'],
  },
  {
    name: 'no package registry is named',
    files: PROSE,
    finds: every(REGISTRY),
    bad: ['package-lock.json', word('"resolved": "https://regis', 'try.example.org/a.tgz"')],
    good: ['a.md', 'the registry context: https://example.org/files'],
  },
  {
    name: 'a file of a context is named after its role',
    files: /^src\/contexts\/[^/]+\//,
    finds: (_, path) => (ROLES.test(path.split('/').slice(3).join('/')) ? [] : [0]),
    bad: ['src/contexts/law/helpers.ts', ''],
    good: ['src/contexts/law/rules/lawbook.test.ts', ''],
  },
  {
    name: 'a relative link in the documentation leads to a file',
    files: /\.md$/,
    finds: (text, path) =>
      [...text.replace(/```[\s\S]*?```/g, (block) => ' '.repeat(block.length)).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
        .filter(
          ([, target = '']) => !/^[a-z]+:/i.test(target) && !existsSync(join(ROOT, dirname(path), decodeURI(target))),
        )
        .map(({ index }) => index),
    bad: ['docs/a.md', '[a](./nowhere.md#part)'],
    good: ['docs/a.md', '[a](../package.json) [b](https://example.org) [c](#here)'],
  },
]

const files = filesBelow('.', PROSE)

for (const { name, files: pattern, finds, bad, good } of CHECKS) {
  test(name, () => {
    const concerned = files.filter((path) => pattern.test(path))
    assert.ok(concerned.length > 0, 'the guard sees no file')
    const found = concerned.flatMap((path) => {
      const text = textOf(path)
      return finds(text, path).map((index) => `${path}:${lineAt(text, index)}`)
    })
    assert.deepEqual(found, [])
  })
  test(`the guard itself: ${name}`, () => {
    assert.match(bad[0], pattern)
    assert.ok(finds(bad[1], bad[0]).length > 0, 'the bad example is not caught')
    assert.deepEqual(finds(good[1], good[0]), [])
  })
}

test('every context has a README of at most 30 lines', () => {
  const missing = Object.keys(MAY_USE).filter(
    (context) => !existsSync(join(ROOT, 'src/contexts', context, 'README.md')),
  )
  assert.deepEqual(missing, [])
  const long = Object.keys(MAY_USE).filter(
    (context) => textOf(`src/contexts/${context}/README.md`).trimEnd().split('\n').length > 30,
  )
  assert.deepEqual(long, [])
})

/** Numbers that are there twice, and numbers left out; both empty in a good series. */
function gapsAndDoubles(names: readonly string[]): string[] {
  const numbers = names.map((name) => Number.parseInt(name, 10)).sort((a, b) => a - b)
  return numbers.flatMap((number, at) => (number === at + 1 ? [] : [`${number} stands at place ${at + 1}`]))
}

test('migrations and decisions are numbered without gaps or doubles', () => {
  for (const folder of ['migrations', 'docs/decisions']) {
    const names = readdirSync(join(ROOT, folder)).filter((name) => /^\d/.test(name))
    assert.ok(names.length > 0, `nothing in ${folder}`)
    assert.deepEqual(gapsAndDoubles(names), [], folder)
  }
  assert.deepEqual(
    readdirSync(join(ROOT, 'migrations')).filter((name) => !/^\d{4}-[a-z-]+\.sql$/.test(name)),
    [],
  )
  assert.equal(gapsAndDoubles(['0001-a', '0003-b']).length, 1)
  assert.equal(gapsAndDoubles(['0001-a', '0001-b']).length, 1)
})

test('an endpoint lies below its context, asks a permission of it, and is journalled under its name', async () => {
  const endpoints = await contracts()
  assert.ok(endpoints.length > 20, `only ${endpoints.length} endpoints found`)
  const wrong = endpoints.filter(
    ({ context, endpoint: { path, may, audit, method } }) =>
      !`${path}/`.startsWith(`/${context}/`) ||
      !(may === 'public' || may === 'signed-in' || may.startsWith(`${context}.`)) ||
      !(audit.startsWith(`${context}.`) || (audit === 'none' && method === 'GET')),
  )
  assert.deepEqual(
    wrong.map(({ name, endpoint }) => `${name}: ${endpoint.method} ${endpoint.path} ${endpoint.may} ${endpoint.audit}`),
    [],
  )
  const addresses = endpoints.map(({ endpoint }) => `${endpoint.method} ${endpoint.path.replace(/:\w+/g, ':')}`)
  assert.deepEqual(
    addresses.filter((address, at) => addresses.indexOf(address) !== at),
    [],
  )
})

test('every act that is journalled has a name in the words of the journal', async () => {
  const codes = (await contracts()).map(({ endpoint }) => endpoint.audit).filter((audit) => audit !== 'none')
  assert.deepEqual(
    codes.filter((code) => !(code in ACTIONS)),
    [],
  )
})

test('an article that a step or one of its rules cites exists', async () => {
  const law = await readLaw()
  const found = await lifecycles()
  assert.ok(found.length > 0, 'no lifecycle found')
  const unknown = found.flatMap(({ lifecycle }) =>
    lifecycle.steps.flatMap((step) =>
      [step, ...step.unless].flatMap(({ cites }) => {
        const instrument = findInstrument(cites, law)
        return instrument && cites.article >= 1 && cites.article <= (instrument.articles ?? Infinity)
          ? []
          : [`${lifecycle.name}.${step.name}: ${cites.instrument} ${cites.article}`]
      }),
    ),
  )
  assert.deepEqual([...new Set(unknown)], [])
})

test('a lifecycle reaches each of its states and has a way out of all that are not final', async () => {
  for (const { lifecycle } of await lifecycles()) {
    const reached = new Set([lifecycle.initial, ...lifecycle.steps.map(({ to }) => to)])
    const left = new Set(lifecycle.steps.flatMap(({ from }) => from))
    const states = Object.keys(lifecycle.states)
    assert.deepEqual(
      states.filter((state) => !reached.has(state)),
      [],
      `${lifecycle.name}: never reached`,
    )
    assert.deepEqual(
      states.filter((state) => !left.has(state) && !lifecycle.final.includes(state)),
      [],
      `${lifecycle.name}: no way out`,
    )
    assert.deepEqual(
      [...reached, ...left, ...lifecycle.final].filter((state) => !states.includes(state)),
      [],
      `${lifecycle.name}: unknown`,
    )
  }
})
