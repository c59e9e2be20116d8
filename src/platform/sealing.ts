/**
 * Personal data sealed field by field (AES-256-GCM): whoever gets hold of the database, a copy of it or its disk reads no
 * identity number and no telephone without the keys, which lie in the data folder beside the journal's.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Keys by their id; new values are sealed with `sealWith`. `lookUp` makes fingerprints and stays as it is for good. */
export type FieldKeys = {
  readonly sealWith: string
  readonly keys: ReadonlyMap<string, Buffer>
  readonly lookUp: Buffer
}

const MARK = 'sealed:'
const IV_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

const idOf = (key: Buffer) => createHash('sha256').update(key).digest('hex').slice(0, 8)

export function freshFieldKeys(): FieldKeys {
  const key = randomBytes(KEY_BYTES)
  return { sealWith: idOf(key), keys: new Map([[idOf(key), key]]), lookUp: randomBytes(KEY_BYTES) }
}

const fileIn = (dataDir: string) => join(dataDir, 'keys', 'fields.json')

type Kept = { readonly sealWith: string; readonly keys: Readonly<Record<string, string>>; readonly lookUp: string }

function readKeys(path: string): FieldKeys | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const kept = JSON.parse(text) as Kept
  const keys = new Map(Object.entries(kept.keys).map(([id, key]) => [id, Buffer.from(key, 'base64')]))
  return { sealWith: kept.sealWith, keys, lookUp: Buffer.from(kept.lookUp, 'base64') }
}

function textOf({ sealWith, keys, lookUp }: FieldKeys): string {
  const kept: Kept = {
    sealWith,
    keys: Object.fromEntries([...keys].map(([id, key]) => [id, key.toString('base64')])),
    lookUp: lookUp.toString('base64'),
  }
  return `${JSON.stringify(kept, null, 2)}\n`
}

/** The keys of a data folder, made on first use and readable by its own user only; of two makers the first one counts. */
export function fieldKeysIn(dataDir: string): FieldKeys {
  const path = fileIn(dataDir)
  const known = readKeys(path)
  if (known) return known
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const part = `${path}.${process.pid}.part`
  writeFileSync(part, textOf(freshFieldKeys()), { mode: 0o600 })
  try {
    linkSync(part, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(part, { force: true })
  }
  return fieldKeysIn(dataDir)
}

/** From now on values are sealed with a new key; the former ones still open what they sealed. Answers the new id. */
export function renewFieldKey(dataDir: string): string {
  const { keys, lookUp } = fieldKeysIn(dataDir)
  const key = randomBytes(KEY_BYTES)
  const path = fileIn(dataDir)
  const part = `${path}.${process.pid}.part`
  writeFileSync(part, textOf({ sealWith: idOf(key), keys: new Map([...keys, [idOf(key), key]]), lookUp }), {
    mode: 0o600,
  })
  renameSync(part, path)
  return idOf(key)
}

let told: (() => FieldKeys) | null = null
let held: FieldKeys | null = null

/** Told once a process, before anything is sealed or opened; the keys are read, or made, when they are first needed. */
export function tellFieldKeys(source: () => FieldKeys): void {
  told = source
  held = null
}

export function fieldKeys(): FieldKeys {
  if (!told) throw new Error('nobody told where the keys of sealed fields are')
  held ??= told()
  return held
}

/** `place` is the column: a value that is moved to another column does not open there. An empty text stays empty. */
export function seal(text: string, place: string): string {
  if (text === '') return ''
  const { sealWith, keys } = fieldKeys()
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyNamed(keys, sealWith), iv).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `${MARK}${sealWith}:${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`
}

/** The text of a sealed value. One that was written before values were sealed comes back as it is. */
export function unseal(kept: string, place: string): string {
  if (!kept.startsWith(MARK)) return kept
  const [id = '', body = ''] = kept.slice(MARK.length).split(':')
  const bytes = Buffer.from(body, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyNamed(fieldKeys().keys, id), bytes.subarray(0, IV_BYTES))
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
}

function keyNamed(keys: FieldKeys['keys'], id: string): Buffer {
  const key = keys.get(id)
  if (!key) throw new Error(`personal data were sealed with the key ${id}, which is not in keys/fields.json`)
  return key
}

/** Whether a value still waits for the key that seals now. */
export const needsSealing = (kept: string): boolean =>
  kept !== '' && !kept.startsWith(`${MARK}${fieldKeys().sealWith}:`)

/** By which a sealed value is found again without being opened: the same text in the same place gives the same word. */
export const fingerprint = (text: string, place: string): string =>
  createHmac('sha256', fieldKeys().lookUp).update(`${place}\n${text}`).digest('hex')
