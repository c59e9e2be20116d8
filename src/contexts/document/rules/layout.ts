import { z } from 'zod'
import type { PaperBureau, Signature, Template } from '../model.ts'

/** One cell of a form: its label, and what stands in it. */
const FormCell = z.object({
  label: z.string(),
  text: z.string().optional(),
  list: z.string().optional(),
  opinion: z.string().optional(),
  /** Least height in millimetres. */
  tall: z.number().optional(),
  /** The cell stands only where this field is filled; its neighbour takes the room. */
  if: z.string().optional(),
})
export type FormCell = z.infer<typeof FormCell>

/** Label, sentence and share of the line; a fourth word names the field without which the cell is left out. */
const LineCell = z.union([
  z.tuple([z.string(), z.string(), z.number()]),
  z.tuple([z.string(), z.string(), z.number(), z.string()]),
])

const When = { if: z.string().optional(), unless: z.string().optional() }

/** What a layout file may say. Each block is one object with one leading word; sentences take slots like `{party}`. */
export const LayoutBlock = z.union([
  z.strictObject({
    p: z.string(),
    align: z.enum(['left', 'center', 'right', 'flush']).optional(),
    bold: z.boolean().optional(),
    ...When,
  }),
  z.strictObject({ lines: z.array(z.array(LineCell)), ...When }),
  z.strictObject({ each: z.string(), as: z.string().optional(), otherwise: z.string().optional(), ...When }),
  z.strictObject({ form: z.array(z.array(FormCell)), ...When }),
  z.strictObject({ grid: z.string(), rowsMin: z.number().optional(), tall: z.number().optional(), ...When }),
  z.strictObject({ dialogue: z.string(), ...When }),
  z.strictObject({ remedy: z.string(), ...When }),
  /** `names`: the field that tells who is to sign in a role, for places where nobody has signed yet. */
  z.strictObject({ signs: z.array(z.string()), names: z.record(z.string(), z.string()).optional(), ...When }),
  z.strictObject({ closing: z.boolean(), ...When }),
  /** The seal of a form: over the date of its last approval, or in a closing of its own where nobody approves. */
  z.strictObject({ stamp: z.boolean(), ...When }),
  z.strictObject({ picture: z.boolean(), ...When }),
  z.strictObject({ note: z.string(), ...When }),
  z.strictObject({ contents: z.string(), ...When }),
  z.strictObject({ gap: z.number(), ...When }),
])
export type LayoutBlock = z.infer<typeof LayoutBlock>

/** The arrangement and the wording of one version of a paper: a file of data/law/templates. */
export const Layout = z.strictObject({
  code: z.string(),
  /** Body size in points: 12 is 小四, 14 四号, 16 三号. */
  size: z.number().min(9).max(16),
  number: z.enum(['center', 'right', 'none']),
  /** Words above the number, e.g. the bracketed kind of the form. */
  subtitle: z.string().optional(),
  blocks: z.array(LayoutBlock),
})
export type Layout = z.infer<typeof Layout>

/** All that a paper shows, apart from pictures. */
export type PaperFace = {
  readonly template: Template
  readonly layout: Layout | null
  readonly bureau: PaperBureau
  readonly number: string | null
  readonly data: Readonly<Record<string, unknown>>
  readonly signatures: readonly Signature[]
  readonly issuedAt: string
  /** What the QR code leads to; null on a draft, which also has no seal. */
  readonly verifyUrl: string | null
  readonly verifyToken: string | null
  readonly corrects: { readonly number: string | null; readonly reason: string } | null
  /** Name of the picture that the sheet shows, as the drawing order knows it. */
  readonly picture: string | null
  /** Title in place of the form's name. */
  readonly title: string | null
}
