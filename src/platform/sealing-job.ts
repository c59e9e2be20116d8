/** Seals what was written before fields were sealed, or with a former key: page by page, beside the running server. */
import sql, { join, raw, type Sql } from 'sql-template-tag'
import { asOwner, NATIONWIDE, openTx, type Tx } from './db.ts'
import { fieldKeys, fingerprint, needsSealing, seal, unseal } from './sealing.ts'

/** A column, or a text inside a JSON column, that is kept sealed. Each context lists its own. */
export type SealedField = {
  readonly table: string
  readonly key: readonly { readonly name: string; readonly type: 'uuid' | 'integer' }[]
  readonly column: string
  /** The way to the text inside a JSON column; without it the column is the text. */
  readonly path?: readonly string[]
  readonly place: string
  /** The column that holds the fingerprint by which the value is found again. */
  readonly lookUp?: string
}

const PAGE = 500
/** Under this key `platform.installation` holds the id of the key with which everything was sealed. */
const SEALED_WITH = 'fields-sealed-with'

/** The keys of the folder are not those with which the database was sealed: nothing personal would open. */
export class WrongFieldKeys extends Error {
  override name = 'WrongFieldKeys'
}

const sealedWith = async (tx: Tx): Promise<string | null> =>
  (await tx.find<{ value: string }>(sql`select value from platform.installation where key = ${SEALED_WITH}`))?.value ??
  null

/** Throws WrongFieldKeys when the database was sealed with a key that is not here. */
export async function holdFieldKeys(tx: Tx): Promise<void> {
  const id = await sealedWith(tx)
  if (id && !fieldKeys().keys.has(id))
    throw new WrongFieldKeys(
      `the personal data of this database were sealed with the key ${id}: put the keys/fields.json of this installation back into the data folder`,
    )
}

const keyOf = ({ key }: SealedField) => key.map(({ name }) => name).join(', ')

type Found = { readonly at: string[]; readonly value: string | null }

/** The next page behind `after`, in the order of the key. */
function pageOf(tx: Tx, field: SealedField, after: readonly string[] | null): Promise<Found[]> {
  const { table, column, path, key } = field
  const value = path ? sql`${raw(column)} #>> ${[...path]}::text[]` : sql`${raw(column)}`
  const at = raw(`array[${key.map(({ name }) => `${name}::text`).join(', ')}]`)
  const behind: Sql = after
    ? sql`where (${raw(keyOf(field))}) > (${join(key.map(({ type }, nth) => sql`${after[nth]}::${raw(type)}`))})`
    : sql``
  return tx.rows<Found>(
    sql`select ${at} as at, ${value} as value from ${raw(table)} ${behind} order by ${raw(keyOf(field))} limit ${PAGE}`,
  )
}

async function sealOne(tx: Tx, field: SealedField, { at, value }: Found): Promise<number> {
  const { table, column, path, place, lookUp, key } = field
  const text = unseal(value ?? '', place)
  const sealed = seal(text, place)
  const now = path
    ? sql`${raw(column)} = jsonb_set(${raw(column)}, ${[...path]}::text[], to_jsonb(${sealed}::text))`
    : sql`${raw(column)} = ${sealed}`
  const found = lookUp ? sql`, ${raw(lookUp)} = ${fingerprint(text, place)}` : sql``
  // Whoever changed the row in between has sealed it himself.
  const same = path ? sql`${raw(column)} #>> ${[...path]}::text[] = ${value}` : sql`${raw(column)} = ${value}`
  const where = join([...key.map(({ name, type }, nth) => sql`${raw(name)} = ${at[nth]}::${raw(type)}`), same], ' and ')
  return tx.run(sql`update ${raw(table)} set ${now} ${found} where ${where}`)
}

/**
 * Walks every sealed field once and seals what is not sealed with the present key; done nothing when the database says
 * that it was. Runs as the owner, because history and papers that nobody may alter keep their meaning: the guards let
 * only this through. Killed half-way, it begins anew and skips what is done. Answers how many values were sealed.
 */
export async function sealEverything(ownerUrl: string, fields: readonly SealedField[]): Promise<number> {
  return asOwner(ownerUrl, async (client) => {
    const inTransaction = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      await client.query('begin')
      try {
        const tx = await openTx(client, NATIONWIDE)
        await tx.run(sql`select set_config('plumbline.sealing', 'on', true)`)
        const answer = await work(tx)
        await client.query('commit')
        return answer
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    }
    if ((await inTransaction(sealedWith)) === fieldKeys().sealWith) return 0
    let count = 0
    for (const field of fields) {
      for (let after: readonly string[] | null = null; ; ) {
        const behind: readonly string[] | null = after
        const page = await inTransaction(async (tx) => {
          const found = await pageOf(tx, field, behind)
          for (const one of found)
            if (one.value !== null && needsSealing(one.value)) count += await sealOne(tx, field, one)
          return found
        })
        const last = page.at(-1)
        if (!last || page.length < PAGE) break
        after = last.at
      }
    }
    await inTransaction((tx) =>
      tx.run(sql`
        insert into platform.installation (key, value) values (${SEALED_WITH}, ${fieldKeys().sealWith})
        on conflict (key) do update set value = excluded.value`),
    )
    return count
  })
}
