import { createHmac, randomBytes } from 'node:crypto'
import type { Region } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { LinkKey } from '../model.ts'
import { keepLinkSecret } from '../store.ts'

type Visit = {
  readonly inspectionId: string
  readonly region: Region
  /** Whose phone asks; he must be an officer of the visit, which the caller has made sure of. */
  readonly officerId: string
  /** All officers of the visit. */
  readonly officerIds: readonly string[]
  readonly at: Instant
}

/**
 * The keys under which an officer's phone hands over to each officer of the same visit, and reads what they hand over.
 * A key belongs to a pair: what opens under it comes from the other one of the two, whatever name it states.
 */
export async function linkKeysFor(
  tx: Tx,
  { inspectionId, region, officerId, officerIds, at }: Visit,
): Promise<LinkKey[]> {
  const secret = await keepLinkSecret(tx, { inspectionId, region, secret: randomBytes(32), at })
  return officerIds.map((other) => {
    const pair = [officerId, other].toSorted().join('|')
    return { officerId: other, key: createHmac('sha256', secret).update(pair).digest('base64') }
  })
}
