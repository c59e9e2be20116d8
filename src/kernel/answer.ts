import { minuteOf, type Instant } from './time.ts'

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

/** The conflict of a stale version: who took the last step and when, so that the reader knows at what to look again. */
export function overtaken(
  history: readonly { readonly byName: string; readonly at: Instant }[],
  what: string,
): Conflict {
  const last = history.at(-1)
  return new Conflict(
    last ? `${last.byName}已于${minuteOf(last.at)}办理下一步，请刷新后重试` : `${what}已被他人更新，请刷新后重试`,
  )
}

/** Something that the act needs does not answer just now. Nothing was done: the same call under the same key may be sent again. */
export class Away extends Error {
  override name = 'Away'
  readonly says: string
  constructor(what: string, options: ErrorOptions) {
    super(`${what} does not answer`, options)
    this.says = `${what}暂时无法访问，这一步没有办理，请稍后再提交`
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
