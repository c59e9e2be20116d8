import { NotFound } from '../../../kernel/answer.ts'
import { chainOf } from '../../../kernel/region.ts'
import type { Ctx } from '../../../platform/http.ts'
import type { Paper, PersonOnPaper, RemedyOnPaper, ServiceAct } from '../../document/model.ts'
import { findPaper, issuePaper, recordService } from '../../document/public.ts'
import { lawbook } from '../../law/public.ts'
import { findClock, getNumber } from '../../law/rules/lawbook.ts'
import type { Bureau } from '../../people/model.ts'
import { getBureau } from '../../people/public.ts'
import type { Case, CaseFacts } from '../model.ts'
import { type Ground, type Periods, remedyOf } from '../rules/paper-words.ts'
import * as papers from '../rules/papers-decision.ts'

/**
 * What a paper of the case is made from: the case after the step, the bureau in whose name it goes out, and the facts
 * of the step.
 */
export type Desk = { readonly ctx: Ctx; readonly bureau: Bureau; readonly thing: Case; readonly facts: CaseFacts }

export const groundOf = ({ ctx, bureau, thing }: Desk): Ground => ({ thing, bureau, at: ctx.at })

/** Whoever acts, as a paper names him. */
export function signerOf({ ctx, facts }: Pick<Desk, 'ctx' | 'facts'>): PersonOnPaper {
  const certificate = facts.officers.find(({ id }) => id === ctx.asker.id)?.certificate?.number
  return { name: ctx.asker.name, ...(certificate ? { certificate } : {}) }
}

/** Issues one paper of the case; all but the filing form share its serial. */
export const write = (
  { ctx, bureau, thing }: Desk,
  template: string,
  data: Readonly<Record<string, unknown>>,
): Promise<Paper> =>
  issuePaper(ctx.tx, {
    template,
    bureau,
    subject: { kind: 'case', id: thing.id },
    data: withoutBlanks(data),
    serialOf: thing.filingPaperId,
    enterpriseId: thing.enterpriseId,
    by: ctx.asker.id,
    at: ctx.at,
    files: ctx.files,
  })

/** Fields with nothing to say are left out, so that a form shows its blank. */
export const withoutBlanks = (data: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined && value !== null && value !== ''))

/** The periods that the papers of this day tell the party, from the law in force for the bureau. */
export function periodsOf({ ctx, bureau }: Pick<Desk, 'ctx' | 'bureau'>): Periods {
  const book = lawbook()
  const lengthOf = (id: string) => findClock(book, id, ctx.today)?.n ?? 0
  return {
    defenceDays: lengthOf('D-18'),
    hearingDays: lengthOf('D-16'),
    payDays: lengthOf('D-25'),
    reconsiderationDays: lengthOf('D-42'),
    litigationMonths: lengthOf('D-50'),
    surchargePerDay: getNumber(book, 'fine.surcharge-per-day', { region: bureau.region, date: ctx.today }),
  }
}

/** The bureaus above, nearest first: before 2024 the party could turn to the next one as well. */
async function superiorOf({ ctx, bureau }: Pick<Desk, 'ctx' | 'bureau'>): Promise<Bureau | null> {
  for (const region of chainOf(bureau.region).slice(1, -1)) {
    const found = await getBureau(ctx.tx, region).catch((error: unknown) => {
      if (error instanceof NotFound) return null
      throw error
    })
    if (found) return found
  }
  return null
}

export async function remedyFor(desk: Pick<Desk, 'ctx' | 'bureau'>): Promise<RemedyOnPaper> {
  return remedyOf({
    bureau: desk.bureau,
    superior: await superiorOf(desk),
    on: desk.ctx.today,
    periods: periodsOf(desk),
  })
}

/** Records the service of papers and writes one receipt for them (D40). @returns the day from which the periods run. */
export async function servePapers(
  desk: Desk,
  paperIds: readonly string[],
  service: ServiceAct,
): Promise<string | null> {
  const days: string[] = []
  const served: { title: string; number: string | null }[] = []
  for (const paperId of paperIds) {
    const { deemedServedOn } = await recordService(desk.ctx.tx, { paperId, service, at: desk.ctx.at })
    days.push(deemedServedOn)
    const paper = await findPaper(desk.ctx.tx, paperId)
    if (paper) served.push({ title: paper.title, number: paper.number })
  }
  if (served.length > 0) await write(desk, 'D40', papers.serviceReceipt(groundOf(desk), service, served))
  return days.sort().at(-1) ?? null
}
