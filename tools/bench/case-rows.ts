/**
 * What stands beside each case of a bench, as in a bureau: the visit that it grew from with its hazard, papers with their
 * services, originals with their custody, the acts that equal cases are found by, ended procedures, and cases that came
 * from another bureau with their file. Made inside the database out of the cases that are there.
 */
import type pg from 'pg'
import { anInspection } from '../../src/contexts/inspection/fixtures.ts'
import type { Case } from '../../src/contexts/casework/model.ts'
import type { Proceeding } from '../../src/contexts/casework/rules/proceeding.ts'
import { draftOf } from '../../src/contexts/casework/rules/side-view.ts'
import { roadOf } from '../../src/contexts/casework/transitions/roads.ts'
import { idOf } from './many-cases.ts'

const ORIGINALS = 4

/** The visit, the hazard and the originals of the nth case stand under these ids. */
export const withOrigin = (thing: Case, nth: number): Case => ({
  ...thing,
  inspectionId: idOf('visit', nth),
  acts: thing.acts.map((act) => ({ ...act, hazardId: idOf('hazard', nth) })),
  evidence: thing.evidence.map((item, index) =>
    index < ORIGINALS ? { ...item, evidenceId: idOf(`original${index}`, nth) } : item,
  ),
})

/** A procedure of the case in the state it is in, with no clock but those given. */
export function besideCase(
  of: Case,
  { kind, state, nth, clocks = [] }: { kind: string; state: string; nth: number; clocks?: Proceeding['clocks'] },
): Proceeding {
  const road = roadOf(kind)
  if (!(state in road.states)) throw new Error(`${kind} has no state ${state}`)
  const draft = draftOf(road, { id: idOf(kind, nth), region: of.region, at: '2026-09-20T02:00:00.000Z', of })
  return { ...draft, state, version: 3, clocks }
}

