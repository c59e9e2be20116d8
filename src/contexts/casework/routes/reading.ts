import { randomUUID } from 'node:crypto'
import { NotFound } from '../../../kernel/answer.ts'
import { Refused } from '../../../kernel/refusal.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { papersOf } from '../../document/public.ts'
import { bindFile } from '../../document/public/case-file.ts'
import { evidenceOf } from '../../evidence/public.ts'
import { hazardsOfInspection } from '../../hazard/public.ts'
import { getInspection } from '../../inspection/public.ts'
import { lawbook } from '../../law/public.ts'
import { getBureau } from '../../people/public.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract.ts'
import type { Case, CaseEntry, CaseFacts, Judgement } from '../model.ts'
import { clocksOf } from '../rules/clocks.ts'
import { isJudged, judge } from '../rules/judgement.ts'
import { nextStepsOf, waitsFor } from '../rules/next-steps.ts'
import { fileCover } from '../rules/papers-decision.ts'
import { plumbLineOf } from '../rules/plumb-line.ts'
import { partyOf, proposalFrom, punishable } from '../rules/proposal.ts'
import * as store from '../store.ts'
import { STEPS } from '../transitions.ts'
import { factsOf, officersAmong } from './facts.ts'
import { planCaseFile } from './file.ts'

const TODO_SHOWN = 20

/** All officers that stand in the cases, read at once; a list must not ask for each case. */
async function listFacts({ tx, asker }: Ctx, cases: readonly Case[]): Promise<CaseFacts> {
  const ids = [
    ...new Set([
      ...cases.flatMap(({ handlers }) => handlers.map(({ id }) => id)),
      ...(asker.kind === 'officer' ? [asker.id] : []),
    ]),
  ]
  return {
    officers: await officersAmong(tx, ids),
    judgement: null,
    finedBefore: [],
    due: {},
    servedOn: null,
    unrectified: [],
    beside: [],
  }
}

async function toDo(ctx: Ctx) {
  const states = [
    ...new Set(STEPS.filter(({ may }) => ctx.asker.permissions.includes(may)).flatMap(({ from }) => from)),
  ]
  const rows = states.length > 0 ? await store.casesInStates(ctx.tx, { region: ctx.asker.region, states }) : []
  const facts = await listFacts(
    ctx,
    rows.map(({ content }) => content),
  )
  const groups = new Map<string, { step: string; label: string; entries: CaseEntry[] }>()
  for (const { content, ...entry } of rows) {
    for (const { name, label } of waitsFor({ thing: content, input: null, facts, by: ctx.asker, at: ctx.at })) {
      const group = groups.get(name) ?? { step: name, label, entries: [] }
      group.entries.push(entry)
      groups.set(name, group)
    }
  }
  return {
    groups: [...groups.values()].map((group) => ({
      ...group,
      count: group.entries.length,
      entries: group.entries.slice(0, TODO_SHOWN),
    })),
  }
}

/** The whole file as it stands: that of an archived case is the very one that was locked. */
async function fileOf(ctx: Ctx, thing: Case) {
  const name = `${thing.title}案卷.pdf`
  if (thing.archive)
    return {
      name,
      mime: 'application/pdf',
      bytes: await ctx.files.read(thing.archive.fileSha256),
      inline: true,
    }
  const bureau = await getBureau(ctx.tx, thing.region)
  const plan = await planCaseFile(ctx, thing, bureau)
  const data = { ...fileCover({ thing, bureau, at: ctx.at }, plan), result: thing.closing?.outcome ?? '办理中' }
  const bound = await bindFile(plan, { cover: { data }, files: ctx.files })
  return { name, mime: 'application/pdf', bytes: await ctx.files.read(bound.sha256), inline: true }
}

export const reading: readonly Route[] = [
  serve(contract.listCases, async ({ mine, after, ...filter }, { tx, asker }) => {
    const wanted = { ...filter, region: asker.region, mineOf: mine === 'true' ? asker.id : undefined }
    return { ...(await store.listCases(tx, { ...wanted, after })), ...(await store.countCases(tx, wanted)) }
  }),

  serve(contract.casesToDo, (_, ctx) => toDo(ctx)),

  serve(contract.getCase, async ({ id }, ctx) => {
    const thing = await store.getCase(ctx.tx, id)
    ctx.concerns('case', id)
    const [facts, papers, enterprise] = await Promise.all([
      factsOf(ctx, thing),
      papersOf(ctx.tx, { kind: 'case', id }),
      getEnterprise(ctx.tx, thing.enterpriseId),
    ])
    const book = lawbook()
    return {
      case: thing,
      facts,
      clocks: clocksOf(thing, { book, at: ctx.at }),
      plumbLine: plumbLineOf(thing, { book, at: ctx.at }),
      papers,
      enterprise,
      discretion: thing.report?.derivation ?? facts.judgement,
      nextSteps: nextStepsOf({ thing, input: null, facts, by: ctx.asker, at: ctx.at }),
    }
  }),

  serve(contract.proposalFromInspection, async ({ inspectionId, hazardIds, against }, ctx) => {
    const inspection = await getInspection(ctx.tx, inspectionId)
    const chosen = hazardIds?.split(',').filter(Boolean)
    const hazards = punishable(await hazardsOfInspection(ctx.tx, inspectionId), {
      book: lawbook(),
      on: ctx.today,
      against,
    }).filter(({ id }) => !chosen || chosen.includes(id))
    if (hazards.length === 0) throw new NotFound('hazard')
    const enterprise = await getEnterprise(ctx.tx, inspection.enterpriseId)
    const subject = { kind: 'inspection', id: inspectionId } as const
    const visit = {
      inspection,
      hazards,
      enterprise,
      evidence: await evidenceOf(ctx.tx, subject),
      papers: await papersOf(ctx.tx, subject),
    }
    const proposal = proposalFrom(visit, { book: lawbook(), newId: randomUUID, against })
    const party = partyOf(enterprise, against)
    const answer = judge(lawbook(), {
      acts: proposal.acts,
      party,
      region: inspection.region,
      foundOn: proposal.foundOn,
      on: ctx.today,
      lastViolations: await store.lastViolations(ctx.tx, { enterpriseId: enterprise.id, exceptCase: proposal.id }),
    })
    return {
      proposal,
      party,
      handlers: inspection.officers.map(({ id, name }) => ({ id, name })),
      discretion: isJudged(answer) ? answer : null,
    }
  }),

  serve(
    contract.computeDiscretion,
    async ({ enterpriseId, against, decisionDate, acts, amounts }, ctx): Promise<Judgement> => {
      const enterprise = await getEnterprise(ctx.tx, enterpriseId)
      ctx.concerns('enterprise', enterpriseId)
      const on = decisionDate ?? ctx.today
      const answer = judge(lawbook(), {
        acts,
        amounts,
        party: partyOf(enterprise, against),
        region: ctx.asker.region,
        foundOn:
          acts
            .map(({ actDate }) => actDate)
            .sort()
            .at(-1) ?? on,
        on,
        lastViolations: await store.lastViolations(ctx.tx, { enterpriseId, exceptCase: enterpriseId }),
      })
      if (!isJudged(answer)) throw new Refused(answer.refusals)
      return answer
    },
  ),

  serve(contract.caseFile, async ({ id }, ctx) => {
    const thing = await store.getCase(ctx.tx, id)
    ctx.concerns('case', id)
    return fileOf(ctx, thing)
  }),
]
