/** Proofs at full length run by `plumbline bench field-proofs`; the tests run a short form of the same. */
export const isLong = process.env['PLUMBLINE_FIELD_LONG'] === '1'
export const lengthOf = (short: number, long: number): number => (isLong ? long : short)
