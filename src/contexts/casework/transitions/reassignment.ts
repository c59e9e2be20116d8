/** 变更承办人: who has left, was moved or fell ill handles a case no longer; two others with certificates do (APL 42). */
import { art } from '../../../kernel/citation.ts'
import { long, officers } from '../rules/proceeding.ts'
import { headApproves, namedAreCertified, twoOfOurOwn } from '../rules/side-officers.ts'
import { DRAFT, lifecycleOf, road } from './road.ts'

const TWO_OFFICERS = art('APL', 42)

export const reassignment = lifecycleOf(
  {
    name: 'reassignment',
    label: '变更承办人',
    states: { changed: '已变更' },
    final: ['changed'],
  },
  [
    road({
      name: 'change-handlers',
      label: '另行指定承办人',
      from: [DRAFT],
      to: 'changed',
      may: 'casework.approve-filing',
      cites: TWO_OFFICERS,
      asks: { reasons: long('变更的原因'), handlers: officers('变更后的承办人（两名以上，含留任的）') },
      gates: headApproves(TWO_OFFICERS),
      checks: [twoOfOurOwn, namedAreCertified],
      onCase: ({ input, facts }) => ({
        arrow: null,
        change: (one) => ({
          ...one,
          handlers: facts.officers
            .filter(({ id }) => input.handlers.includes(id))
            .map(({ id, name, certificate }) => ({ id, name, certificateNumber: certificate?.number ?? '' })),
        }),
      }),
    }),
  ],
)
