import { mustForget } from '../../../contexts/device/contract.ts'
import { call } from '../../client.ts'
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

const DATABASE = 'plumbline-field-vault'
const VERSION = 1

/** One encrypted thing: nobody reads it without the key of its officer, nor passes it off as another one. */
type Sealed = { readonly iv: Uint8Array<ArrayBuffer>; readonly bytes: ArrayBuffer; readonly at: string }

interface Shape extends DBSchema {
  /** Keys that cannot be taken out of the browser, one an officer. */
  keys: { key: string; value: CryptoKey }
  things: { key: string; value: Sealed }
  /** Who used this phone last, and until when without signing in anew. Nothing about businesses. */
  seats: { key: string; value: Seat }
}

export type Seat = { readonly officerId: string; readonly until: string; readonly phone: string }

/** What lies in a vault; a thing is known by its kind and its id. A `business` is one where a visit may begin without a plan. */
export type Kind =
  | 'me'
  | 'pack'
  | 'visit'
  | 'draft'
  | 'command'
  | 'photo'
  | 'business'
  | 'burden'
  | 'link'
  | 'side'
  | 'spot'

export type Write = { readonly kind: Kind; readonly id: string; readonly value: unknown | null }

export type Vault = {
  readonly officerId: string
  get<Value>(kind: Kind, id: string): Promise<Value | null>
  /** Ids of a kind, without opening them. */
  ids(kind: Kind): Promise<string[]>
  all<Value>(kind: Kind): Promise<Value[]>
  /** All or nothing, and on the disk before it answers; a null value takes the thing away. */
  write(writes: readonly Write[]): Promise<void>
  putBytes(id: string, bytes: ArrayBuffer): Promise<void>
  getBytes(id: string): Promise<ArrayBuffer | null>
  /** Bytes of a kind as they lie there, for showing how much was taken along. */
  sizeOf(kind: Kind): Promise<number>
}

/** Only where the browser gives keys and a store: https or localhost, and no private window. */
export const canKeep = (): boolean => window.isSecureContext && 'indexedDB' in window && Boolean(crypto.subtle)

let opened: Promise<IDBPDatabase<Shape>> | undefined
const database = () =>
  (opened ??= openDB<Shape>(DATABASE, VERSION, {
    upgrade(db) {
      db.createObjectStore('keys')
      db.createObjectStore('things')
      db.createObjectStore('seats')
    },
    terminated: () => {
      opened = undefined
    },
  }))

const SEAT = 'last'
export const readSeat = async (): Promise<Seat | null> => (await (await database()).get('seats', SEAT)) ?? null
export const takeSeat = async (seat: Seat): Promise<unknown> => (await database()).put('seats', seat, SEAT)

/** Lets the phone ask for a sign-in; what lies in the vaults stays sealed. */
export async function leaveSeat(): Promise<void> {
  const seat = await readSeat()
  if (seat) await takeSeat({ ...seat, until: '' })
}

/** Forgets everything: keys first, so that nothing left over could ever be read. */
export async function forgetEverything(): Promise<void> {
  const db = await database()
  await db.clear('keys')
  await Promise.all([db.clear('things'), db.clear('seats')])
}

/** A phone without a session asks whether it was lost or its officer has left; true when it has forgotten everything. */
export async function forgetIfTold(phone: string): Promise<boolean> {
  const { mustForget: told } = await call(mustForget, { id: phone }).catch(() => ({ mustForget: false }))
  if (told) await forgetEverything()
  return told
}

async function keyOf(officerId: string): Promise<CryptoKey> {
  const db = await database()
  const known = await db.get('keys', officerId)
  if (known) return known
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  // Another tab may have been faster: its key is the one that counts.
  const held = db.transaction('keys', 'readwrite', { durability: 'strict' })
  const first = await held.store.get(officerId)
  if (!first) await held.store.put(made, officerId)
  await held.done
  return first ?? made
}

/** Seals and opens under one key. The name goes into the seal: what is moved to another name or officer does not open. */
function sealerOf(key: CryptoKey) {
  const how = (name: string, iv: Uint8Array<ArrayBuffer>) => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(name),
  })
  const unseal = (name: string, { iv, bytes }: Sealed) => crypto.subtle.decrypt(how(name, iv), key, bytes)
  return {
    unseal,
    textOf: async (name: string, sealed: Sealed) => new TextDecoder().decode(await unseal(name, sealed)),
    seal: async (name: string, plain: BufferSource): Promise<Sealed> => {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      return { iv, bytes: await crypto.subtle.encrypt(how(name, iv), key, plain), at: new Date().toISOString() }
    },
  }
}

async function put(entries: readonly (readonly [string, Sealed | null])[]) {
  const held = (await database()).transaction('things', 'readwrite', { durability: 'strict' })
  for (const [name, sealed] of entries) void (sealed ? held.store.put(sealed, name) : held.store.delete(name))
  await held.done
}

export async function openVault(officerId: string): Promise<Vault> {
  const { seal, unseal, textOf } = sealerOf(await keyOf(officerId))
  const nameOf = (kind: Kind, id: string) => `${officerId}|${kind}|${id}`
  const rangeOf = (kind: Kind) => IDBKeyRange.bound(nameOf(kind, ''), nameOf(kind, '\uffff'))
  return {
    officerId,
    async get<Value>(kind: Kind, id: string) {
      const sealed = await (await database()).get('things', nameOf(kind, id))
      return sealed ? (JSON.parse(await textOf(nameOf(kind, id), sealed)) as Value) : null
    },
    async ids(kind) {
      const names = await (await database()).getAllKeys('things', rangeOf(kind))
      return names.map((name) => name.slice(nameOf(kind, '').length))
    },
    async all<Value>(kind: Kind) {
      const db = await database()
      const held = db.transaction('things')
      const [names, things] = await Promise.all([
        held.store.getAllKeys(rangeOf(kind)),
        held.store.getAll(rangeOf(kind)),
      ])
      return Promise.all(
        things.map(async (sealed, place) => JSON.parse(await textOf(names[place] ?? '', sealed)) as Value),
      )
    },
    async write(writes) {
      const entries = await Promise.all(
        writes.map(async ({ kind, id, value }) => {
          const name = nameOf(kind, id)
          return [
            name,
            value === null ? null : await seal(name, new TextEncoder().encode(JSON.stringify(value))),
          ] as const
        }),
      )
      await put(entries)
    },
    async putBytes(id, bytes) {
      const name = nameOf('photo', id)
      await put([[name, await seal(name, bytes)]])
    },
    async getBytes(id) {
      const name = nameOf('photo', id)
      const sealed = await (await database()).get('things', name)
      return sealed ? unseal(name, sealed) : null
    },
    async sizeOf(kind) {
      const things = await (await database()).getAll('things', rangeOf(kind))
      return things.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
    },
  }
}
