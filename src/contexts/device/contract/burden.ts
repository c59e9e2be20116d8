import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'

const count = z.number().int().min(0).max(1_000_000)

export const Burden = z.object({
  inspectionId: IdShape,
  taps: count,
  checklist: count,
  photos: count,
  strokes: count,
  typed: count,
  activeMs: z
    .number()
    .int()
    .min(0)
    .max(31 * 86_400_000),
  bytes: z.number().int().min(0).max(100_000_000_000),
  findings: count,
})
export type Burden = z.infer<typeof Burden>

export const tellBurden = endpoint({
  method: 'POST',
  path: '/device/burden',
  may: 'signed-in',
  audit: 'device.burden-told',
  about:
    'A phone tells what a visit asked of its officer so far: taps, characters, strokes, minutes and bytes, never what was typed. The latest word of a phone replaces its earlier one.',
  input: Burden.extend({ phone: IdShape }),
  output: z.object({}),
})

export const listBurden = endpoint({
  method: 'GET',
  path: '/device/burden',
  may: 'device.read',
  audit: 'none',
  about:
    'What visits asked of their officers from a day on, the latest first, at most 500; the middle of each figure, and how many kept the budget of 25 taps and 60 characters a finding.',
  input: z.object({ from: LawDateShape }),
  output: z.object({
    visits: z.array(Burden.extend({ phoneId: IdShape, officerName: z.string(), toldAt: z.string() })),
    sum: z.object({
      visits: count,
      taps: count,
      typedAFinding: count,
      minutes: count,
      bytes: z.number().int().min(0),
      withinBudget: count,
    }),
  }),
})
