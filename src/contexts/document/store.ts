import sql, { join, type Sql } from 'sql-template-tag'
import type { Region } from '../../kernel/region.ts'
import { lawDateOf, yearOf } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import { latestIn } from '../../platform/latest.ts'
import { seal, unseal } from '../../platform/sealing.ts'
import type { Paper, PaperEntry, PaperSubject, Service } from './model.ts'
import { paperPlace } from './store/sealed.ts'
import type { PartyNamed } from './rules/field-rules.ts'
import type { Serial } from './rules/numbering.ts'
import { mapPersonal } from './rules/personal.ts'

const PAPER = sql`
  select id, template, template_version as "templateVersion", number, region, bureau, title, data, signatures,
    (select form.fields from document.form where form.digest = paper.form) as fields, seal,
    jsonb_build_object('kind', subject_kind, 'id', subject_id) as subject,
    case when serial is not null then 
      jsonb_build_object('year', serial_year, 'serial', serial, 'part', part) end as serial,
    case when corrects is not null then 
      jsonb_build_object('id', corrects, 'number', corrects_number, 'reason', correction_reason) end as corrects,
    issued_at as "issuedAt", issued_by as "issuedBy", pdf_sha256 as "pdfSha256", pages, verify_token as "verifyToken",
    corrected_by as "correctedBy", state, enterprise_id as "enterpriseId", to_be_served as "toBeServed"
  from document.paper`

const ENTRY = sql`one.id, template, number, title, jsonb_build_object('kind', subject_kind, 'id', subject_id) as subject,
  issued_at as "issuedAt", pages, verify_token as "verifyToken", corrected_by as "correctedBy", state,
  pdf_sha256 as "pdfSha256", to_be_served as served,
  (select min(s.deemed_served_on) from document.paper_service s where s.paper_id = one.id) as "deemedServedOn"`

/** A paper with what only the database needs to know of it. */
export type StoredPaper = Paper & { readonly enterpriseId: string | null; readonly toBeServed: boolean }

/** As the database keeps it, and as it is: personal texts are sealed. */
const opened = (paper: StoredPaper): StoredPaper => ({
  ...paper,
  data: mapPersonal(paper.data, (field, text) => unseal(text, paperPlace(field))),
})
const orNull = (paper: StoredPaper | null) => paper && opened(paper)

export const findPaper = async (tx: Tx, id: string): Promise<StoredPaper | null> =>
  orNull(await tx.find<StoredPaper>(sql`${PAPER} where id = ${id}`))

/** Holds the paper until the transaction ends, so that it cannot be corrected twice at once. */
export const lockPaper = async (tx: Tx, id: string): Promise<StoredPaper | null> =>
  orNull(await tx.find<StoredPaper>(sql`${PAPER} where id = ${id} for update`))

export const listPapers = (tx: Tx, subject: PaperSubject) =>
  tx.rows<PaperEntry>(
    sql`select ${ENTRY} from document.paper one
    where subject_kind = ${subject.kind} and subject_id = ${subject.id} order by issued_at, sequence`,
  )

/** The papers of several subjects in full, in the order of issue. */
export async function listWholePapers(tx: Tx, subjects: readonly PaperSubject[]): Promise<StoredPaper[]> {
  if (subjects.length === 0) return []
  const papers = await tx.rows<StoredPaper>(sql`
    ${PAPER} where (subject_kind, subject_id) in (${join(subjects.map(({ kind, id }) => sql`(${kind}, ${id})`))})
    order by issued_at, sequence`)
  return papers.map(opened)
}

/** How the papers of a case that still stand name a party, each way once. */
export const partiesNamed = (tx: Tx, { kind, id }: PaperSubject) =>
  tx.rows<PartyNamed>(sql`
    select data ->> 'party' as party, data ->> 'partyCode' as "partyCode", min(coalesce(number, title)) as paper
    from document.paper
    where subject_kind = ${kind} and subject_id = ${id} and state <> 'corrected' and data ->> 'partyCode' <> ''
      and data ->> 'party' <> ''
    group by 1, 2 order by min(issued_at) limit 20`)

export type PaperFilter = { scope: Region; template?: string | undefined; before?: string | undefined; limit: number }

/** The newest papers of a region, for registers. */
export function listRegister(tx: Tx, { scope, template, before, limit }: PaperFilter) {
  const wanted: Sql[] = [sql`true`]
  if (template) wanted.push(sql`template = ${template}`)
  if (before) wanted.push(sql`issued_at < ${before}`)
  return tx.rows<PaperEntry>(
    latestIn({
      table: 'document.paper',
      scope,
      columns: ENTRY,
      where: join(wanted, ' and '),
      order: ['issued_at', 'sequence'],
      limit,
    }),
  )
}

