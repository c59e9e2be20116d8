import type { Ctx } from '../../../platform/http.ts'
import type { FileOriginal, PaperBureau, PaperSubject } from '../../document/model.ts'
import { planFile, type FilePlan } from '../../document/public/case-file.ts'
import { isRemoved } from '../../evidence/model.ts'
import { getEvidence, readOriginal } from '../../evidence/public.ts'
import type { Evidence } from '../../evidence/model.ts'
import type { Case } from '../model.ts'
import { originalsOf } from '../rules/originals.ts'

/**
 * What the file of a case holds: the papers of the inspection that it grew from, its own papers, and the originals of
 * its
 * evidence list as sheets. Throws NotFound where an original lies outside the asker's view.
 */
export async function planCaseFile(ctx: Ctx, thing: Case, bureau: PaperBureau): Promise<FilePlan> {
  const listed = originalsOf(thing)
  const items = await getEvidence(
    ctx.tx,
    listed.map(({ evidenceId }) => evidenceId),
  )
  const originals = items.map((item, index): FileOriginal => {
    const { takenAt, receivedAt, place, sha256, mime } = item
    const told = listed[index] ?? item
    return {
      name: told.name,
      kind: told.kind,
      maker: makerOf(thing, item.takenBy),
      proves: isRemoved(item) ? removedSays(item) : told.proves || item.proves,
      takenAt,
      receivedAt,
      place,
      sha256,
      mime,
      read: async () => (await readOriginal(ctx.tx, ctx.files, item.id)).bytes,
    }
  })
  const subjects: PaperSubject[] = [
    ...(thing.inspectionId ? [{ kind: 'inspection', id: thing.inspectionId } as const] : []),
    { kind: 'case', id: thing.id },
  ]
  return planFile(ctx.tx, { subjects, originals, bureau, at: ctx.at })
}

/** The sheet stays in the file and says that it proves nothing any more (APL 47). */
const removedSays = ({ removal }: Evidence) =>
  `经${removal?.decidedBy ?? ''}批准停用，不作为定案根据（申请理由：${removal?.because ?? ''}）`

/** Who took it; a handler of the case with the number of his certificate. */
function makerOf({ handlers }: Case, name: string): string {
  const handler = handlers.find((each) => each.name === name)
  return handler?.certificateNumber ? `${name}（证号：${handler.certificateNumber}）` : name
}
