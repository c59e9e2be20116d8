/** What `npm run check` asks of the code as a whole: types, lint, and generated documents that are fresh. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { staleDocs } from '../tools/docs.ts'
import { ROOT } from './support/source.ts'

/** Runs a tool of node_modules on this Node; fails with what it prints. */
function passes(tool: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules', tool), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  assert.equal(status, 0, `\n${stdout}${stderr}`)
}

for (const project of ['pure', 'server', 'web']) {
  test(`the types of tsconfig.${project}.json hold`, () =>
    passes('typescript/bin/tsc', '-p', `tsconfig.${project}.json`))
}

test('every file is formatted; run "npm run format"', () => passes('@biomejs/biome/bin/biome', 'format'))

test('the linter finds nothing', () => passes('oxlint/bin/oxlint', '--deny-warnings'))

test('docs/generated is what code and data give; run "npm run docs"', async () =>
  assert.deepEqual(await staleDocs(), []))
