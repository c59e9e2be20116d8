import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { aBureau } from '../fixtures.ts'
import type { FileOriginal } from '../model.ts'
import { pictureFrom, sheetOfOriginal } from './originals.ts'

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: '#246a' } })
const original = (changes: Partial<FileOriginal> = {}): FileOriginal => ({
  name: '现场照片',
  kind: '视听资料',
  maker: '李淼',
  takenAt: '2026-03-05T01:40:00.000Z',
  receivedAt: '2026-03-05T01:41:00.000Z',
  place: '',
  proves: '',
  sha256: 'a'.repeat(64),
  mime: 'image/png',
  read: async () => picture(20, 10).png().toBuffer(),
  ...changes,
})

test('a photo is made small enough for a page and stands upright; a small one stays as it is', async () => {
  const sizeOf = async (bytes: Uint8Array | null) => {
    const { width, height, format } = await sharp(bytes ?? new Uint8Array()).metadata()
    return [width, height, format]
  }
  assert.deepEqual(await sizeOf(await pictureFrom(await picture(4000, 2000).jpeg().toBuffer())), [1400, 700, 'jpeg'])
  assert.deepEqual(await sizeOf(await pictureFrom(await picture(20, 10).png().toBuffer())), [20, 10, 'jpeg'])
  const lying = await picture(20, 10).jpeg().withMetadata({ orientation: 6 }).toBuffer()
  assert.deepEqual(await sizeOf(await pictureFrom(lying)), [10, 20, 'jpeg'])
})

test('bytes that are no picture leave a sheet without one, and the file is bound all the same', async () => {
  assert.equal(await pictureFrom(Buffer.from('no picture')), null)
  const broken = await sheetOfOriginal(original({ read: async () => Buffer.from('no picture') }), {
    bureau: aBureau(),
    at: '2026-03-20T02:00:00.000Z',
  })
  assert.deepEqual([broken.bytes, broken.content.picture, broken.content.title], [null, null, '证据材料'])
})

test('APL 46: the sheet tells who made the original, when, what it proves, and its hash', async () => {
  const { content, bytes } = await sheetOfOriginal(original({ proves: '无证上岗' }), {
    bureau: aBureau(),
    at: '2026-03-20T02:00:00.000Z',
  })
  assert.ok(bytes)
  assert.deepEqual(
    [content.title, content.picture, content.issuedAt],
    [null, `${'a'.repeat(64)}.jpg`, '2026-03-05T01:40:00.000Z'],
  )
  assert.deepEqual(
    [content.data['maker'], content.data['proves'], content.data['sha256']],
    ['李淼', '无证上岗', 'a'.repeat(64)],
  )
  const film = await sheetOfOriginal(
    original({ mime: 'video/mp4', read: () => Promise.reject(new Error('nobody asks for the bytes of a film')) }),
    { bureau: aBureau(), at: '2026-03-20T02:00:00.000Z' },
  )
  assert.match(String(film.content.data['form']), /录像/)
})
