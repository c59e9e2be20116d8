/** Things of the demo county that a screen can be opened on. */
import sql from 'sql-template-tag'
import { NATIONWIDE, type Database } from '../../src/platform/db.ts'

type Standing = { readonly id: string; readonly region: string; readonly state: string }

const ONE = {
  enterprise: sql`select enterprise_id as id from inspection.inspection where region = '441322' and state = 'concluded' order by id limit 1`,
  /** Another business of the same county, to look at a merge with. */
  otherEnterprise: sql`select enterprise_id as id from inspection.inspection where region = '441322' and state = 'concluded' order by id offset 1 limit 1`,
  /** A penalty decision that was not corrected. */
  decision: sql`select id from document.paper where template = 'D34' and region = '441322' and state = 'issued' order by id limit 1`,
  notice: sql`select id from publicity.notice where state = 'published' order by id limit 1`,
  paperToken: sql`select verify_token as id from document.paper where template = 'D34' order by id limit 1`,
  doorToken: sql`select token as id from registry.door_code d join registry.enterprise e on e.id = d.enterprise_id where e.region like '441322%' order by token limit 1`,
  /** A hazard that the business with an account has been ordered to put right. */
  hazard: sql`select h.id from hazard.hazard h join people.account a on a.enterprise_id = h.enterprise_id where h.state = 'ordered' order by h.id limit 1`,
  importBatch: sql`select id from registry.import_batch order by id limit 1`,
  /** A draw of closed files, and one file of it with its sheet. */
  fileReview: sql`select id from casework.file_review order by id limit 1`,
  reviewedFile: sql`select case_id as id from casework.file_review_sheet order by score, case_id limit 1`,
  /** A bureau's own wording of a form that waits for its second person. */
  edition: sql`select id from document.edition where state = 'drafted' order by id limit 1`,
  /** The list of key units of the year, and a business on it that is inspected more often. */
  keyList: sql`select id from planning.key_list where region = '441322' order by year limit 1`,
  tightened: sql`select enterprise_id as id from registry.conduct where kind = 'listed' limit 1`,
  /** The month in which a business closed. */
  month: sql`select to_char(on_day, 'YYYY-MM') as id from registry.conduct where kind = 'closed' limit 1`,
  /** The annual plan in force, and the draft of the next. */
  annualPlan: sql`select id from planning.annual_plan where region = '441322' and state = 'frozen' order by year limit 1`,
  annualDraft: sql`select id from planning.annual_plan where region = '441322' and state = 'draft' order by year limit 1`,
  /** A change of local rules that waits for its second person, and one that will begin. */
  draftedChange: sql`select id from law.change where state = 'drafted' and kind = 'leniency' order by id limit 1`,
  /** A case of the compendium that everybody finds, and one that waits for its second person. */
  compendiumCase: sql`select id from law.compendium_case where state = 'published' order by content -> 'shown' ->> 'kind' limit 1`,
  waitingCase: sql`select id from law.compendium_case where state = 'drafted' order by id limit 1`,
  /** A list of key check items without one of its four groups. */
  lackingList: sql`select id from law.change where state = 'drafted' and kind = 'checklist' order by id limit 1`,
  comingChange: sql`select id from law.change where state = 'approved' and kind = 'tier' order by id limit 1`,
  /** A published draw, a key period with its tasks, and a special inspection that was filed. */
  draw: sql`select id from planning.draw where state = 'published' order by id limit 1`,
  keyPeriod: sql`select id from planning.key_period where state = 'open' order by id limit 1`,
  special: sql`select id from planning.special where state = 'filed' order by id limit 1`,
  /** A visit that began before its plan was approved. */
  urgent: sql`select id from inspection.inspection where region = '441322' and content ? 'urgent' order by id limit 1`,
  /** The case with a self-report before its visit, and the one that went to another county. */
  reported: sql`select case_id as id from casework.proceeding where kind = 'no-penalty' and content -> 'said' -> 'propose-no-penalty' ->> 'ground' = 'no-penalty-self-report' limit 1`,
  moved: sql`select case_id as id from casework.jurisdiction_order limit 1`,
  /** The visit of the business with an account, whose application for more time waits. */
  asking: sql`select inspection_id as id from hazard.hazard where more_time is not null order by inspection_id limit 1`,
} as const

export type DemoIds = Readonly<Record<keyof typeof ONE, string>> & {
  readonly inspections: readonly Standing[]
  readonly cases: readonly Standing[]
}

/** 'missing' where the demo has no such thing. */
export const idsOf = (db: Database): Promise<DemoIds> =>
  db.transaction(NATIONWIDE, async (tx) => {
    const found = new Map<string, string>()
    for (const [what, statement] of Object.entries(ONE))
      found.set(what, (await tx.find<{ id: string }>(statement))?.id ?? 'missing')
    return {
      ...(Object.fromEntries(found) as Record<keyof typeof ONE, string>),
      inspections: await tx.rows<Standing>(
        sql`select id, region, state from inspection.inspection order by planned_on desc, id`,
      ),
      cases: await tx.rows<Standing>(
        sql`select id, region, state from casework.penalty_case order by updated_at desc, id`,
      ),
    }
  })
