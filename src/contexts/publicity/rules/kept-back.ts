/** Decisions that are not shown: the ground, its article, and what must be true of the notice (APL 48, 50; credit classes). */
import { art, articleText, type Citation } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import type { Act } from '../../../kernel/step.ts'
import type { KeepBack, KeptBackGround, Notice, NoticeFacts } from '../model.ts'

type KeepingBack = Act<Notice, KeepBack, NoticeFacts>

const CITES: Readonly<Record<KeptBackGround, Citation>> = {
  'minor-class': art('APL', 48),
  secret: art('APL', 50),
  privacy: art('APL', 50),
  'other-law': art('APL', 48),
}
const NAMES: Readonly<Record<string, string>> = { APL: '行政处罚法' }

/** 《…》第…条 of a ground; where the ground leaves it open, what was written. */
export const articleOf = ({ ground, basis }: Pick<KeepBack, 'ground' | 'basis'>): string => {
  const cites = CITES[ground]
  const own = `《${NAMES[cites.instrument] ?? cites.instrument}》${articleText(cites)}`
  return ground === 'other-law' ? basis : ground === 'minor-class' ? `《信用修复管理办法》；${own}` : own
}

export const onlyMinorByClass = rule<KeepingBack>({
  cites: art('APL', 48),
  inForceFrom: '2021-07-15',
  refuses: ({ thing, input }) =>
    input.ground === 'minor-class' && thing.creditClass !== 'minor'
      ? no('not-of-the-minor-class', {}, '本决定不属于轻微失信信息，应当公示', '依法公示；有其他法定情形的，另选情形')
      : null,
})
export const otherLawIsNamed = rule<KeepingBack>({
  cites: art('APL', 48),
  inForceFrom: '2021-07-15',
  refuses: ({ input }) =>
    input.ground === 'other-law' && input.basis.length < 4
      ? no('basis-missing', {}, '没有写明规定不予公开的法律、行政法规条款', '写明条款')
      : null,
})
