/** `npm run docs`: writes docs/generated anew. `npm run check` makes the same in memory and compares. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { burdenPage } from './docs/burden.ts'
import { openApi } from './docs/openapi.ts'
import { contextsPage, endpointsPage, lawbookPage, lifecyclesPage, papersPage } from './docs/pages.ts'
import { contracts, lifecycles, namedShapes, readLaw, readTemplates, ROOT } from './docs/read.ts'

const FOLDER = join(ROOT, 'docs/generated')

/** Name → text of every generated file. */
export async function generated(): Promise<Record<string, string>> {
  const endpoints = await contracts()
  const found = await lifecycles()
  const law = await readLaw()
  const templates = await readTemplates()
  return {
    'burden.md': burdenPage(),
    'contexts.md': contextsPage(endpoints, found),
    'endpoints.md': endpointsPage(endpoints, law),
    'lawbook.md': lawbookPage(law),
    'lifecycles.md': lifecyclesPage(found, law, templates),
    'openapi.json': `${JSON.stringify(openApi(endpoints, await namedShapes(), law), null, 1)}\n`,
    'papers.md': papersPage(templates, found),
  }
}

/** Files that differ from what code and data give now, are missing, or are there without being made. */
export async function staleDocs(): Promise<string[]> {
  const wanted = await generated()
  const there = await readdir(FOLDER).catch(() => [])
  const stale = await Promise.all(
    [...new Set([...Object.keys(wanted), ...there])].map(async (name) => {
      const text = await readFile(join(FOLDER, name), 'utf8').catch(() => null)
      return text === wanted[name] ? [] : [name]
    }),
  )
  return stale.flat().sort()
}

if (import.meta.main) {
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER, { recursive: true })
  for (const [name, text] of Object.entries(await generated())) await writeFile(join(FOLDER, name), text)
  process.stderr.write('docs/generated is fresh\n')
}
