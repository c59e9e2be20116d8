import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import sharp from 'sharp'
import { demoPhoto } from '../../../demo/photos.ts'
import { featuresOfPicture } from '../store/picture.ts'
import { featuresOf, likeness, LIKENESS_MIN, likenessWord, SIDE } from './likeness.ts'

const pixels = fc.uint8Array({ minLength: SIDE * SIDE * 3, maxLength: SIDE * SIDE * 3 })

test('a picture is wholly like itself, likeness lies between 0 and 1 and is the same both ways', () => {
  fc.assert(
    fc.property(pixels, pixels, (a, b) => {
      const [one, other] = [featuresOf(a), featuresOf(b)]
      assert.ok(likeness(one, one) > 0.99)
      const value = likeness(one, other)
      assert.ok(value >= 0 && value <= 1)
      assert.equal(value, likeness(other, one))
    }),
    { numRuns: 20 },
  )
})

test('a smaller, darker, recompressed or slightly cropped copy is found before every other picture', async () => {
  const seeds = [1, 2, 3, 5, 8, 13, 21, 34]
  const library = await Promise.all(seeds.map(async (seed) => featuresOfPicture(await demoPhoto(seed))))
  for (const [place, seed] of seeds.entries()) {
    const original = await demoPhoto(seed)
    const copies = await Promise.all([
      sharp(original).resize(320).jpeg({ quality: 40 }).toBuffer(),
      sharp(original).modulate({ brightness: 0.8 }).png().toBuffer(),
      sharp(original).extract({ left: 16, top: 12, width: 768, height: 576 }).webp().toBuffer(),
    ])
    for (const copy of copies) {
      const asked = await featuresOfPicture(copy)
      const values = library.map((one) => likeness(asked, one))
      assert.equal(values.indexOf(Math.max(...values)), place, `photo ${seed}: ${values.join(' ')}`)
      assert.ok((values[place] ?? 0) >= 0.55, `photo ${seed}: ${values[place]}`)
    }
  }
})

test('a flat colour is no likeness of a picture, and the words rise with the value', async () => {
  const flat = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#0a3' } })
    .png()
    .toBuffer()
  const value = likeness(await featuresOfPicture(flat), await featuresOfPicture(await demoPhoto(1)))
  assert.ok(value < LIKENESS_MIN, String(value))
  assert.deepEqual([0.4, 0.54, 0.55, 0.79, 0.8, 1].map(likenessWord), ['far', 'far', 'near', 'near', 'close', 'close'])
})

test('what is no picture is refused and not compared', async () => {
  await assert.rejects(featuresOfPicture(Buffer.from('no picture')), { name: 'Refused' })
})
