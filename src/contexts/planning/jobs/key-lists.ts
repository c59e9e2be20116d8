/** The register shows the list of the running year: at once when it is frozen within the year, else when its year begins. */
import { createHash } from 'node:crypto'
import { art, citationKey } from '../../../kernel/citation.ts'
import { lawDateOf, yearOf, type Instant } from '../../../kernel/time.ts'
import { NATIONWIDE, type Database, type Tx } from '../../../platform/db.ts'
import { appendToJournal, canonical } from '../../../platform/journal.ts'
import { inspectedUnitsOf } from '../../registry/public.ts'
import { setKeyUnits } from '../../registry/public/key-units.ts'
import type { KeyList } from '../rules/key-list.ts'
import * as store from '../store/key-lists.ts'

type Shown = Pick<KeyList, 'id' | 'region' | 'year'>
type By = { readonly at: Instant; readonly byId: string; readonly byName: string }

/** A list of another year says nothing about the units of today: plans and draws read it by their own year. */
export const isRunning = ({ year }: Pick<KeyList, 'year'>, at: Instant): boolean => year === yearOf(lawDateOf(at))

/** Writes these flags into the files, with the list as their origin. */
export const showFlags = (tx: Tx, { year }: Shown, flags: ReadonlyMap<string, boolean>, by: By): Promise<void> =>
  setKeyUnits(tx, flags, { ...by, source: `${year}年度重点检查单位名单` })

/** Writes the whole list into the register: who stands on it is a key unit, every other unit of the bureau is none. */
export async function showList(tx: Tx, list: Shown, by: By): Promise<void> {
  const listed = await store.frozenKeyUnits(tx, list)
  const flags = (await inspectedUnitsOf(tx, list.region)).map(({ id }) => [id, listed?.has(id) ?? false] as const)
  await showFlags(tx, list, new Map(flags), by)
  await store.markShown(tx, list.id, by.at)
}

/** Shows the lists that were frozen before their year began, once each. Answers how many; safe to run again. */
export async function showKeyLists(db: Database, at: Instant): Promise<number> {
  const year = yearOf(lawDateOf(at))
  const waiting = await db.transaction(NATIONWIDE, (tx) => store.listsToShow(tx, year))
  for (const list of waiting)
    await db.transaction({ region: list.region }, async (tx) => {
      const by = { at, byId: 'system', byName: '系统' }
      await showList(tx, list, by)
      const detail = { year }
      await appendToJournal(tx, {
        region: list.region,
        at,
        deviceAt: null,
        asker: by.byId,
        askerName: by.byName,
        address: '',
        action: 'planning.key-list-shown',
        outcome: 'done',
        subjectKind: 'key-list',
        subjectId: list.id,
        cites: citationKey(art('MEM-2025-02-27', 2)),
        digest: createHash('sha256').update(canonical(detail)).digest('hex'),
        detail,
      })
    })
  return waiting.length
}
