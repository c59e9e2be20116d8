import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import {
  forVisit,
  oneEnterpriseOneLevel,
  VISIT_RULES,
  yearlyCap,
  type PlannedVisit,
} from '../../planning/rules/caps.ts'
import type { InspectionAct, PlanAct } from './acts.ts'

const visitPlanned = ({ thing, input, facts }: PlanAct): PlannedVisit => ({
  cap: facts.cap,
  bureau: thing.region,
  reason: input.reason,
  reasonRef: input.reasonRef,
  checkItemIds: input.checkItemIds,
  officerBureaus: facts.officers.map(({ region }) => region),
  at: 'planning',
})

const visitAtTheDoor = ({ thing, facts }: InspectionAct): PlannedVisit => ({
  cap: facts.cap,
  bureau: thing.region,
  reason: thing.reason,
  reasonRef: thing.reasonRef,
  checkItemIds: thing.checkItemIds,
  officerBureaus: facts.officers.map(({ region }) => region),
  at: 'door',
})

/** G04 when the plan is drafted or revised: cap, level, repetition. */
export const visitMayBePlanned = VISIT_RULES.map((inner) => forVisit(inner, visitPlanned))

/** G04 once more at the door: grade, ledger and responsibility may have changed since the plan. */
export const visitMayBeMade = [yearlyCap, oneEnterpriseOneLevel].map((inner) => forVisit(inner, visitAtTheDoor))

/** G03: what is not published may not be inspected (State Council Office 国办发〔2024〕54号; circular art. 5). */
export const everyItemIsPublished = rule<PlanAct>({
  cites: art('MEM-2025-02-27', 5),
  inForceFrom: '2025-02-27',
  refuses: ({ input, facts }) => {
    const published = new Set(
      facts.items
        .filter(({ publishedOn }) => publishedOn !== null && publishedOn <= input.plannedOn)
        .map(({ id }) => id),
    )
    const missing = input.checkItemIds.filter((id) => !published.has(id))
    return missing.length === 0
      ? null
      : no(
          'item-not-published',
          { items: missing.join('、') },
          '检查事项{items}未公布，不得检查',
          '只选择已公布的行政检查事项',
        )
  },
})

export const plannedDayIsNotOver = rule<PlanAct>({
  cites: art('MEM-2025-02-27', 6),
  inForceFrom: '2025-02-27',
  refuses: ({ input, at }) =>
    input.plannedOn >= lawDateOf(at)
      ? null
      : no(
          'planned-in-the-past',
          { on: input.plannedOn },
          '计划检查日期{on}已过，方案应在检查前批准',
          '选择今天或以后的日期',
        ),
})

/** PLN-15: everybody who goes counts, whoever only accompanies too; more than the most need a reason that the approver reads. */
export const noCrowdOnSite = rule<PlanAct>({
  cites: art('MEM-2025-02-27', 6),
  inForceFrom: '2025-02-27',
  refuses: ({ input, facts: { officers, onSiteMax } }) => {
    const people = new Set(officers.map(({ id }) => id)).size + input.assistants.length
    return !onSiteMax || people <= onSiteMax.people || input.crowdBecause
      ? null
      : no(
          'crowd-on-site',
          { people, most: onSiteMax.people, confidence: onSiteMax.confidence },
          '计划到场{people}人，超过{most}人（{confidence}）',
          '减少到场和陪同人员；确有必要的，写明原因，由审批人决定',
        )
  },
})

/** Before the visit the door is scanned, so that the year's count is known to both sides (circular art. 3, 扫码入企). */
export const doorBelongsToTheBusiness = rule<InspectionAct>({
  cites: art('MEM-2025-02-27', 3),
  inForceFrom: '2025-02-27',
  refuses: ({ facts, thing }) =>
    facts.doorOf === thing.enterpriseId
      ? null
      : no(
          facts.doorOf === null ? 'door-code-unknown' : 'door-of-another-business',
          { enterprise: thing.enterpriseName },
          facts.doorOf === null ? '没有找到与该企业码对应的企业' : '所扫企业码不是“{enterprise}”的',
          '请扫描“{enterprise}”的企业码，或输入其统一社会信用代码',
        ),
})
