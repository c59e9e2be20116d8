/** What a phone must do when other contexts have news. */
import type { Listener } from '../../platform/events.ts'
import { endLeasesOf, wipePhonesOf } from './store.ts'

/** Whoever has left holds no visit any more, and his phones must forget everything at their next contact. */
export const onOfficerLeft: Listener = async ({ officerId }, { tx, at, asker, note }) => {
  const id = String(officerId)
  note({ phones: await wipePhonesOf(tx, { officerId: id, at, by: asker.name }) })
  await endLeasesOf(tx, { officerId: id, at })
}
