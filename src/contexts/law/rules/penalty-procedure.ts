import { art } from '../../../kernel/citation.ts'
import type { Parameter } from '../model.ts'
import { findParameter, getNumber, type LawBook } from './lawbook.ts'
import {
  derived,
  fallsOnUnit,
  SUBJECT_NAMES,
  yuan,
  type ActDecision,
  type Derivation,
  type PenaltyAsk,
  type PersonDecision,
  type ProcedureFlags,
} from './penalty.ts'

/**
 * Who pays how much in one decision document: the party itself, and every kind of person in a document of their own.
 */
type Payer = {
  readonly name: string
  readonly isUnit: boolean
  readonly totalFen: number
  readonly gainsFen: number
  readonly measures: readonly string[]
}

function payersOf(ask: PenaltyAsk, acts: readonly ActDecision[], persons: readonly PersonDecision[]): Payer[] {
  const punished = acts.filter(({ exempt }) => exempt === null)
  const units = punished.filter(({ row }) => fallsOnUnit(row.subject))
  const natural = [
    ...punished
      .filter(({ row }) => !fallsOnUnit(row.subject))
      .map(({ row, suggestedFen, measures }) => ({ subject: row.subject, suggestedFen, measures })),
    ...persons.map(({ subject, suggestedFen }) => ({ subject, suggestedFen, measures: [] })),
  ]
  const sum = (rows: readonly { suggestedFen: number | null }[]) =>
    rows.reduce((total, { suggestedFen }) => total + (suggestedFen ?? 0), 0)
  const subjects = [...new Set(natural.map(({ subject }) => subject))].sort()
  return [
    ...(units.length === 0
      ? []
      : [
          {
            name: ask.party.kind === 'enterprise' ? '单位' : '当事人',
            isUnit: ask.party.kind === 'enterprise',
            totalFen: sum(units),
            gainsFen: units.reduce((total, { gainsFen }) => total + gainsFen, 0),
            measures: units.flatMap(({ measures }) => measures),
          },
        ]),
    ...subjects.map((subject): Payer => {
      const rows = natural.filter((row) => row.subject === subject)
      return {
        name: SUBJECT_NAMES[subject],
        isUnit: false,
        totalFen: sum(rows),
        gainsFen: 0,
        measures: rows.flatMap(({ measures }) => measures),
      }
    }),
  ]
}

const words = (row: Parameter | null) => (Array.isArray(row?.value) ? row.value.map(String) : [])

const isHeavy = (measure: string, heavy: readonly string[]) =>
  heavy.some((word) => measure.includes(word)) && !measure.startsWith('暂扣')

/**
 * Hearing (APL 63), legal review (APL 58), collective discussion (APL 57(2)) and the limit of the simple procedure (APL
 * 51).
 */
export function procedureOf(
  book: LawBook,
  { ask, acts, persons }: { ask: PenaltyAsk; acts: readonly ActDecision[]; persons: readonly PersonDecision[] },
): ProcedureFlags {
  const at = { region: ask.region, date: ask.decisionDate }
  const payers = payersOf(ask, acts, persons)
  const hearing = payers.flatMap((payer) => hearingReasons(book, payer, at))
  const discussionFen = getNumber(book, 'discussion.fine-threshold', at)
  const isMitigated = acts.some((act) => act.isMitigated)
  const heavy = heavyMeasures(book, payers, at)
  const discussion = [
    ...payers
      .filter(({ totalFen }) => totalFen >= discussionFen)
      .map(({ name, totalFen }) =>
        derived(
          '程序',
          `对${name}罚款${yuan(totalFen)}，达到较大数额${yuan(discussionFen)}，应当集体讨论`,
          [art('APL', 57, 2)],
          { totalFen, discussionFen },
          '○',
        ),
      ),
    ...(heavy.length > 0
      ? [derived('程序', `拟给予${heavy.join('、')}，属于重大违法行为的较重处罚，应当集体讨论`, [art('APL', 57, 2)])]
      : []),
    ...(isMitigated ? [derived('程序', '减轻处罚，应当集体讨论', [art('APL', 57, 2)], {}, '◐')] : []),
  ]
  const review =
    hearing.length > 0
      ? [derived('程序', '直接关系当事人重大权益，经过听证程序的，决定前应当法制审核', [art('APL', 58)])]
      : []
  return {
    hearing: hearing.length > 0,
    legalReview: review.length > 0,
    collectiveDiscussion: discussion.length > 0,
    withinSimple: isWithinSimple(book, payers, at),
    derivation: [...hearing, ...review, ...discussion],
  }
}

type At = { readonly region: string; readonly date: string }

function hearingReasons(book: LawBook, payer: Payer, at: At): Derivation[] {
  const threshold = findParameter(book, `hearing.fine-threshold.${payer.isUnit ? 'unit' : 'individual'}`, at)
  const limitFen = typeof threshold?.value === 'number' ? threshold.value : Infinity
  const heavy = heavyMeasures(book, [payer], at)
  const confidence = threshold?.confidence ?? '⚠'
  return [
    ...(payer.totalFen >= limitFen
      ? [
          derived(
            '程序',
            `对${payer.name}罚款${yuan(payer.totalFen)}，达到听证数额${yuan(limitFen)}，应当告知听证权利`,
            [art('APL', 63)],
            { totalFen: payer.totalFen, limitFen },
            confidence,
          ),
        ]
      : []),
    ...(payer.gainsFen >= limitFen
      ? [
          derived(
            '程序',
            `没收违法所得${yuan(payer.gainsFen)}，数额较大，应当告知听证权利`,
            [art('APL', 63)],
            { gainsFen: payer.gainsFen, limitFen },
            confidence,
          ),
        ]
      : []),
    ...(heavy.length > 0 ? [derived('程序', `拟给予${heavy.join('、')}，应当告知听证权利`, [art('APL', 63)])] : []),
  ]
}

function heavyMeasures(book: LawBook, payers: readonly Payer[], at: At): string[] {
  const heavy = words(findParameter(book, 'hearing.measures', at))
  return [...new Set(payers.flatMap(({ measures }) => measures).filter((measure) => isHeavy(measure, heavy)))]
}

/** Only a warning or a fine within the limit, no confiscation and no heavier measure. */
function isWithinSimple(book: LawBook, payers: readonly Payer[], at: At): boolean {
  const isFineWithin = (payer: Payer) =>
    payer.totalFen <= getNumber(book, `penalty.simple.${payer.isUnit ? 'organisation' : 'citizen'}-max`, at)
  const isLight = ({ measures }: Payer) =>
    measures.every((measure) => !/没收|吊销|停产|停业|停止|关闭|禁入|暂扣|扣留/.test(measure))
  return payers.length > 0 && payers.every((payer) => isFineWithin(payer) && isLight(payer))
}
