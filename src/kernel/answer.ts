/** Not there, or not yours to see: the two look the same on purpose. */
export class NotFound extends Error {
  override name = 'NotFound'
  readonly what: string
  constructor(what: string) {
    super(`not found: ${what}`)
    this.what = what
  }
}

/** Somebody else changed the thing since it was read. */
export class Conflict extends Error {
  override name = 'Conflict'
  readonly says: string
  constructor(says: string) {
    super(says)
    this.says = says
  }
}

/** A field that does not fit: its name, what is wrong and how to mend it, in Chinese. */
export type FieldComplaint = { readonly field: string; readonly says: string }

export class Invalid extends Error {
  override name = 'Invalid'
  readonly fields: readonly FieldComplaint[]
  constructor(fields: readonly FieldComplaint[]) {
    super(fields.map(({ field, says }) => `${field}: ${says}`).join('; '))
    this.fields = fields
  }
}
