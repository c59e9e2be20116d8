import { z } from 'zod'
import { maskedPhone } from './mask.ts'

/** Shapes that several contexts put into their own: kept once so that they cannot drift apart. */
export const StepTakenShape = z.object({
  step: z.string(),
  at: z.string(),
  by: z.string(),
  byName: z.string(),
  insteadOf: z.string().optional(),
})

export const LawDateShape = z.iso.date('日期应为 2026-03-05 的写法')

/** Why somebody did it, in his own words: it stands in the journal. */
export const ReasonShape = z.string('请写明原因').trim().min(1, '请写明原因').max(200, '原因过长')

/** A telephone on its way out: masked, wherever it is declared so. */
export const MaskedPhoneShape = z.string().overwrite(maskedPhone)

export const IdShape = z.uuid('编号格式不正确')

/** A handwritten signature: SVG path data drawn on glass, or empty when signed on paper. */
export const SignatureShape = z.object({
  name: z.string().trim().min(1, '请填写签名人姓名').max(50),
  post: z.string().max(50),
  /** SVG `d` of the strokes in a 300×100 box. */
  strokes: z
    .string()
    .max(60_000)
    .regex(/^[MLQCZmlqcz0-9 ,.-]*$/, '签名图形无效'),
  at: z.string(),
})
export type Signature = z.infer<typeof SignatureShape>
