/** Fills a database with invented cases, in SQL, for benches that need many. */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { aCase, OFFICERS } from '../../src/contexts/casework/fixtures.ts'
import type { Case, CaseState } from '../../src/contexts/casework/model.ts'
import { draftOf, isOpen } from '../../src/contexts/casework/rules/side-view.ts'
import type { Proceeding } from '../../src/contexts/casework/rules/proceeding.ts'
import { countClock } from '../../src/contexts/casework/transitions/road.ts'
import { roadOf } from '../../src/contexts/casework/transitions/roads.ts'
import type { LawBook } from '../../src/contexts/law/rules/lawbook.ts'
import type { Enterprise } from '../../src/contexts/registry/model.ts'
import { checkCharacterOf } from '../../src/kernel/credit-code.ts'

/** The nth id of a kind: the same in every run, spread over the whole range. */
export const idOf = (kind: string, nth: number): string => {
  const hex = createHash('sha256').update(`${kind}${nth}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The superuser's address of the product's own database: filling it in stands above row-level security. */
export function adminOf({ adminUrl, ownerUrl }: { adminUrl: string; ownerUrl: string }): string {
  const url = new URL(adminUrl)
  url.pathname = new URL(ownerUrl).pathname
  return url.href
}

/** The nth invented business of a bench. */
export function benchBusiness(nth: number, region: string): Enterprise {
  const first17 = `91990000MB${String(nth).padStart(7, '0')}`
  return {
    id: idOf('enterprise', nth),
    creditCode: first17 + checkCharacterOf(first17),
    name: `压测第${nth}制品有限公司`,
    kind: 'company',
    region,
    address: '',
    industry: 'C3311',
    sectors: ['general'],
    legalRepresentative: '',
    principal: '',
    safetyManager: '',
    phone: '',
    employees: 30,
    highRisk: true,
    grade: 'none',
    keyUnit: false,
    responsibleBureau: region,
    origins: {},
    version: 1,
  }
}

/** A case as it stands in a state, with evidence, papers of text and a history of the length that real ones have. */
export function benchCase(nth: number, state: CaseState, { region }: { region: string }): Case {
  const long = '现场检查发现特种作业人员未取得操作资格证书上岗作业，已当场责令停止作业并询问有关人员。'.repeat(8)
  const base = aCase(state)
  return {
    ...base,
    id: idOf('case', nth),
    region,
    enterpriseId: idOf('enterprise', nth % 20_000),
    number: state === 'submitted' ? null : `（压）应急立〔2026〕${nth}号`,
    serial: nth,
    version: 12,
    title: `压测第${nth}制品有限公司未按规定安排持证人员上岗案`,
    party: { ...base.party, name: `压测第${nth}制品有限公司` },
    brief: long,
    acts: base.acts.map((act) => ({ ...act, id: idOf('act', nth), fact: long })),
    evidence: Array.from({ length: 8 }, (_, index) => ({
      ...(base.evidence[0] as Case['evidence'][number]),
      id: idOf(`evidence${index}`, nth),
      name: `证据材料之${index + 1}`,
    })),
    history: Array.from({ length: 12 }, (_, index) => ({
      step: index === 0 ? 'propose-filing' : 'add-evidence',
      at: '2026-02-03T02:00:00.000Z',
      by: OFFICERS[0].id,
      byName: OFFICERS[0].name,
    })),
  }
}

/** A preservation of evidence beside the case, its seven working days running. */
export function benchPreservation(of: Case, nth: number, book: LawBook): Proceeding {
  const clock = countClock(book, { id: 'D-10', start: '2026-09-24' })
  const draft = draftOf(roadOf('preservation'), {
    id: idOf('side', nth),
    region: of.region,
    at: '2026-09-24T02:00:00.000Z',
    of,
  })
  return { ...draft, state: 'preserved', version: 3, clocks: clock ? [clock] : [] }
}

const PART = 1000

/** Inserts as the owner, a thousand rows a statement; `tell` hears how many are in. */
export async function insertCases(client: pg.Client, cases: Iterable<Case>, tell: (done: number) => void) {
  let part: Case[] = []
  let done = 0
  const flush = async () => {
    await client.query(
      `insert into casework.penalty_case (id, region, year, state, version, number, title, cause, enterprise_id, party_name, handler_ids, filed_on,
         decided_on, notified_fen, decided_fen, updated_at, content)
       select (c ->> 'id')::uuid, c ->> 'region', 2026, c ->> 'state', (c ->> 'version')::int, c ->> 'number', c ->> 'title', c ->> 'cause',
         (c ->> 'enterpriseId')::uuid, c -> 'party' ->> 'name', (select array_agg((h ->> 'id')::uuid) from jsonb_array_elements(c -> 'handlers') h),
         (c ->> 'filedOn')::date, (c -> 'decision' ->> 'on')::date, (c -> 'notice' ->> 'amountFen')::bigint,
         (c -> 'decision' ->> 'amountFen')::bigint, '2026-09-01T02:00:00Z', c
       from jsonb_array_elements($1::jsonb) c`,
      [JSON.stringify(part)],
    )
    done += part.length
    part = []
    tell(done)
  }
  for (const one of cases) if (part.push(one) === PART) await flush()
  if (part.length > 0) await flush()
}

export async function insertProceedings(client: pg.Client, things: Iterable<Proceeding>) {
  let part: (Proceeding & { isOpen: boolean })[] = []
  const flush = async () => {
    await client.query(
      `insert into casework.proceeding (id, region, year, case_id, kind, state, version, is_open, title, enterprise_id, party_name, officer_ids,
         opened_on, updated_at, content)
       select (c ->> 'id')::uuid, c ->> 'region', 2026, (c ->> 'caseId')::uuid, c ->> 'kind', c ->> 'state', 3, (c ->> 'isOpen')::boolean, c ->> 'title',
         (c ->> 'enterpriseId')::uuid, c -> 'party' ->> 'name', '{}', (c ->> 'openedOn')::date, '2026-09-24T02:00:00Z', c - 'isOpen'
       from jsonb_array_elements($1::jsonb) c`,
      [JSON.stringify(part)],
    )
    part = []
  }
  for (const one of things) if (part.push({ ...one, isOpen: isOpen(one) }) === PART) await flush()
  if (part.length > 0) await flush()
}

/** A line on stderr that tells how far it is, once a second at most. */
export function progress(what: string, total: number): (done: number) => void {
  let last = 0
  return (done) => {
    const now = performance.now()
    if (now - last < 1000 && done < total) return
    last = now
    process.stderr.write(`${what}: ${done} of ${total}\n`)
  }
}
