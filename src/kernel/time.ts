/** An instant: ISO 8601 in UTC with milliseconds, e.g. 2026-03-05T01:30:00.000Z. */
export type Instant = string
/** A law date: 'YYYY-MM-DD' as the calendar in Shanghai shows it. */
export type LawDate = string

const SHANGHAI_AHEAD_MS = 8 * 3_600_000

/** The law date on which an instant falls. China has had one zone without summer time since 1992. */
export const lawDateOf = (instant: Instant): LawDate =>
  new Date(Date.parse(instant) + SHANGHAI_AHEAD_MS).toISOString().slice(0, 10)

/** '2026-03-05 09:30' in Shanghai: how papers and screens show an instant. */
export const minuteOf = (instant: Instant): string =>
  new Date(Date.parse(instant) + SHANGHAI_AHEAD_MS).toISOString().slice(0, 16).replace('T', ' ')

/** The instant at which a law date begins in Shanghai. */
export const startOf = (date: LawDate): Instant =>
  new Date(Date.parse(`${date}T00:00:00Z`) - SHANGHAI_AHEAD_MS).toISOString()

/** Calendar days later (or earlier, when negative). */
export const addDays = (date: LawDate, days: number): LawDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Calendar days from one law date to another; negative when `to` is earlier. */
export const daysBetween = (from: LawDate, to: LawDate): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

export const yearOf = (date: LawDate): number => Number(date.slice(0, 4))

/** 2026年3月5日: dates in the body of a paper. */
export const dateInWords = (date: LawDate): string => {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}
