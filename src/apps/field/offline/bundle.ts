import { openOf, type Command } from './outbox.ts'
import type { Phone } from './phone.ts'

const ROUNDS = 310_000
const FORMAT = 'plumbline-unsent-1'

type Bundle = {
  readonly phone: string
  readonly commands: readonly Command[]
  readonly photos: Readonly<Record<string, string>>
  readonly drafts: Readonly<Record<string, unknown>>
}

async function keyFrom(password: string, salt: Uint8Array<ArrayBuffer>) {
  const raw = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveKey'])
  const how = { name: 'PBKDF2', salt, iterations: ROUNDS, hash: 'SHA-256' }
  return crypto.subtle.deriveKey(how, raw, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

function textOf(bytes: ArrayBuffer): string {
  const view = new Uint8Array(bytes)
  let text = ''
  for (let at = 0; at < view.length; at += 8_192) text += String.fromCharCode(...view.subarray(at, at + 8_192))
  return btoa(text)
}

const bytesOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))

/** Everything that only this phone holds, sealed with a password: for the day on which the browser must be cleared. */
export async function exportUnsent(phone: Phone, password: string): Promise<Blob> {
  const commands = openOf(phone.commands())
  const photos: Record<string, string> = {}
  for (const { kind, input } of commands) {
    const bytes = kind === 'photo' ? await phone.vault.getBytes(String(input['id'])) : null
    if (bytes) photos[String(input['id'])] = textOf(bytes)
  }
  const drafts: Record<string, unknown> = {}
  for (const id of await phone.vault.ids('draft')) drafts[id] = await phone.vault.get('draft', id)
  const bundle: Bundle = { phone: phone.id, commands, photos, drafts }
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify(bundle))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyFrom(password, salt), plain)
  const told = { format: FORMAT, salt: textOf(salt.buffer), iv: textOf(iv.buffer), sealed: textOf(sealed) }
  return new Blob([JSON.stringify(told)], { type: 'application/json' })
}

/** Puts an export back. What is here already stays as it is; the keys of the commands are the same, so nothing is done twice. */
export async function importUnsent(phone: Phone, file: Blob, password: string): Promise<number> {
  const told = JSON.parse(await file.text()) as Record<'format' | 'salt' | 'iv' | 'sealed', string>
  if (told.format !== FORMAT) throw new Error('not an export of this app')
  const key = await keyFrom(password, bytesOf(told.salt))
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytesOf(told.iv) }, key, bytesOf(told.sealed))
  const bundle = JSON.parse(new TextDecoder().decode(plain)) as Bundle
  const known = new Set(phone.commands().map(({ id }) => id))
  const fresh = bundle.commands.filter(({ id }) => !known.has(id))
  for (const [id, text] of Object.entries(bundle.photos)) await phone.vault.putBytes(id, bytesOf(text).buffer)
  const held = new Set(await phone.vault.ids('draft'))
  const drafts = Object.entries(bundle.drafts).flatMap(([id, value]) =>
    held.has(id) ? [] : [{ kind: 'draft' as const, id, value }],
  )
  await phone.change((box) => {
    const last = Math.max(0, ...box.map(({ seq }) => seq))
    return [
      ...box,
      ...fresh.map(
        (command, place): Command => ({
          ...command,
          seq: last + place + 1,
          state: 'waiting',
          phone: command.phone ?? bundle.phone,
        }),
      ),
    ]
  }, drafts)
  return fresh.length
}