export async function insertPaper(tx: Tx, paper: StoredPaper, typeCode: string | null): Promise<void> {
  const { serial, corrects } = paper
  await tx.run(sql`
    insert into document.paper (region, year, id, enterprise_id, subject_kind, subject_id, template, template_version,
    title, number, type_code,
      serial_year, serial, part, bureau, data, form, signatures, seal, to_be_served, issued_at, issued_by,
      pdf_sha256, pages, verify_token,
      corrects, corrects_number, correction_reason, corrected_by, state)
    values (${paper.region}, ${yearOf(lawDateOf(paper.issuedAt))}, ${paper.id}, ${paper.enterpriseId},
    ${paper.subject.kind}, ${paper.subject.id},
      ${paper.template}, ${paper.templateVersion}, ${paper.title}, ${paper.number}, ${serial ? typeCode : null},
      ${serial?.year ?? null}, ${serial?.serial ?? null}, ${serial?.part ?? null},
      ${JSON.stringify(paper.bureau)}::jsonb,
      ${JSON.stringify(mapPersonal(paper.data, (field, text) => seal(text, paperPlace(field))))}::jsonb, document.keep_form(${JSON.stringify(paper.fields)}::jsonb),
      ${JSON.stringify(paper.signatures)}::jsonb, ${paper.seal},
      ${paper.toBeServed}, ${paper.issuedAt}, ${paper.issuedBy}, ${paper.pdfSha256}, ${paper.pages},
      ${paper.verifyToken},
      ${corrects?.id ?? null}, ${corrects?.number ?? null}, ${corrects?.reason ?? null}, ${paper.correctedBy},
      ${paper.state})`)
}

export const markServed = (tx: Tx, id: string) =>
  tx.run(sql`update document.paper set state = 'served' where id = ${id} and state = 'issued'`)

export const markCorrected = (tx: Tx, { id, by }: { id: string; by: string }) =>
  tx.run(sql`update document.paper set state = 'corrected', corrected_by = ${by} where id = ${id}`)

/** Draws the next number of a series; whoever draws at the same time waits for this transaction. */
export async function drawNumber(
  tx: Tx,
  { region, series, year }: { region: Region; series: string; year: number },
): Promise<number> {
  const row = await tx.find<{ last: number }>(sql`
    insert into document.number_counter (region, series, year, last) values (${region}, ${series}, ${year}, 1)
    on conflict (region, year, series) do update set last = document.number_counter.last + 1 returning last`)
  if (!row) throw new Error(`no number drawn in ${region} ${series} ${year}`)
  return row.last
}

/** The place of the next paper of a type under a serial that others have used; concurrent twins wait for each other. */
export async function nextPart(
  tx: Tx,
  {
    region,
    typeCode,
    year,
    serial,
  }: {
    region: Region
    typeCode: string
  } & Omit<Serial, 'part'>,
): Promise<number> {
  await tx.run(
    sql`select pg_advisory_xact_lock(hashtextextended(${`document.number ${region} ${typeCode} ${year} ${serial}`}, 0))`,
  )
  const row = await tx.find<{ part: number }>(sql`
    select coalesce(max(part), 0) + 1 as part from document.paper
    where region = ${region} and type_code = ${typeCode} and serial_year = ${year} and serial = ${serial}`)
  return row?.part ?? 1
}

const SERVICE = sql`
  select id, paper_id as "paperId", method, served_at as "servedAt", deemed_served_on as "deemedServedOn", place,
  recipient,
    recipient_relation as "recipientRelation", servers, witness, recorded, address_confirmed as "addressConfirmed",
    refused, note
  from document.paper_service`

export const listServices = (tx: Tx, paperIds: readonly string[]) =>
  tx.rows<Service>(sql`${SERVICE} where paper_id = any(${paperIds}::uuid[]) order by served_at, id`)

export async function insertService(tx: Tx, service: Service, paper: StoredPaper): Promise<void> {
  await tx.run(sql`
    insert into document.paper_service (region, year, id, paper_id, enterprise_id, method, served_at,
    deemed_served_on, place, recipient,
      recipient_relation, servers, witness, recorded, address_confirmed, refused, note)
    values (${paper.region}, ${yearOf(lawDateOf(paper.issuedAt))}, ${service.id}, ${service.paperId},
    ${paper.enterpriseId}, ${service.method},
      ${service.servedAt}, ${service.deemedServedOn}, ${service.place}, ${service.recipient},
      ${service.recipientRelation},
      ${JSON.stringify(service.servers)}::jsonb, ${service.witness}, ${service.recorded}, ${service.addressConfirmed},
      ${service.refused},
      ${service.note})`)
}

export type VerifiedPaper = {
  state: Paper['state']
  title: string
  number: string | null
  bureau: string
  issuedAt: string
  pdfSha256: string
  correctedByNumber: string | null
}

/** What anybody may learn of a paper by its token or by the SHA-256 of its file; works under every scope. */
export const findVerification = (tx: Tx, held: { token: string | null; sha256: string | null }) =>
  tx.find<VerifiedPaper>(sql`
  select state, title, number, bureau, issued_at as "issuedAt", pdf_sha256 as "pdfSha256",
  corrected_by_number as "correctedByNumber"
  from document.verification(${held.token}, ${held.sha256})`)
