import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { IdShape } from '../../kernel/shapes.ts'
import { Capture, Evidence, EVIDENCE_KINDS, type EvidenceKind } from './model.ts'

const SubjectKind = z.enum(['inspection', 'case', 'hazard'], '请说明证据属于检查、案件还是隐患')

export const addEvidence = endpoint({
  method: 'POST',
  path: '/evidence',
  may: 'signed-in',
  audit: 'evidence.added',
  takesFile: true,
  about:
    'Keeps one original (photo, video, sound or document; 30 MB at most) unaltered under its SHA-256, which must equal the one that the device took. What the bytes are is read from the bytes; SVG, HTML and pictures that cannot be decoded are refused. A business may add only to its own hazards.',
  input: z.object({
    id: IdShape.optional(),
    subjectKind: SubjectKind,
    subjectId: IdShape,
    kind: z
      .enum(Object.keys(EVIDENCE_KINDS) as [EvidenceKind, ...EvidenceKind[]], '请选择证据种类')
      .default('audio-visual'),
    name: z.string('请填写证据名称').trim().min(1, '请填写证据名称').max(200, '证据名称过长'),
    proves: z.string().trim().max(500, '证明对象过长').default(''),
    sha256: z.string('缺少文件校验值').regex(/^[0-9a-f]{64}$/, '文件校验值应为64位小写十六进制'),
    takenAt: z.iso.datetime('拍摄时间格式不正确'),
    place: z.string().trim().max(200, '地点过长').default(''),
  }),
  output: Evidence,
})

export const announceCapture = endpoint({
  method: 'POST',
  path: '/evidence/captures',
  may: 'signed-in',
  audit: 'evidence.captured',
  about:
    'A phone announces an original that it holds: hash, size and times as taken, before the bytes arrive. The paper that names it may be signed meanwhile. `elapsedMs` is how long ago it was by a clock that nobody can set, null after a restart of the phone.',
  input: z.object({
    id: IdShape,
    subjectKind: z.literal('inspection'),
    subjectId: IdShape,
    sha256: z.string('缺少文件校验值').regex(/^[0-9a-f]{64}$/, '文件校验值应为64位小写十六进制'),
    size: z.number().int().positive('文件是空的'),
    deviceAt: z.iso.datetime('拍摄时间格式不正确'),
    elapsedMs: z.number().int().nonnegative().nullable(),
    latitude: z.number().min(-90).max(90).nullable(),
    longitude: z.number().min(-180).max(180).nullable(),
    /** Set for a marked copy: the original, which stays as it was. */
    annotates: IdShape.nullable().default(null),
  }),
  output: Capture,
})

export const claimArrived = endpoint({
  method: 'POST',
  path: '/evidence/captures/:id/arrived',
  may: 'signed-in',
  audit: 'evidence.added',
  about:
    'Keeps the bytes that arrived by resumable upload (tus, under /api/uploads, named by the id of the capture) as the original that was announced. Their SHA-256 must be that of the capture. A second call answers the same.',
  input: z.object({
    id: IdShape,
    name: z.string('请填写证据名称').trim().min(1, '请填写证据名称').max(200, '证据名称过长'),
    proves: z.string().trim().max(500, '证明对象过长').default(''),
    place: z.string().trim().max(200, '地点过长').default(''),
  }),
  output: Evidence,
})

export const listCaptures = endpoint({
  method: 'GET',
  path: '/evidence/captures',
  may: 'evidence.read',
  audit: 'none',
  about: 'What phones announced about one inspection, with both times and whether the bytes are here; at most 500.',
  input: z.object({ subjectId: IdShape }),
  output: z.object({ captures: z.array(Capture.extend({ hasArrived: z.boolean() })) }),
})

export const listEvidence = endpoint({
  method: 'GET',
  path: '/evidence',
  may: 'signed-in',
  audit: 'evidence.listed',
  about: 'The evidence of one inspection, case or hazard, the oldest first, at most 500.',
  input: z.object({ subjectKind: SubjectKind, subjectId: IdShape }),
  output: z.object({ evidence: z.array(Evidence) }),
})

export const evidenceFile = endpoint({
  method: 'GET',
  path: '/evidence/:id/file',
  may: 'signed-in',
  audit: 'evidence.read',
  answers: 'file',
  about: 'The original, byte for byte; its hash is checked before it leaves. Every reading is journalled.',
  input: z.object({ id: IdShape }),
  output: z.unknown(),
})

export const evidenceThumbnail = endpoint({
  method: 'GET',
  path: '/evidence/:id/thumbnail',
  may: 'signed-in',
  audit: 'evidence.thumbnail-read',
  answers: 'file',
  about: 'A JPEG of at most 480×480 without the camera’s data; 404 for what is no photo.',
  input: z.object({ id: IdShape }),
  output: z.unknown(),
})
