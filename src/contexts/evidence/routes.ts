import { Invalid, NotFound } from '../../kernel/answer.ts'
import { unlessRefused } from '../../kernel/refusal.ts'
import { serve, type Route } from '../../platform/http.ts'
import * as contract from './contract.ts'
import { addEvidence, evidenceOf, readOriginal } from './public.ts'
import { refusesAdding, refusesReading } from './rules/access.ts'
import { isPhoto } from './rules/file-kinds.ts'
import * as store from './store.ts'

export const routes: readonly Route[] = [
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
    return { name: item.name, mime: item.mime, bytes, inline: isPhoto(item.mime) }
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
