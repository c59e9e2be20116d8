/** What the fixed scripts measured, kept for the report by the maintainers' commands (`plumbline bench field-burden` and `field-proofs`). */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../support/source.ts'
import { isLong } from './field-length.ts'

/** The command measures by itself; among other tests, which use the same processors, milliseconds are told and not judged. */
const isMeasuring = process.env['PLUMBLINE_BURDEN'] === '1'
const FILE = join(ROOT, 'tools/docs/burden.json')

/** Holds a time to its budget where times are measured. */
export function holdsWithin(ms: number, most: number, what: string): void {
  if (isMeasuring && ms > most) throw new Error(`${what}: ${Math.round(ms)} ms of ${most}`)
}

type Figures = Readonly<Record<string, unknown>>

/** Adds figures of one script to the file that the report is made of; a test that merely runs writes nothing. */
export function keepMeasured(figures: Figures): void {
  if (isMeasuring || isLong) write(figures)
}

/** Keeps what a proof showed, only when it ran at full length. */
export function keepProved(figures: Figures): void {
  if (isLong) write(figures)
}

function write(figures: Figures): void {
  const known = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as object) : {}
  const sorted = Object.entries({ ...known, ...figures }).toSorted(([a], [b]) => a.localeCompare(b))
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
}

/** Counts taps and characters on a page from outside, by the trusted events of the browser. Text: no DOM types here. */
export const BURDEN_METER = `(() => {
  const burden = { taps: 0, checklist: 0, photos: 0, strokes: 0, typed: 0, ...JSON.parse(sessionStorage.burden || '{}') }
  const keep = () => { sessionStorage.burden = JSON.stringify(burden) }
  globalThis.countAnew = () => { for (const name of Object.keys(burden)) burden[name] = 0; keep() }
  addEventListener('click', ({ target, isTrusted }) => {
    if (!isTrusted || !(target instanceof Element) || target.closest('canvas')) return
    burden[target.closest('.results, .group-acts') ? 'checklist' : target.closest('.camera') ? 'photos' : 'taps'] += 1
    keep()
  }, true)
  addEventListener('pointerdown', ({ target }) => { if (target instanceof Element && target.closest('canvas')) { burden.strokes += 1; keep() } }, true)
  const lengths = new WeakMap()
  addEventListener('focusin', ({ target }) => { if (target && 'value' in target) lengths.set(target, String(target.value).length) }, true)
  addEventListener('input', ({ target }) => {
    if (!target || !('value' in target) || target.type === 'file') return
    burden.typed += Math.max(0, String(target.value).length - (lengths.get(target) || 0))
    lengths.set(target, String(target.value).length)
    keep()
  }, true)
})()`

export type Burden = { taps: number; checklist: number; photos: number; strokes: number; typed: number }
