import { lawDateOf, type Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { PaperBureau, Template } from '../model.ts'
import { numberYear, paperNumber, seriesOf } from '../rules/numbering.ts'
import * as store from '../store.ts'
import * as leases from '../store/number-lease.ts'

export type LeaseAsk = {
  readonly bureau: PaperBureau
  /** The form whose numbers are wanted; one with a series of its own, or the plan of a visit. */
  readonly template: Template
  /** The phone that may print them. */
  readonly holder: string
  /** The visit that they are kept for; '' for whatever the phone writes next. */
  readonly purpose?: string
  /** How many unused ones the phone shall hold. */
  readonly keep: number
  readonly at: Instant
}

/**
 * The numbers that a phone may put on papers it prints without network: those it holds unused, filled up to `keep` from
 * the bureau's counter. Asking again draws nothing anew. They belong to the year of `at`.
 */
export async function leaseNumbers(
  tx: Tx,
  { bureau, template, holder, purpose = '', keep, at }: LeaseAsk,
): Promise<string[]> {
  const { typeCode } = template
  if (!template.numbered || !typeCode) return []
  const ask = { region: bureau.region, series: seriesOf(template), year: numberYear(lawDateOf(at)), holder, purpose }
  const serials = await leases.unusedLeases(tx, ask)
  while (serials.length < keep) {
    const serial = await store.drawNumber(tx, ask)
    await leases.insertLease(tx, { ...ask, serial, at })
    serials.push(serial)
  }
  return serials.map((serial) => paperNumber({ bureau, typeCode, serial: { year: ask.year, serial, part: 1 } }))
}
