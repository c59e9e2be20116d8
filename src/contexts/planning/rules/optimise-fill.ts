import { CROWDED_PRICE, MONTHS, type MonthRoom, type PlanClass, type PlanColumn } from './optimise-problem.ts'

/** How many visits each column holds, with the load of the months; the only place where visits are put in or taken out. */
export class Placing {
  readonly counts: number[]
  readonly load: number[] = Array.from({ length: MONTHS }, () => 0)
  readonly #classes: readonly PlanClass[]
  readonly #columns: readonly PlanColumn[]
  readonly #rooms: readonly MonthRoom[]
  readonly #monthsApart: number
  /** Column of a class, rank and month; -1 where there is none. */
  readonly #index: Int32Array
  readonly #ranks: number

  constructor(
    classes: readonly PlanClass[],
    columns: readonly PlanColumn[],
    { rooms, monthsApart }: { readonly rooms: readonly MonthRoom[]; readonly monthsApart: number },
  ) {
    this.#classes = classes
    this.#columns = columns
    this.#rooms = rooms
    this.#monthsApart = monthsApart
    this.#ranks = classes.reduce((most, { visitsWanted }) => Math.max(most, visitsWanted), 1)
    this.counts = columns.map(() => 0)
    this.#index = new Int32Array(classes.length * this.#ranks * MONTHS).fill(-1)
    columns.forEach(({ at, rank, month }, index) => {
      this.#index[(at * this.#ranks + rank) * MONTHS + month] = index
    })
  }

  #countAt(at: number, rank: number, month: number): number {
    const index = this.#index[(at * this.#ranks + rank) * MONTHS + month] ?? -1
    return index < 0 ? 0 : (this.counts[index] ?? 0)
  }

  /** Visits of a class and rank up to and with the month. */
  #until(at: number, rank: number, month: number): number {
    let sum = 0
    for (let one = 0; one <= month; one += 1) sum += this.#countAt(at, rank, one)
    return sum
  }

  /** How many more visits fit into a column by what the units allow, capacity aside. */
  #open({ at, rank, month }: PlanColumn): number {
    const { count = 0 } = this.#classes[at] ?? {}
    if (rank === 0) return count - this.#until(at, 0, MONTHS - 1)
    let least = Infinity
    for (let one = month; one < MONTHS; one += 1) {
      const slack = this.#until(at, rank - 1, one - this.#monthsApart) - this.#until(at, rank, one)
      if (slack < least) least = slack
    }
    return least
  }

  /** Puts as many visits as wanted, open and within the given officer-days into a column. */
  put(index: number, { wanted, days }: { readonly wanted: number; readonly days: number }): number {
    const column = this.#columns[index]
    if (!column) return 0
    const each = this.#classes[column.at]?.days ?? 1
    const room = Math.floor((days - (this.load[column.month] ?? 0)) / each + 1e-9)
    const put = Math.min(wanted, room, this.#open(column))
    if (put <= 0) return 0
    this.counts[index] = (this.counts[index] ?? 0) + put
    this.load[column.month] = (this.load[column.month] ?? 0) + put * each
    return put
  }

  /** Fills what is left open, the most valuable officer-day first: within the easy load, then beyond it. */
  fill(): void {
    const entries = this.#columns
      .flatMap(({ at, value }, index) => {
        const density = value / (this.#classes[at]?.days ?? 1)
        return [
          { index, density, easy: true },
          { index, density: density - CROWDED_PRICE, easy: false },
        ]
      })
      .sort((a, b) => b.density - a.density || Number(b.easy) - Number(a.easy) || a.index - b.index)
    // A first visit that is put in opens room for a second one, which may have been passed already.
    for (let again = true; again; ) {
      again = false
      for (const { index, density, easy } of entries) {
        if (density <= 0) break
        const { hard = 0, easy: easyDays = 0 } = this.#rooms[this.#columns[index]?.month ?? 0] ?? {}
        if (this.put(index, { wanted: Infinity, days: easy ? Math.min(easyDays, hard) : hard }) > 0) again = true
      }
    }
  }

  /** Worth of all that is placed, less the price of crowded months. */
  worth(): number {
    const visits = this.#columns.reduce((sum, { value }, index) => sum + value * (this.counts[index] ?? 0), 0)
    const crowded = this.#rooms.reduce((sum, { easy }, month) => sum + Math.max(0, (this.load[month] ?? 0) - easy), 0)
    return visits - crowded * CROWDED_PRICE
  }
}
