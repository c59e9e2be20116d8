/** Fields of papers that tell how a natural person is reached or known (Personal Information Protection Law art. 28, 51). */
import { maskedAddress, maskedIdentityNumber, maskedPhone } from '../../../kernel/mask.ts'

const MASKS = { idNumber: maskedIdentityNumber, phone: maskedPhone, home: maskedAddress } as const
export type PersonalField = keyof typeof MASKS
export const PERSONAL = Object.keys(MASKS) as readonly PersonalField[]

type Data = Readonly<Record<string, unknown>>

/** The personal texts of a paper, as far as it has any. */
export const personalIn = (data: Data): Partial<Record<PersonalField, string>> =>
  Object.fromEntries(
    PERSONAL.flatMap((field) => {
      const text = data[field]
      return typeof text === 'string' && text !== '' ? [[field, text]] : []
    }),
  )

/** The data with each personal text as `change` makes it. */
export const mapPersonal = (
  data: Data,
  change: (field: PersonalField, text: string) => string,
): Record<string, unknown> => ({
  ...data,
  ...Object.fromEntries(
    Object.entries(personalIn(data)).map(([field, text]) => [field, change(field as PersonalField, text)]),
  ),
})

/** What leaves the server as data; the paper itself shows everything to whoever opens it. */
export const maskedData = (data: Data): Record<string, unknown> =>
  mapPersonal(data, (field, text) => MASKS[field](text))

/** Masked texts that came back as they were shown stand for what they hide. */
export const unmaskedAgain = (typed: Data, kept: Data): Record<string, unknown> => {
  const whole = personalIn(kept)
  return mapPersonal(typed, (field, text) => {
    const known = whole[field]
    return known !== undefined && text === MASKS[field](known) ? known : text
  })
}
