import type { SpotPack, SpotPenalty } from '../../../contexts/casework/contract/on-site.ts'
import { spotClauseOf, spotFacts, whyNotOnSite, type SpotClause } from '../../../contexts/casework/rules/on-site.ts'
import { spotPaperAhead, whyNotAhead, type SpotAhead } from '../../../contexts/casework/rules/on-site-paper.ts'
import { draftAlone } from '../../../contexts/casework/rules/side-view.ts'
import { simple } from '../../../contexts/casework/transitions/simple.ts'
import type { Hazard } from '../../../contexts/hazard/model.ts'
import type { InspectionFile } from '../../../contexts/inspection/contract.ts'
import { lawDataOf } from '../../../contexts/inspection/rules/take-along.ts'
import { lawBookOf, type LawBook } from '../../../contexts/law/rules/lawbook.ts'
import type { Me } from '../../../contexts/people/contract.ts'
import { fenOf } from '../../../kernel/money.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { lawDateOf, yearOf, type Instant } from '../../../kernel/time.ts'
import { newId } from '../../ui/device.ts'
import { askerOf } from '../api.ts'
import { rightNow } from '../offline/clock.ts'
import type { Pack } from '../offline/phone.ts'
import type { Beside } from '../side/use-beside.ts'
import { signedOf } from '../visit/acts.ts'
import type { SpotDraft } from './draft.ts'
import { words as offline } from '../words-offline.ts'
import { words } from './words.ts'

/** A hazard that this phone punished, and the number that went on the paper. */
export type Punished = { readonly hazardId: string; readonly number: string }

/** What a penalty on the spot is decided from on the phone. */
export type SpotGround = {
  readonly file: InspectionFile
  readonly me: Me
  readonly pack: Pack
  readonly stock: SpotPack
  /** What this phone punished already, on all its visits: their numbers are used. */
  readonly done: readonly Punished[]
}

export const bookOf = ({ pack: { along }, stock }: Pick<SpotGround, 'pack' | 'stock'>): LawBook =>
  lawBookOf({ ...lawDataOf(along.law), parameters: [...along.law.parameters, ...stock.parameters] })

/** Hazards that may be punished on the spot at all: with a provision, in no case, not punished before. */
export function punishableHere(ground: SpotGround, at: Instant): { hazard: Hazard; clause: SpotClause }[] {
  const { file, done } = ground
  const book = bookOf(ground)
  const punished = new Set(done.map(({ hazardId }) => hazardId))
  return file.facts.hazards.flatMap((hazard) => {
    const clause = hazard.caseId === null && !punished.has(hazard.id) ? spotClauseOf(book, hazard, lawDateOf(at)) : null
    return clause && (clause.range || clause.mayWarn) ? [{ hazard, clause }] : []
  })
}

/** The lowest number of this year that this phone holds and has printed nowhere. */
export const numberHere = ({ stock, done }: SpotGround, at: Instant): string | null =>
  (stock.year === yearOf(lawDateOf(at)) &&
    stock.numbers.find((number) => !done.some((one) => one.number === number))) ||
  null

/** What the draft says, in the shape that is sent. */
export function saidOf(ground: SpotGround, spot: SpotDraft, chosen: Chosen, at: Instant): SpotPenalty {
  return {
    facts: spot.facts ?? spotFacts(chosen.hazard, at),
    violatedText: chosen.clause.violated,
    basisText: chosen.clause.basis,
    penaltyKind: spot.penaltyKind,
    amountFen: spot.penaltyKind === 'warning' ? 0 : (fenOf(spot.yuan) ?? 0),
    collect: spot.collect,
    certificatesShown: spot.certificatesShown,
    told: spot.told,
    recorded: spot.recorded,
    heard: spot.heard.trim(),
    ...signedOf(ground.file.inspection, spot.signing),
  }
}

export type Chosen = { readonly hazard: Hazard; readonly clause: SpotClause }

function aheadOf(ground: SpotGround, said: SpotPenalty, chosen: Chosen, at: Instant): SpotAhead {
  const { file, me, pack, stock } = ground
  const { inspection, enterprise, facts } = file
  const people = inspection.officers.flatMap(({ id }) => facts.officers.filter((officer) => officer.id === id))
  const { region } = inspection
  const draft = draftAlone(simple, {
    id: chosen.hazard.id,
    region,
    at,
    enterprise,
    against: chosen.clause.against,
    people,
  })
  return {
    draft,
    said,
    inspection,
    officers: facts.officers,
    bureau: pack.along.bureau,
    book: bookOf(ground),
    pack: stock,
    number: numberHere(ground, at),
    by: askerOf(me),
    at,
  }
}

/** Everything that still stands against it, by the rules that the office asks at the sync. */
export function whyNotHere(ground: SpotGround, said: SpotPenalty, chosen: Chosen, at: Instant): Refusal[] {
  const { hazard, clause } = chosen
  const before = ground.done.map(({ hazardId, number }) => ({ hazardIds: [hazardId], number }))
  return [
    ...(numberHere(ground, at) === null ? [no('no-number-left', {}, words.noNumber)] : []),
    ...whyNotOnSite({ inspection: ground.file.inspection, hazard, clause, said, before }),
    ...whyNotAhead(aheadOf(ground, said, chosen, at)),
  ]
}

/** The penalty as it is kept: its command, and the decision as it prints. Throws Refused with every reason. */
export function penaltyHere(ground: SpotGround, spot: SpotDraft, chosen: Chosen): Beside | null {
  const at = rightNow()
  const said = saidOf(ground, spot, chosen, at)
  const number = numberHere(ground, at)
  const face = number === null ? null : spotPaperAhead(aheadOf(ground, said, chosen, at))
  if (number === null || !face) return null
  const { inspection, enterprise } = ground.file
  const command = newId()
  const hazardId = chosen.hazard.id
  return {
    inspectionId: inspection.id,
    title: `${enterprise.name} ${offline.acts.penalise}`,
    input: { id: command, inspectionId: inspection.id, hazardId, number, ...said },
    done: { kind: 'penalise', command, hazardId, number, face },
  }
}
