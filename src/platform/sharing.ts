/** Which bureau may read what another one made; the rows themselves stay where they are (migration 0035). */
import sql from 'sql-template-tag'
import type { Region } from '../kernel/region.ts'
import type { Instant } from '../kernel/time.ts'
import type { Tx } from './db.ts'

export type Shared = {
  readonly kind: 'case' | 'inspection' | 'hazard' | 'enterprise' | 'paper'
  readonly id: string
  readonly region: Region
}

/** Lets a bureau read a thing from now on. The caller's own scope must hold that bureau. */
export const share = (tx: Tx, { kind, id, region }: Shared, since: Instant): Promise<number> =>
  tx.run(sql`insert into platform.shared (kind, id, region, since) values (${kind}, ${id}, ${region}, ${since})
    on conflict (kind, id, region) do nothing`)
