import { UNSIGNED, type SigningDraft } from '../visit/draft.ts'

/** A penalty on the spot as far as it is typed. */
export type SpotDraft = {
  readonly hazardId: string
  /** Null as long as the words of the record stand. */
  readonly facts: string | null
  readonly penaltyKind: 'fine' | 'warning'
  /** As typed. */
  readonly yuan: string
  readonly collect: 'bank' | 'spot-small' | 'spot-hard' | 'spot-remote'
  readonly certificatesShown: boolean
  readonly told: boolean
  readonly recorded: boolean
  readonly heard: string
  readonly signing: SigningDraft
}

export const NO_SPOT: SpotDraft = {
  hazardId: '',
  facts: null,
  penaltyKind: 'fine',
  yuan: '',
  collect: 'bank',
  certificatesShown: false,
  told: false,
  recorded: false,
  heard: '',
  signing: UNSIGNED,
}

/** What the decision says. */
export const saysOfSpot = ({ hazardId, facts, penaltyKind, yuan, collect }: SpotDraft) => [
  hazardId,
  facts,
  penaltyKind,
  yuan,
  collect,
]
