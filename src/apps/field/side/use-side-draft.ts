import { useCallback } from 'react'
import type { Draft } from '../../ui/use-draft.ts'
import type { Phone } from '../offline/phone.ts'
import { useKeptDraft } from '../offline/use-kept-draft.ts'
import type { Ink, SigningDraft } from '../visit/draft.ts'
import { withoutInkOf } from '../visit/ink.ts'

/** A paper beside the steps of a visit, with its own words and its own ink. */
export type Signed = { readonly signing: SigningDraft }

type Keeping<Value> = {
  readonly phone: Phone
  /** The visit and what is written beside it, e.g. its id with `.spot` behind it: a draft of its own, which no step of the visit clears. */
  readonly id: string
  readonly initial: Value
  readonly kept: { readonly at: string; readonly value: Value } | null
  /** What the paper says, as far as it is typed: when it changes, the ink under it goes. */
  readonly says: (value: Value) => unknown
}

/** A draft kept like that of the visit; ink stands only under the words it was put under (WSL 68). */
export function useSideDraft<Value extends Signed>({ says, ...keeping }: Keeping<Value>): Draft<Value> {
  const draft = useKeptDraft<Value>(keeping)
  const { set: keep } = draft
  const set = useCallback<Draft<Value>['set']>(
    (change) =>
      keep((before) => {
        const after = typeof change === 'function' ? change(before) : { ...before, ...change }
        return JSON.stringify(says(before)) === JSON.stringify(says(after))
          ? after
          : { ...after, signing: withoutInkOf(after.signing, before.signing) }
      }),
    [keep, says],
  )
  return { ...draft, set }
}

/** Puts an officer's ink on, or takes it off. */
export const inkedBy = (signing: SigningDraft, officerId: string, ink: Ink | null): SigningDraft => {
  const others = Object.fromEntries(Object.entries(signing.officers).filter(([id]) => id !== officerId))
  return { ...signing, lapsed: false, officers: ink ? { ...others, [officerId]: ink } : others }
}
