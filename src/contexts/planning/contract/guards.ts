import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import { Care } from '../rules/care.ts'
import { LEVEL_EXCEPTIONS, LevelException, RiskGrade, TownMatters, type LevelExceptionCode } from '../model.ts'

const region = z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9})$/, '区划代码不正确')
const number = z.string('请填写文号').trim().min(2, '请填写文号').max(100, '文号过长')

export const recordException = endpoint({
  method: 'POST',
  path: '/planning/exceptions',
  may: 'planning.approve',
  audit: 'planning.exception-recorded',
  about:
    'Records why another bureau than the responsible one may inspect a business, with its document and period (circular art. 4). Only a bureau that covers both may.',
  input: z.object({
    enterpriseId: IdShape,
    bureau: region,
    code: z.enum(Object.keys(LEVEL_EXCEPTIONS) as [LevelExceptionCode, ...LevelExceptionCode[]], '请选择情形'),
    number,
    from: LawDateShape,
    until: LawDateShape,
  }),
  output: LevelException,
})

export const listExceptions = endpoint({
  method: 'GET',
  path: '/planning/exceptions',
  may: 'planning.read',
  audit: 'none',
  about: 'The recorded exceptions of one business, the latest first.',
  input: z.object({ enterpriseId: IdShape }),
  output: z.object({ exceptions: z.array(LevelException) }),
})

export const recordTownMatters = endpoint({
  method: 'POST',
  path: '/planning/town-matters',
  may: 'planning.approve',
  audit: 'planning.town-matters-recorded',
  about:
    'Records which check items a town may check, with the instrument that gives the power. From `from` on the town plans nothing else (circular art. 11).',
  input: z.object({
    town: z.string().regex(/^\d{9}$/, '请填写乡镇（街道）的区划代码'),
    instrument: number,
    checkItemIds: z.array(z.string().max(40)).max(1000),
    from: LawDateShape,
  }),
  output: TownMatters,
})

/** A list as it is read: with the words of each matter. */
export const TownMattersView = TownMatters.extend({
  items: z.array(z.object({ id: z.string(), industryName: z.string(), matter: z.string(), content: z.string() })),
})

export const townMatters = endpoint({
  method: 'GET',
  path: '/planning/town-matters',
  may: 'public',
  audit: 'none',
  about: 'The list of matters of a town that counts today, with its instrument; null when there is none.',
  input: z.object({ town: z.string().regex(/^\d{9}$/, '请填写乡镇（街道）的区划代码') }),
  output: z.object({ town: z.string(), townName: z.string(), list: TownMattersView.nullable() }),
})

export const listTownMatters = endpoint({
  method: 'GET',
  path: '/planning/town-lists',
  may: 'public',
  audit: 'none',
  about:
    'The towns that have a list of matters today, each with its instrument and the number of matters (circular art. 11).',
  input: z.object({}),
  output: z.object({
    towns: z.array(
      z.object({
        town: z.string(),
        townName: z.string(),
        instrument: z.string(),
        from: z.string(),
        items: z.number().int(),
      }),
    ),
  }),
})

export const listRiskGrades = endpoint({
  method: 'GET',
  path: '/planning/risk-grades',
  may: 'planning.read',
  audit: 'none',
  about:
    'How the region’s own scheme graded one business, in the order of recording, and the schemes in force where it lies; most regions have none (circular art. 3, last sentence).',
  input: z.object({ enterpriseId: IdShape }),
  output: z.object({ schemes: z.array(z.string()), grades: z.array(RiskGrade) }),
})

export const recordRiskGrade = endpoint({
  method: 'POST',
  path: '/planning/risk-grades',
  may: 'planning.plan',
  audit: 'planning.risk-graded',
  about:
    'Records how the region’s own scheme grades a business from a date on, not backwards. Refused where the law data know no such scheme in force in the region (circular art. 3, last sentence).',
  input: z.object({
    enterpriseId: IdShape,
    scheme: z.string().trim().min(1, '请选择分级方案').max(60),
    grade: z.string().trim().min(1, '请填写级别').max(20),
    instrument: number,
    effectiveFrom: LawDateShape,
  }),
  output: RiskGrade,
})

export const careOfEnterprise = endpoint({
  method: 'GET',
  path: '/planning/care',
  may: 'planning.read',
  audit: 'none',
  about:
    'Whether one business is to be inspected more or less often than its risk alone asks for, with each reason, its article and the standing of the row behind it (ENT-06). The annual plan takes the same answer.',
  input: z.object({ enterpriseId: IdShape }),
  output: Care,
})