const ROWS: readonly (readonly [what: string, statement: string])[] = [
  [
    'origins of the cases',
    `update casework.penalty_case set inspection_id = (content ->> 'inspectionId')::uuid where inspection_id is null`,
  ],
  [
    'acts',
    `insert into casework.case_act (case_id, act_id, region, enterprise_id, violation_key, act_date, hazard_id, fact)
     select c.id, (a ->> 'id')::uuid, c.region, c.enterprise_id, a ->> 'violationKey', (a ->> 'actDate')::date, (a ->> 'hazardId')::uuid, a ->> 'fact'
     from filed c, jsonb_array_elements(c.content -> 'acts') a`,
  ],
  [
    'visits',
    `insert into inspection.inspection (id, region, enterprise_id, enterprise_name, state, version, reason, planned_on, officer_ids, drafted_by, content)
     select c.inspection_id, c.made_in, c.enterprise_id, c.party_name, 'concluded', 3, 'plan', '2026-02-02', '{}', 'x',
       $1::jsonb || jsonb_build_object('id', c.inspection_id, 'region', c.made_in, 'enterpriseId', c.enterprise_id)
     from filed c`,
  ],
  [
    'hazards',
    `insert into hazard.hazard (id, region, enterprise_id, inspection_id, state, version, check_item_id, description, place, violation_key, quantity,
       evidence_ids, rectify_by, case_id, found_at, found_by, history)
     select a.hazard_id, c.made_in, a.enterprise_id, c.inspection_id, 'passed', 2, 'GEN-001', a.fact, '车间', a.violation_key, 1, '{}', '2026-03-02', c.id,
       '2026-02-02T02:00:00Z', 'x', '[]'
     from casework.case_act a join filed c on c.id = a.case_id`,
  ],
  [
    'originals',
    `insert into evidence.item (id, region, subject_kind, subject_id, kind, name, proves, sha256, mime, size, taken_at, received_at, place, taken_by, taken_by_id)
     select (e ->> 'evidenceId')::uuid, c.made_in, 'case', c.id, e ->> 'kind', e ->> 'name', '证明违法事实', repeat('a', 64), 'image/jpeg', 400000,
       '2026-02-02T02:00:00Z', '2026-02-02T02:10:00Z', '车间', '演示甲', 'x'
     from filed c, jsonb_array_elements(c.content -> 'evidence') e where e ->> 'evidenceId' is not null`,
  ],
  [
    'custody',
    `insert into evidence.custody (id, item_id, region, seq, handed_at, holder_from, holder_to, place, purpose, condition, recorded_by, recorded_at)
     select gen_random_uuid(), i.id, i.region, 1, '2026-02-03T02:00:00Z', '演示甲', '档案室', '档案室', '归档', '封存完好', '演示甲', '2026-02-03T02:00:00Z'
     from evidence.item i`,
  ],
  [
    'papers',
    `insert into document.paper (region, year, id, enterprise_id, subject_kind, subject_id, template, template_version, title, bureau, data, form,
       signatures, seal, to_be_served, issued_at, issued_by, pdf_sha256, pages, verify_token, state)
     select c.made_in, 2026, gen_random_uuid(), case when t.served then c.enterprise_id end, t.subject,
       case t.subject when 'case' then c.id else c.inspection_id end::text, t.code, 'bench', t.title, '{}',
       jsonb_build_object('party', c.party_name, 'facts', left(c.content ->> 'brief', 80)), (select document.keep_form('[]')), '[]', t.seal, t.served,
       '2026-02-03T02:00:00Z', 'x', repeat('b', 64), 2, translate(upper(substr(md5(c.id::text || t.code), 1, 16)), '01', 'GH'),
       case when t.served then 'served' else 'issued' end
     from filed c, (values ('D03', 'inspection', '现场检查记录', 'none', false), ('D05', 'inspection', '责令限期整改指令书', 'ENF', true),
       ('D01', 'case', '立案审批表', 'none', false), ('D16', 'case', '询问笔录', 'none', false), ('DCBG', 'case', '案件调查报告', 'none', false),
       ('D24', 'case', '行政处罚告知书', 'OFF', true), ('D34', 'case', '行政处罚决定书', 'OFF', true), ('D46', 'case', '结案审批表', 'none', false))
       t (code, subject, title, seal, served)`,
  ],
  [
    'services',
    `insert into document.paper_service (region, year, id, paper_id, enterprise_id, method, served_at, deemed_served_on, place, recipient, servers, recorded,
       address_confirmed, refused)
     select p.region, p.year, gen_random_uuid(), p.id, p.enterprise_id, 'direct', '2026-02-04T02:00:00Z', '2026-02-04', '当事人住所', '演示某', '[]',
       false, false, false
     from document.paper p where p.to_be_served`,
  ],
]

/** What was made while another bureau had the case stays its own; the bureau that has the case now may read it besides. */
const SHARED = `insert into platform.shared (kind, id, region, since)
  select kind, id, region, '2026-03-01T02:00:00Z' from (
    select 'case' as kind, id::text, region from filed where made_in <> region
    union select 'inspection', inspection_id::text, region from filed where made_in <> region
    union select 'hazard', h.id::text, f.region from filed f join hazard.hazard h on h.case_id = f.id where f.made_in <> f.region) s`

const MOVED_CLOSED = 400
const MOVED_OPEN = 100

/** Fills everything in and tells the planner; `tell` hears what is done. */
export async function insertRowsBeside(
  client: pg.Client,
  { from, tell }: { from: string; tell: (what: string) => void },
): Promise<void> {
  const entry = { at: '2026-02-02T02:00:00.000Z', means: 'scanned', latitude: null, longitude: null } as const
  const visit = JSON.stringify(anInspection('concluded', { entry }))
  await client.query(`create temp table moved as
    (select id from casework.penalty_case where state = 'closed' order by id limit ${MOVED_CLOSED})
    union all (select id from casework.penalty_case where state <> 'closed' order by id limit ${MOVED_OPEN})`)
  await client.query(`create temp view filed as select c.*,
    case when m.id is null then c.region else '${from}' end as made_in from casework.penalty_case c left join moved m on m.id = c.id`)
  for (const [what, statement] of ROWS) {
    await client.query(statement, statement.includes('$1') ? [visit] : [])
    tell(what)
  }
  await client.query(SHARED)
  await client.query('vacuum analyze')
  tell('statistics')
}
