import type { Inspection } from '../../../contexts/inspection/model.ts'
import type { InspectionFile } from '../../../contexts/inspection/contract.ts'
import { newId } from '../../ui/device.ts'
import type { Phone } from '../offline/phone.ts'
import { EMPTY_DRAFT, type VisitDraft } from '../visit/draft.ts'
import { isSame, mergeDrafts, type Merged } from './merge.ts'

/** What one phone hands over: the visit as it sees it, its draft, and which hand-overs of others are in it. */
export type Share = {
  readonly visit: string
  readonly phone: string
  readonly by: { readonly id: string; readonly name: string }
  readonly snapshot: string
  /** The last hand-over of each other phone that is merged in here. */
  readonly has: Readonly<Record<string, string>>
  readonly inspection: Inspection
  readonly hazards: InspectionFile['hazards']
  readonly draft: VisitDraft
}

/** What this phone handed over and took in so far, for one visit. */
type Ledger = {
  readonly sent: readonly { readonly snapshot: string; readonly draft: VisitDraft }[]
  readonly has: Readonly<Record<string, string>>
}
const NEW: Ledger = { sent: [], has: {} }
/** A colleague may take in an older hand-over than the last: so many are remembered. */
const SENT_KEPT = 8

const ledgerOf = async (phone: Phone, visit: string): Promise<Ledger> =>
  (await phone.vault.get<Ledger>('link', visit)) ?? NEW

type Own = { readonly file: InspectionFile; readonly draft: VisitDraft; readonly by: Share['by'] }

/** Makes a hand-over and remembers it: it is the common ground of the merge that comes back. */
export async function shareOf(phone: Phone, { file, draft, by }: Own): Promise<Share> {
  const { id } = file.inspection
  const ledger = await ledgerOf(phone, id)
  const last = ledger.sent.at(-1)
  const snapshot = last && isSame(last.draft, draft) ? last.snapshot : newId()
  const sent = [...ledger.sent.filter((one) => one.snapshot !== snapshot), { snapshot, draft }].slice(-SENT_KEPT)
  await phone.vault.write([{ kind: 'link', id, value: { ...ledger, sent } }])
  const { inspection, hazards } = file
  return { visit: id, phone: phone.id, by, snapshot, has: ledger.has, inspection, hazards, draft }
}

/** Why a hand-over is not taken in: not sealed for us, another visit, a stranger, or words from before the record was signed. */
export type Unfit = 'another-visit' | 'not-an-officer' | 'own' | 'too-late' | 'not-sealed'

type Taking = {
  readonly file: InspectionFile
  readonly phone: string
  /** The officer whose key opened it; the name that it states must be his. */
  readonly from: string
}

export function whyUnfit(share: Share, { file, phone, from }: Taking): Unfit | null {
  const { inspection } = file
  if (share.visit !== inspection.id) return 'another-visit'
  if (share.phone === phone) return 'own'
  if (share.by.id !== from) return 'not-sealed'
  if (!inspection.officers.some(({ id }) => id === share.by.id)) return 'not-an-officer'
  const isBehind = share.inspection.version < inspection.version
  return isBehind && inspection.record !== null && share.inspection.record === null ? 'too-late' : null
}

/** Merges a hand-over into the own draft; common ground is the own hand-over that the colleague has taken in. */
export async function mergeShare(phone: Phone, share: Share, mine: VisitDraft): Promise<Merged<VisitDraft>> {
  const ledger = await ledgerOf(phone, share.visit)
  const common = ledger.sent.find(({ snapshot }) => snapshot === share.has[phone.id])
  return mergeDrafts({ base: common?.draft ?? EMPTY_DRAFT, mine, theirs: { ...EMPTY_DRAFT, ...share.draft } })
}

/** Notes that a hand-over is in; the visit itself is taken over from whoever is further on. */
export async function settleShare(phone: Phone, share: Share, file: InspectionFile): Promise<void> {
  const ledger = await ledgerOf(phone, share.visit)
  const isAhead = share.inspection.version > file.inspection.version
  const { inspection, hazards } = share
  const known = await phone.visit(share.visit)
  await phone.vault.write([
    { kind: 'link', id: share.visit, value: { ...ledger, has: { ...ledger.has, [share.phone]: share.snapshot } } },
    ...(isAhead
      ? [
          {
            kind: 'visit' as const,
            id: share.visit,
            value: {
              file: { ...file, inspection, hazards, facts: { ...file.facts, hazards } },
              papersAhead: known?.papersAhead ?? [],
            },
          },
        ]
      : []),
  ])
}
