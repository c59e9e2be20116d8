import { yearOf, type LawDate } from '../../../kernel/time.ts'
import type { PaperBureau, Template } from '../model.ts'

/**
 * The pieces of a paper's number. `part` tells apart papers of one type that share a serial: the first is 1 and is not
 * printed.
 */
export type Serial = { readonly year: number; readonly serial: number; readonly part: number }

/**
 * （东）应急罚〔2026〕1号, and （东）应急询〔2026〕1-2号 for the second inquiry notice of the same case.
 * Hexagonal brackets, Arabic digits, no leading zeros: the form of numbers in official papers.
 */
export function paperNumber({
  bureau,
  typeCode,
  serial,
}: {
  bureau: Pick<PaperBureau, 'shortName'>
  typeCode: string
  serial: Serial
}): string {
  const part = serial.part > 1 ? `-${serial.part}` : ''
  return `（${bureau.shortName}）应急${typeCode}〔${serial.year}〕${serial.serial}${part}号`
}

const NUMBER = /^（(.{1,12})）应急(.{1,6}?)〔(\d{4})〕([1-9]\d*)(?:-([2-9]|[1-9]\d+))?号$/u

/** The reverse of paperNumber; null when the text is no such number. */
export function numberParts(number: string): { shortName: string; typeCode: string; serial: Serial } | null {
  const [, shortName = '', typeCode = '', year, serial, part = '1'] = NUMBER.exec(number) ?? []
  if (!year || !serial) return null
  return { shortName, typeCode, serial: { year: Number(year), serial: Number(serial), part: Number(part) } }
}

/**
 * The counter that a paper draws from. Papers of a case count with the filing and papers of an inspection with the
 * plan, so that the
 * whole chain shows one serial and a reused serial never meets one that was drawn for another chain.
 */
export const seriesOf = (template: Pick<Template, 'series' | 'typeCode' | 'code'>): string =>
  template.series === 'own' ? `own:${template.typeCode ?? template.code}` : template.series

/** The year of a number is that of the law date on which the paper was issued. */
export const numberYear = (issuedOn: LawDate): number => yearOf(issuedOn)
