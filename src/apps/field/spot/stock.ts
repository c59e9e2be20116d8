import { takeSpotAlong, type SpotPack } from '../../../contexts/casework/contract/on-site.ts'
import type { Inspection } from '../../../contexts/inspection/model.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { call } from '../../client.ts'
import { rightNow } from '../offline/clock.ts'
import type { Pack, Phone } from '../offline/phone.ts'
import { allDone } from '../side/store.ts'

const STOCK = 'stock'

/** What it carries now; null where there is none, e.g. on the phone of an officer who may not investigate. */
export const stockOn = ({ vault }: Phone): Promise<SpotPack | null> => vault.get<SpotPack>('spot', STOCK)

/**
 * Fills up what this phone carries for interviews and penalties: each day anew, and when a number was used. It belongs
 * to no visit, so that one that nobody planned finds it on the phone as well.
 */
export async function keepStock(phone: Phone): Promise<void> {
  const [stock, done] = await Promise.all([stockOn(phone), allDone(phone)])
  const isUsed = done.some((one) => one.kind === 'penalise' && stock?.numbers.includes(one.number))
  if (stock && !isUsed && lawDateOf(stock.at) === lawDateOf(rightNow())) return
  const value = await call(takeSpotAlong, { phone: phone.id })
  await phone.vault.write([{ kind: 'spot', id: STOCK, value }])
}

type Asked = { readonly stock: SpotPack | null; readonly pack: Pack | null; readonly phone: string }

/** Interviews and penalties of a visit are written by the phone that holds it, in the name of its own bureau. */
export const mayWriteBeside = ({ region }: Inspection, { stock, pack, phone }: Asked): boolean =>
  stock?.region === region && pack?.along.lease.phoneId === phone
