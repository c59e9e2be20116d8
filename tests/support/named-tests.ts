import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const CONTEXTS = join(import.meta.dirname, '../../src/contexts')
const TITLE = /\btest\(\s*(['"`])(.*?)\1,/gs

/** `trap 8` is also carried by a title that says `traps 8–10` or `traps 8, 9`; `A3` is not carried by `A30`. */
function carries(title: string, id: string): boolean {
  const [, word = '', number = ''] = /^([a-zA-Z]+?)s?\s?(\d+)$/.exec(id) ?? []
  if (word.length === 1) return new RegExp(`\\b${id}\\b`).test(title)
  const said = new RegExp(`\\b${word}s? ([\\d, –]+)`).exec(title)?.[1] ?? ''
  return said.split(/[, ]+/).some((part) => {
    const [from = 0, to = from] = part.split('–').map(Number)
    return part !== '' && from <= Number(number) && Number(number) <= to
  })
}

/** Fails for each number whose file, a path under src/contexts, has no test whose title carries it. */
export function everyNumberIsATest(held: Readonly<Record<string, string>>): void {
  const missing = Object.entries(held).filter(([id, file]) => {
    const titles = [...readFileSync(join(CONTEXTS, file), 'utf8').matchAll(TITLE)].map(([, , title = '']) => title)
    return !titles.some((title) => carries(title, id))
  })
  assert.deepEqual(missing, [])
}
