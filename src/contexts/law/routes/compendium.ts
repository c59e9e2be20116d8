import { Conflict, NotFound } from '../../../kernel/answer.ts'
import type { Asker } from '../../../kernel/asker.ts'
import { covers } from '../../../kernel/region.ts'
import { take, type Step } from '../../../kernel/step.ts'
import type { Tx } from '../../../platform/db.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/compendium.ts'
import {
  CASE_STATES,
  NO_CASE_FACTS,
  type CaseContent,
  type CaseFacts,
  type CaseState,
  type CompendiumCase,
} from '../rules/compendium.ts'
import { citationText, findInstrument } from '../rules/lawbook.ts'
import { servedSearch } from '../search/served.ts'
import * as store from '../store/compendium.ts'
import { currentBook } from '../store/merged.ts'
import * as transitions from '../transitions/compendium.ts'

const LISTED_MAX = 100

const articleOf = ({ instrument, article }: CaseContent['analysis'][number]) => ({ instrument, article })

/** Drafts and where a case was read are the own bureau's; everybody else gets what was published. */
function viewOf(entry: CompendiumCase, asker: Asker): contract.CaseView {
  const isOwn = covers(asker.region, entry.region)
  const shown = entry.shown && (isOwn ? entry.shown : { ...entry.shown, source: '' })
  const read = shown ?? entry.draft
  return {
    entry: { ...entry, shown, draft: isOwn ? entry.draft : null },
    cites: (read?.analysis ?? []).map((one) => citationText(currentBook(), articleOf(one), 'short')),
  }
}

/** Articles of the analysis that the law data do not have. */
function factsOf({ analysis }: CaseContent): CaseFacts {
  const book = currentBook()
  return {
    unknownArticles: analysis.flatMap((one) => {
      const found = findInstrument(book, one.instrument)
      const isThere = found !== null && (found.articles === null || one.article <= found.articles)
      return isThere ? [] : [citationText(book, articleOf(one), 'short')]
    }),
  }
}

async function lockVersion(tx: Tx, id: string, version: number): Promise<CompendiumCase> {
  const entry = await store.findCase(tx, id, { lock: true })
  if (!entry) throw new NotFound('compendium case')
  if (entry.version !== version) throw new Conflict('案例已被他人更新，请刷新后重试')
  return entry
}

type Taken<Input> = { readonly id: string; readonly input: Input; readonly facts?: CaseFacts }

async function taken<Input extends { version: number }>(
  ctx: Ctx,
  step: Step<CaseState, CompendiumCase, Input, CaseFacts>,
  { id, input, facts = NO_CASE_FACTS }: Taken<Input>,
): Promise<contract.CaseView> {
  ctx.concerns('compendium-case', id)
  const before = await lockVersion(ctx.tx, id, input.version)
  const after = take(step, { thing: before, input, facts, by: ctx.asker, at: ctx.at }, CASE_STATES)
  await store.saveCase(ctx.tx, after, ctx.at)
  ctx.note({ from: before.state, to: after.state })
  return viewOf(after, ctx.asker)
}

const blank = ({ asker }: Ctx, id: string): CompendiumCase => ({
  id,
  state: 'drafted',
  version: 0,
  history: [],
  region: asker.region,
  shown: null,
  draft: null,
  editedBy: asker.id,
  editedByName: asker.name,
  publishedByName: '',
  because: '',
})

/** Published cases, with words the best first. */
async function found(tx: Tx, { words, today }: { words: string | undefined; today: string }) {
  const published = await store.publishedCases(tx)
  if (!words) return published
  const { search } = await servedSearch(tx, { book: currentBook(), today, patienceMs: 0 })
  const byId = new Map(published.map((entry) => [entry.id, entry]))
  return search({ query: words, kind: 'compendium', limit: LISTED_MAX }).flatMap(({ id }) => byId.get(id) ?? [])
}

export const compendium: readonly Route[] = [
  serve(contract.listCases, async ({ words, kind, state }, { tx, asker, today }) => {
    const entries = state
      ? await store.casesInState(tx, { region: asker.region, state, limit: LISTED_MAX })
      : await found(tx, { words, today })
    const fits = entries.filter(({ shown, draft }) => !kind || (shown ?? draft)?.kind === kind)
    return { cases: fits.slice(0, LISTED_MAX).map((entry) => viewOf(entry, asker)) }
  }),

  serve(contract.getCompendiumCase, async ({ id }, { tx, asker }) => {
    const entry = await store.findCase(tx, id)
    if (!entry) throw new NotFound('compendium case')
    return viewOf(entry, asker)
  }),

  serve(contract.draftCase, async ({ id, content }, ctx) => {
    ctx.concerns('compendium-case', id)
    const act = { thing: blank(ctx, id), input: { content }, facts: factsOf(content), by: ctx.asker, at: ctx.at }
    const entry = take(transitions.draftCase, act, CASE_STATES)
    if (!(await store.insertCase(ctx.tx, entry, ctx.at))) throw new Conflict('这个案例已经保存过，请刷新后查看')
    ctx.note({ kind: content.kind, articles: content.analysis.length })
    return viewOf(entry, ctx.asker)
  }),

  serve(contract.reviseCase, async ({ id, ...input }, ctx) => {
    const now = await store.findCase(ctx.tx, id)
    const step = now?.state === 'drafted' ? transitions.draftCase : transitions.reviseCase
    return taken(ctx, step, { id, input, facts: factsOf(input.content) })
  }),

  serve(contract.publishCase, ({ id, ...input }, ctx) => taken(ctx, transitions.publishCase, { id, input })),
  serve(contract.discardCase, ({ id, ...input }, ctx) => taken(ctx, transitions.discardCase, { id, input })),
  serve(contract.withdrawCase, ({ id, ...input }, ctx) => taken(ctx, transitions.withdrawCase, { id, input })),
]
