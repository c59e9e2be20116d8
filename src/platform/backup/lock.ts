/** How a backup is locked: everything in it is encrypted to one age key, and that key lies under a passphrase or in a file. */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

/** A passphrase, or the text of a key file: an age identity (AGE-SECRET-KEY-1…), to back up also a recipient (age1…). */
export type Secret = { readonly passphrase: string } | { readonly key: string }

/** Something about a backup that the person at the keyboard must be told; the message is the whole answer. */
export class BackupTrouble extends Error {}

/** Figures of scrypt for the one key under a passphrase; tests choose less work. 2^18 takes about a second. */
const SCRYPT_LOG_N = 18
const KEY_FILE = 'key.age'
const PASSPHRASE_CHARACTERS_MIN = 12

export const identityIn = (text: string): string | null => /AGE-SECRET-KEY-1[0-9A-Z]+/.exec(text)?.[0] ?? null
const recipientIn = (text: string): string | null => /\bage1[0-9a-z]{50,}\b/.exec(text)?.[0] ?? null

/** Makes the key of a new backup folder and tells to whom everything is encrypted. */
export async function makeLock(folder: string, secret: Secret, logN = SCRYPT_LOG_N): Promise<string> {
  if ('key' in secret) {
    const identity = identityIn(secret.key)
    const recipient = identity ? await identityToRecipient(identity) : recipientIn(secret.key)
    if (!recipient) throw new BackupTrouble('the key file holds neither an age identity nor an age recipient')
    return recipient
  }
  if ([...secret.passphrase].length < PASSPHRASE_CHARACTERS_MIN)
    throw new BackupTrouble(`the passphrase of a backup has at least ${PASSPHRASE_CHARACTERS_MIN} characters`)
  const identity = await generateX25519Identity()
  const encrypter = new Encrypter()
  encrypter.setPassphrase(secret.passphrase)
  encrypter.setScryptWorkFactor(logN)
  await writeDurably(join(folder, KEY_FILE), await encrypter.encrypt(identity))
  return identityToRecipient(identity)
}

/** The identity that opens the backup. Throws BackupTrouble when the secret is not the one it was made with. */
export async function openLock(folder: string, recipient: string, secret: Secret): Promise<string> {
  const identity =
    'key' in secret ? identityIn(secret.key) : await identityUnder(join(folder, KEY_FILE), secret.passphrase)
  if (!identity) throw new BackupTrouble('the key file holds no age identity (AGE-SECRET-KEY-1…)')
  if ((await identityToRecipient(identity)) !== recipient)
    throw new BackupTrouble('the key does not belong to this backup: choose the key file it was made with')
  return identity
}

async function identityUnder(path: string, passphrase: string): Promise<string> {
  const locked = await readFile(path).catch(() => {
    throw new BackupTrouble('this backup was made with a key file, not with a passphrase: give --key FILE')
  })
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  return decrypter.decrypt(locked, 'text').catch(() => {
    throw new BackupTrouble('the passphrase is wrong, or key.age is damaged: nothing was changed')
  })
}

export async function encryptFor(recipient: string, bytes: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return encrypter.encrypt(bytes)
}

export async function decryptWith(identity: string, bytes: Uint8Array): Promise<Uint8Array> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return decrypter.decrypt(bytes)
}

/** Encrypts a stream into a file that appears only when it is whole and on the disk. */
export async function encryptStream(recipient: string, plain: Readable, path: string): Promise<void> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const locked = await encrypter.encrypt(Readable.toWeb(plain) as unknown as ReadableStream<Uint8Array>)
  await mkdir(dirname(path), { recursive: true })
  const part = `${path}.part`
  try {
    await pipeline(Readable.fromWeb(locked as unknown as WebStream), createWriteStream(part, { flush: true }))
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

export async function decryptStream(identity: string, path: string): Promise<Readable> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  const locked = Readable.toWeb(createReadStream(path)) as unknown as ReadableStream<Uint8Array>
  return Readable.fromWeb((await decrypter.decrypt(locked)) as unknown as WebStream)
}

/** Writes a small file so that a power cut leaves either none or the whole of it. */
export async function writeDurably(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const part = `${path}.part`
  const handle = await open(part, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, path)
}

/** A fresh key file for unattended backups; its recipient line may lie on the server, its secret line elsewhere. */
export async function makeKeyFile(path: string): Promise<{ recipient: string }> {
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  await writeFile(path, `# public: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx' })
  return { recipient }
}
