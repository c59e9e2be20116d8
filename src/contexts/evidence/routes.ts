import { Conflict, Invalid, NotFound } from '../../kernel/answer.ts'
import { unlessRefused } from '../../kernel/refusal.ts'
import { serve, type Route } from '../../platform/http.ts'
import { atTheAct } from '../device/public.ts'
import * as contract from './contract.ts'
import { addEvidence, evidenceOf, readOriginal } from './public.ts'
import { refusesAdding, refusesReading } from './rules/access.ts'
import { isPhoto, isRecording } from './rules/file-kinds.ts'
import { chain } from './routes/chain.ts'
import { removal } from './routes/removal.ts'
import * as store from './store.ts'

export const routes: readonly Route[] = [
  ...chain,
  ...removal,
  serve(
    contract.addEvidence,
    async ({ subjectKind, subjectId, sha256, ...told }, { tx, files, asker, at, upload, concerns, note }) => {
      unlessRefused([refusesAdding(asker, subjectKind)])
      if (!upload) throw new Invalid([{ field: 'file', says: '没有收到文件，请选择文件后再提交' }])
      const item = await addEvidence(tx, files, {
        add: {
          ...told,
          id: told.id,
          subject: { kind: subjectKind, id: subjectId },
          bytes: upload.bytes,
          claimedSha256: sha256,
        },
        asker,
        at,
      })
      concerns('evidence', item.id)
      note({ sha256: item.sha256, size: item.size, mime: item.mime, subject: item.subject })
      return item
    },
  ),

  serve(contract.announceCapture, async ({ subjectKind, subjectId, ...told }, call) => {
    unlessRefused([refusesAdding(call.asker, subjectKind)])
    call.concerns(subjectKind, subjectId)
    const { tx, asker, at, note } = await atTheAct(call, {
      action: 'evidence.captured',
      subjectId,
      writesPapers: false,
    })
    const subject = { kind: subjectKind, id: subjectId }
    if (told.annotates) {
      const original = await store.findCapture(tx, told.annotates)
      if (original?.subject.id !== subjectId)
        throw new Invalid([{ field: 'annotates', says: '没有找到标注所依据的原件，请先上传原件' }])
    }
    const capture = {
      ...told,
      subject,
      region: asker.region,
      actAt: call.replay ? at : told.deviceAt,
      receivedAt: call.at,
      takenBy: asker.name,
    }
    await call.emit({ name: 'evidence.captured', payload: { subjectKind, subjectId } })
    if (!(await store.insertCapture(tx, { ...capture, takenById: asker.id })))
      throw new Conflict('这份证据已经登记过，请刷新后查看')
    note({
      capture: told.id,
      sha256: told.sha256,
      size: told.size,
      deviceAt: told.deviceAt,
      elapsedMs: told.elapsedMs,
      ...(told.annotates ? { annotates: told.annotates } : {}),
    })
    return capture
  }),

  serve(contract.claimArrived, async ({ id, ...told }, { tx, files, asker, at, concerns, note }) => {
    concerns('evidence', id)
    const capture = await store.findCapture(tx, id)
    if (capture?.takenById !== asker.id) throw new NotFound('capture')
    const [known] = await store.findItems(tx, [id])
    if (known) return known
    const bytes = await files.arrived(`${asker.id}~${id}`)
    if (!bytes) throw new Invalid([{ field: 'file', says: '文件还没有传完，请继续上传' }])
    const { subject, actAt: takenAt, sha256: claimedSha256 } = capture
    const add = { ...told, id, subject, kind: 'audio-visual' as const, takenAt, bytes, claimedSha256 }
    const item = await addEvidence(tx, files, { add, asker, at })
    note({ sha256: item.sha256, size: item.size, mime: item.mime, subject, deviceAt: capture.deviceAt })
    return item
  }),

  serve(contract.listCaptures, async ({ subjectId }, { tx }) => ({
    captures: await store.capturesOf(tx, { kind: 'inspection', id: subjectId }),
  })),

  serve(contract.listEvidence, async ({ subjectKind, subjectId }, { tx, asker, concerns }) => {
    unlessRefused([refusesReading(asker)])
    concerns(subjectKind, subjectId)
    return { evidence: await evidenceOf(tx, { kind: subjectKind, id: subjectId }) }
  }),

  serve(contract.evidenceFile, async ({ id }, { tx, files, asker, concerns, note }) => {
    unlessRefused([refusesReading(asker)])
    concerns('evidence', id)
    const { item, bytes } = await readOriginal(tx, files, id)
    note({ sha256: item.sha256 })
    return { name: item.name, mime: item.mime, bytes, inline: isPhoto(item.mime) || isRecording(item.mime) }
  }),

  serve(contract.evidenceThumbnail, async ({ id }, { tx, files, asker, concerns }) => {
    unlessRefused([refusesReading(asker)])
    concerns('evidence', id)
    const thumbnail = await store.findThumbnail(tx, id)
    if (!thumbnail) throw new NotFound('thumbnail')
    return {
      name: `${thumbnail.name}.jpg`,
      mime: 'image/jpeg',
      bytes: await files.read(thumbnail.sha256),
      inline: true,
    }
  }),
]
