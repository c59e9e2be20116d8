import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'

/** 30 MB, the limit of one original. */
export const EVIDENCE_BYTES_MAX = 30 * 1024 * 1024

/** Pixels of the largest photo that is decoded: the largest phone sensors give 200 million. */
export const PHOTO_PIXELS_MAX = 210_000_000

/** Devices run ahead of the server by a little at most. */
const CLOCK_AHEAD_MS = 5 * 60_000

const PHOTOS = ['image/jpeg', 'image/png', 'image/webp']
const OTHERS = [
  'video/mp4',
  'video/quicktime',
  'video/webm',
  'video/3gpp',
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/wav',
  'audio/ogg',
  'audio/amr',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]

/** Sound or moving pictures: what a player plays. */
export const isRecording = (mime: string): boolean => /^(video|audio)\//.test(mime)

export const isPhoto = (mime: string): boolean => PHOTOS.includes(mime)

/** What the file claims, what its bytes are, and what the device swore to. */
export type ReceivedFile = {
  readonly size: number
  /** Media type read from the bytes; null when nothing known. */
  readonly mime: string | null
  readonly sha256: string
  readonly claimedSha256: string
  readonly takenAt: Instant
  readonly receivedAt: Instant
}

/** Evidence must be true and unaltered (APL 46): everything about the file that speaks against it. */
export function whyNotKept(file: ReceivedFile): Refusal[] {
  const cites = art('APL', 46, 2)
  const refusals = [
    file.size === 0 ? no('file-empty', {}, '文件是空的', '重新拍摄或选择文件') : null,
    file.size > EVIDENCE_BYTES_MAX
      ? no('file-too-large', { size: file.size }, '文件超过30MB', '压缩或分段后上传')
      : null,
    file.mime !== null && [...PHOTOS, ...OTHERS].includes(file.mime)
      ? null
      : no(
          'file-kind-unknown',
          { mime: file.mime ?? 'unknown' },
          '文件内容不是可接受的照片、视频、录音或文档',
          '请上传 JPG、PNG、WebP、MP4、MP3、PDF、DOCX 或 XLSX 文件',
        ),
    file.sha256 === file.claimedSha256
      ? null
      : no('hash-differs', {}, '文件与拍摄时的校验值不一致，可能在传输中损坏或被改动', '请从设备重新上传原始文件'),
    Date.parse(file.takenAt) <= Date.parse(file.receivedAt) + CLOCK_AHEAD_MS
      ? null
      : no('taken-in-the-future', {}, '拍摄时间晚于当前时间', '检查设备时间后重新上传'),
  ]
  return refusals.flatMap((refusal) => (refusal ? [{ ...refusal, cites }] : []))
}

/** The bytes say photo but cannot be decoded whole, or hold more pixels than any camera takes. */
export const photoUnreadable = (): Refusal => ({
  ...no('photo-unreadable', {}, '照片无法完整打开，或像素异常巨大', '重新拍摄后上传'),
  cites: art('APL', 46, 2),
})
