import sharp from 'sharp'
import { Refused } from '../../../kernel/refusal.ts'
import { PHOTO_PIXELS_MAX, photoUnreadable } from '../../evidence/rules/file-kinds.ts'
import { featuresOf, SIDE, type Features } from '../rules/likeness.ts'

const COPY_PIXELS = 1280
const READ = { limitInputPixels: PHOTO_PIXELS_MAX, failOn: 'error', animated: false } as const

async function unlessUnreadable<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch {
    throw new Refused([photoUnreadable()])
  }
}

/** An upright JPEG of at most 1280 pixels a side without position, device, time or anything else of the camera's data. */
export const copyWithoutData = (bytes: Uint8Array): Promise<Buffer> =>
  unlessUnreadable(() =>
    sharp(bytes, READ)
      .rotate()
      .resize(COPY_PIXELS, COPY_PIXELS, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 80 })
      .toBuffer(),
  )

/** What a picture is compared by. Refuses what is no picture that decodes whole. */
export const featuresOfPicture = (bytes: Uint8Array): Promise<Features> =>
  unlessUnreadable(async () => {
    const upright = sharp(bytes, READ).rotate().flatten({ background: '#fff' })
    const small = upright.resize(SIDE, SIDE, { fit: 'fill' }).toColourspace('srgb').removeAlpha()
    return featuresOf(await small.raw().toBuffer())
  })
