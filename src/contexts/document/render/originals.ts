import sharp from 'sharp'
import { lawDateOf } from '../../../kernel/time.ts'
import type { FileOriginal, PaperBureau, Template } from '../model.ts'
import { findTemplateOn } from './catalogue.ts'

/** Enough for a picture of 12 cm at the resolution of print, little enough for a file of sixty photos. */
const PIXELS_MAX = 1400
/** The largest phone sensors give 200 million; what is larger was refused when it came in. */
const PIXELS_READ_MAX = 210_000_000

/**
 * A picture upright and small enough for a page, as JPEG without the camera's data; null where the bytes are no
 * picture.
 */
export async function pictureFrom(bytes: Uint8Array): Promise<Uint8Array | null> {
  try {
    const picture = sharp(bytes, { limitInputPixels: PIXELS_READ_MAX, animated: false }).rotate()
    const small = picture
      .resize(PIXELS_MAX, PIXELS_MAX, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
    return new Uint8Array(await small.jpeg({ quality: 76 }).toBuffer())
  } catch {
    return null
  }
}

/** What stands on the sheet where the original is no picture. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^image\//, '图片'],
  [/^video\//, '录像，另存光盘或者电子证据库'],
  [/^audio\//, '录音，另存光盘或者电子证据库'],
  [/pdf$/, 'PDF 文件，另附'],
  [/wordprocessingml/, 'Word 文件，另附'],
  [/spreadsheetml/, 'Excel 文件，另附'],
]
const formOf = (mime: string) => FORMS.find(([pattern]) => pattern.test(mime))?.[1] ?? `电子文件（${mime}），另附`

export type OriginalSheet = {
  readonly template: Template
  readonly content: {
    readonly bureau: PaperBureau
    readonly data: Readonly<Record<string, unknown>>
    readonly issuedAt: string
    readonly picture: string | null
    readonly title: string | null
  }
  readonly bytes: Uint8Array | null
}

/**
 * One original as a sheet of the file (图片文书): the picture, who made it, when, what it proves, and the hash of the
 * original.
 */
export async function sheetOfOriginal(
  original: FileOriginal,
  { bureau, at }: { bureau: PaperBureau; at: string },
): Promise<OriginalSheet> {
  const template = findTemplateOn('TPWS', lawDateOf(at))
  if (!template) throw new Error(`no template TPWS on ${lawDateOf(at)}`)
  const bytes = original.mime.startsWith('image/') ? await pictureFrom(await original.read()) : null
  const { name, kind, maker, place, proves, sha256, receivedAt, takenAt } = original
  return {
    template,
    content: {
      bureau,
      issuedAt: takenAt,
      picture: bytes ? `${sha256}.jpg` : null,
      title: bytes ? null : '证据材料',
      data: {
        name,
        kind,
        maker,
        madeAt: takenAt,
        receivedAt,
        place: place || '未填写',
        proves: proves || '案件有关情况',
        form: formOf(original.mime),
        sha256,
      },
    },
    bytes,
  }
}
