import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf, type LawDate } from '../../../kernel/time.ts'
import { isCertified, type Officer, type OfficerSnapshot } from '../../people/model.ts'
import type { ApproveAct, InspectionAct, PlanAct } from './acts.ts'

/** Fewest officers for any act of enforcement (APL 42(1)). */
const OFFICERS_MIN = 2

/** A technical inspector assists and never counts, whatever he may carry (circular of 2025-02-27, art. 6). */
const maySign = (officer: Officer, on: LawDate) =>
  isCertified(officer, on) && !officer.roles.includes('technical-inspector')

/** The distinct persons among them who may enforce on that law date: those who count and who stand on the papers. */
export const certifiedAmong = (officers: readonly Officer[], on: LawDate): Officer[] =>
  officers.filter(
    (officer, place) => maySign(officer, on) && officers.findIndex(({ id }) => id === officer.id) === place,
  )

export const snapshotOf = (officer: Officer): OfficerSnapshot => ({
  id: officer.id,
  name: officer.name,
  certificateNumber: officer.certificate?.number ?? '',
})

function refusesFewerThanTwo(officers: readonly Officer[], on: LawDate) {
  const certified = certifiedAmong(officers, on)
  if (certified.length >= OFFICERS_MIN) return null
  const lacking = officers.filter((officer) => !maySign(officer, on)).map(({ name }) => name)
  return no(
    'two-certified-officers',
    { on, certified: certified.length, lacking: lacking.join('、') },
    `执法不得少于两名执法人员，{on}持有有效执法证的只有{certified}人${lacking.length > 0 ? '（{lacking}不符合）' : ''}`,
    '更换或增加持有效行政执法证的人员；技术检查员和协助人员不计入',
  )
}

/** G01 at an act on site: two certified officers on that very day. */
export const twoCertifiedOfficers = rule<InspectionAct>({
  cites: art('APL', 42, 1),
  inForceFrom: '2021-07-15',
  refuses: ({ facts, at }) => refusesFewerThanTwo(facts.officers, lawDateOf(at)),
})

/** G01 in the plan: two officers whose certificates hold on the planned day. */
export const twoCertifiedOfficersPlanned = rule<PlanAct>({
  cites: art('APL', 42, 1),
  inForceFrom: '2021-07-15',
  refuses: ({ facts, input }) => refusesFewerThanTwo(facts.officers, input.plannedOn),
})

/**
 * Who enforces shows a valid certificate (WSL 67); whoever holds none is planned as an assistant and never as an
 * officer.
 */
export const everyPlannedOfficerIsCertified = rule<PlanAct>({
  cites: art('WSL', 67),
  inForceFrom: '2021-09-01',
  refuses: ({ facts, input }) => {
    const lacking = facts.officers.filter((officer) => !maySign(officer, input.plannedOn))
    return lacking.length === 0
      ? null
      : no(
          'officer-without-certificate',
          { names: lacking.map(({ name }) => name).join('、'), on: input.plannedOn },
          '{names}在{on}没有有效的行政执法证，不能作为执法人员',
          '改列为协助人员，或更换为持证人员',
        )
  },
})

/** G01 at the approval: nobody's certificate ran out between the draft and the planned day. */
export const twoCertifiedOfficersApproved = rule<InspectionAct>({
  cites: art('APL', 42, 1),
  inForceFrom: '2021-07-15',
  refuses: ({ facts, thing }) => refusesFewerThanTwo(facts.officers, thing.plannedOn),
})

/** Those who were planned for the visit make it, from the door to the record (procedure.md §6.1). */
export const askerTakesPart = rule<InspectionAct>({
  cites: art('WSL', 67),
  inForceFrom: '2021-09-01',
  refuses: ({ facts, by }) =>
    facts.officers.some(({ id }) => id === by.id)
      ? null
      : no(
          'not-one-of-the-officers',
          { officers: facts.officers.map(({ name }) => name).join('、') },
          '您不在本次检查的执法人员（{officers}）之列',
          '由参加本次检查的执法人员办理',
        ),
})

/** The plan is approved by the person in charge of the bureau, and by nobody who drafted it (circular art. 6). */
export const approverIsNotDrafter = rule<ApproveAct>({
  cites: art('MEM-2025-02-27', 6),
  inForceFrom: '2025-02-27',
  refuses: ({ thing, by }) =>
    thing.draftedBy !== by.id
      ? null
      : no('approver-is-drafter', {}, '检查方案由您编制，不能由您本人审批', '交由部门负责人审批'),
})

/**
 * Supervision is graded (WSL 62(2)): a superior reads what its counties do, but plans, approves and ends only its own
 * inspections.
 */
export const bureauActsForItself = rule<InspectionAct>({
  cites: art('WSL', 62, 2),
  inForceFrom: '2021-09-01',
  refuses: ({ thing, by }) =>
    thing.region === by.region
      ? null
      : no(
          'inspection-of-another-bureau',
          { bureau: thing.region },
          '该检查由另一执法主体（{bureau}）实施，您只能查看',
          '请由实施检查的机关办理',
        ),
})
