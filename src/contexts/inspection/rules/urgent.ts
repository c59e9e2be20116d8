/** 紧急检查: urgent visits are made first and approved afterwards (circular of 2025-02-27, art. 6; D-01, D-02, G02). */
import type { Asker } from '../../../kernel/asker.ts'
import { art } from '../../../kernel/citation.ts'
import { hang, type HungStep } from '../../../kernel/plumb-line.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf, minuteOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import type { Lease } from '../../device/model.ts'
import type { Clock } from '../../law/model.ts'
import { citationOf } from '../../law/rules/lawbook.ts'
import type { Inspection, Ratification } from '../model.ts'
import type { EnterUrgentlyAct, InspectionAct } from './acts.ts'

const CITES = art('MEM-2025-02-27', 6)
const CIRCULAR_FROM = '2025-02-27'
/** A word like “紧急” explains nothing. */
const BECAUSE_MIN = 10

/** Whoever goes without an approved plan says what could not wait. */
export const urgencyIsExplained = rule<EnterUrgentlyAct>({
  cites: CITES,
  inForceFrom: CIRCULAR_FROM,
  refuses: ({ input }) =>
    input.because.trim().length >= BECAUSE_MIN
      ? null
      : no(
          'urgency-not-explained',
          { least: BECAUSE_MIN },
          '没有写明紧急事由（不少于{least}个字），方案未批准不能入企',
          '写明什么情况不能等到方案批准；不紧急的，等批准后再检查',
        ),
})

/** An urgent visit ends only when the head has said yes or no to it. */
export const urgentVisitIsDecided = rule<InspectionAct>({
  cites: CITES,
  inForceFrom: CIRCULAR_FROM,
  refuses: ({ thing, facts }) =>
    !thing.urgent || facts.ratification
      ? null
      : no('not-ratified', {}, '紧急检查还没有补办审批，不能办结', '请部门负责人在办公端补办审批后再办结'),
})

/** A draft that a phone took along for an urgent visit stays as it is until the phone hands it back or has entered. */
export const refusesWhileOut = (
  { state }: Pick<Inspection, 'state'>,
  lease: Pick<Lease, 'officerName' | 'until'> | null,
): Refusal | null =>
  state === 'drafted' && lease
    ? {
        ...no(
          'draft-taken-along',
          { holder: lease.officerName, until: minuteOf(lease.until) },
          '方案已由{holder}带到现场备紧急检查（到{until}为止），不能改动',
          '请{holder}在手机上交回；已经入企的，等其联网后补办审批',
        ),
        cites: CITES,
      }
    : null

type Ratifying = {
  readonly inspection: Pick<Inspection, 'urgent' | 'draftedBy' | 'officers' | 'region' | 'state'>
  readonly given: Ratification | null
  readonly by: Asker
}

/** Why somebody may not ratify: nothing to ratify, said already, his own bureau's and not his own visit (G05, art. 6). */
export function whyNotRatified({ inspection, given, by }: Ratifying): Refusal[] {
  if (!inspection.urgent) return [no('not-urgent', {}, '这不是紧急检查，不需要补办审批', '按方案审批办理')]
  if (given)
    return [no('ratified-already', { by: given.byName, at: minuteOf(given.at) }, '{by}已于{at}补办审批', '刷新后查看')]
  const isOwn = inspection.draftedBy === by.id || inspection.officers.some(({ id }) => id === by.id)
  return [
    ...(isOwn
      ? [
          {
            ...no('approver-takes-part', {}, '您编制了方案或者参加了检查，不能补办审批', '交由部门负责人审批'),
            cites: CITES,
          },
        ]
      : []),
    ...(inspection.region === by.region
      ? []
      : [
          {
            ...no('inspection-of-another-bureau', {}, '该检查由另一执法主体实施', '请由实施检查的机关办理'),
            cites: art('WSL', 62, 2),
          },
        ]),
  ]
}

/** Until when the approval has to be made up: so many hours after the entry (D-02; ◐ the number is the bureau's). */
export const ratifyDue = ({ entry }: Pick<Inspection, 'entry'>, clock: Clock | null): Instant | null =>
  entry && clock?.n ? new Date(Date.parse(entry.at) + clock.n * 3_600_000).toISOString() : null

type Hung = { readonly ratification: Ratification | null; readonly clock: Clock | null; readonly today: LawDate }

/** The made-up approval on the plumb line; refused, or later than its hour, it hangs off the line. */
export function hangRatification(inspection: Inspection, { ratification, clock, today }: Hung): HungStep[] {
  if (!inspection.urgent) return []
  const due = ratifyDue(inspection, clock)
  const isLate = due !== null && ratification !== null && ratification.at > due
  const isOff = isLate || ratification?.agreed === false
  const hung = hang(
    {
      step: 'ratify-plan',
      label: ratification?.agreed === false ? '补办审批：不同意' : '补办审批',
      at: ratification?.at ?? null,
      by: ratification?.byName ?? '部门负责人',
      due: due && lawDateOf(due),
      cites: [CITES, ...(clock?.basis ?? []).map(citationOf)],
      whenLate: 'serious',
    },
    today,
  )
  // Some hours late is less than a day, and off the line all the same.
  return [isOff ? { ...hung, level: 'serious', deviationDays: Math.max(1, hung.deviationDays) } : hung]
}
