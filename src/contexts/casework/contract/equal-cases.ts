import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import { ActAmount, CaseAct, EqualSpread } from '../model.ts'
import { TERMS, type Term } from '../rules/equal-cases.ts'

const DistanceShape = z.object({
  total: z.number(),
  terms: z.array(
    z.object({ term: z.enum(Object.keys(TERMS) as [Term, ...Term[]]), unlike: z.number(), weight: z.number() }),
  ),
})
const Decided = z.object({
  caseId: IdShape,
  actId: IdShape,
  number: z.string(),
  stage: CaseAct.shape.stage,
  quantity: z.number(),
  circumstances: z.array(z.string()),
  region: z.string(),
  on: LawDateShape,
  fineFen: z.number(),
  minFen: z.number(),
  maxFen: z.number(),
  reasons: z.string(),
  /** Where the fine lies between least and most of its own range, 0 to 1. */
  place: z.number(),
})

export const compareEqualCases = endpoint({
  method: 'POST',
  path: '/casework/equal-cases',
  may: 'casework.read',
  audit: 'casework.equal-cases-compared',
  about:
    'For each act the nearest decided acts of the same violation in the asker’s region with every term of their distance, and what equal ones were given in the money of this act (null while there are too few). Nothing is saved.',
  input: z.object({
    enterpriseId: IdShape,
    against: z.enum(['unit', 'principal']).default('unit'),
    exceptCase: IdShape.optional(),
    acts: z.array(CaseAct).min(1).max(50),
    amounts: z.array(ActAmount).max(50).default([]),
  }),
  output: z.object({
    acts: z.array(
      z.object({
        actId: IdShape,
        equal: z.number().int(),
        spread: EqualSpread.nullable(),
        isOutside: z.boolean(),
        nearest: z.array(Decided.extend({ distance: DistanceShape })),
      }),
    ),
    casesMin: z.number().int(),
    reach: z.number(),
  }),
})

const Month = z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/, '月份格式应为 YYYY-MM')

export const unequalTreatment = endpoint({
  method: 'GET',
  path: '/casework/unequal-treatment',
  may: 'casework.read',
  audit: 'casework.unequal-treatment-read',
  about:
    'Monthly report: groups of equal cases of one bureau, one of them decided in the month, whose fines lie further apart than equal treatment allows, each with its reason. It names cases, never officers, and ranks nobody.',
  input: z.object({ month: Month }),
  output: z.object({
    month: z.string(),
    decided: z.number().int(),
    widthMax: z.number(),
    groups: z.array(
      z.object({
        bureau: z.string(),
        bureauName: z.string(),
        violationKey: z.string(),
        title: z.string(),
        stage: CaseAct.shape.stage,
        low: z.number(),
        high: z.number(),
        median: z.number(),
        between: DistanceShape,
        cases: z.array(Decided.extend({ offMedian: z.number(), isFarOff: z.boolean() })),
      }),
    ),
  }),
})

export const exportUnequalTreatment = endpoint({
  method: 'GET',
  path: '/casework/unequal-treatment/csv',
  may: 'casework.read',
  audit: 'casework.unequal-treatment-exported',
  about: 'The monthly report as CSV, a case a line, money in yuan.',
  input: z.object({ month: Month }),
  output: z.unknown(),
  answers: 'file',
})
