import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { Conflict, NotFound } from '../../../kernel/answer.ts'
import { art } from '../../../kernel/citation.ts'
import { no, Refused } from '../../../kernel/refusal.ts'
import { covers } from '../../../kernel/region.ts'
import { take } from '../../../kernel/step.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { lawbook } from '../../law/public.ts'
import { getBureau } from '../../people/public.ts'
import { getEnterprise, inspectedUnitsOf } from '../../registry/public.ts'
import * as contract from '../contract/key-lists.ts'
import { isRunning, showFlags, showList } from '../jobs/key-lists.ts'
import { KEY_LIST_STATES, keyRulesOn, keyUnitsBy, type KeyList, type KeyUnit } from '../rules/key-list.ts'
import * as store from '../store/key-lists.ts'
import * as transitions from '../transitions/key-list.ts'

async function viewOf({ tx }: Ctx, list: KeyList): Promise<contract.KeyListView> {
  const units = await store.keyUnitsOf(tx, list.id)
  const listed = units.filter(({ isListed }) => isListed)
  const reasons = Map.groupBy(
    listed.flatMap((unit) => unit.reasons),
    ({ code }) => code,
  )
  return {
    list,
    totals: {
      listed: listed.length,
      byHand: units.filter(({ byHand }) => byHand).length,
      unlisted: units.length - listed.length,
      byReason: [...reasons].map(([code, rows]) => ({ code, says: WORDS[code] ?? code, units: rows.length })),
    },
    changes: await store.changesOfKeyList(tx, list.id),
  }
}

const WORDS: Readonly<Record<string, string>> = {
  trade: '重点行业领域高危企业',
  agency: '安全服务机构',
  'other-high-risk': '其他高危企业',
}

async function save(ctx: Ctx, list: KeyList): Promise<void> {
  if (!(await store.saveKeyList(ctx.tx, list, ctx.at))) throw new Conflict('本年度名单刚由他人生成，请刷新后重试')
  ctx.note({ year: list.year, state: list.state })
}

const noRules = (date: string) =>
  new Refused([
    {
      ...no('no-key-rules', { date }, '{date}没有确定重点检查单位的规则', '在法律数据中补充重点检查单位的行业领域'),
      cites: art('MEM-2025-02-27', 2),
    },
  ])

async function make(ctx: Ctx, input: z.output<typeof contract.makeKeyList.input>) {
  const { tx, asker, at, today } = ctx
  const { region, name } = await getBureau(tx, asker.region)
  const before: KeyList = (await store.lockKeyListOf(tx, { region, year: input.year })) ?? {
    id: randomUUID(),
    state: 'draft',
    version: 0,
    history: [],
    region,
    bureauName: name,
    year: input.year,
    madeBy: asker.id,
    madeAt: at,
    frozenAt: null,
  }
  ctx.concerns('key-list', before.id)
  const known = await store.keyUnitsOf(tx, before.id)
  const facts = { units: known, changed: null }
  const after = take(transitions.makeKeyList, { thing: before, input, facts, by: asker, at }, KEY_LIST_STATES)
  const rules = keyRulesOn(lawbook(), { region, date: today })
  if (!rules) throw noRules(today)
  await save(ctx, after)
  await store.replaceKeyUnits(tx, after, keyUnitsBy(rules, await inspectedUnitsOf(tx, region), known))
  return viewOf(ctx, after)
}

/** The list of the asker's own bureau, locked, as the caller saw it last. */
async function lockVersion(ctx: Ctx, id: string, version: number): Promise<KeyList> {
  ctx.concerns('key-list', id)
  const list = await store.lockKeyList(ctx.tx, id)
  if (!list) throw new NotFound('key-list')
  if (list.region !== ctx.asker.region)
    throw new Refused([
      no('list-of-another-bureau', { bureau: list.bureauName }, '这是{bureau}的名单', '需要改动的，向该机关提出'),
    ])
  if (list.version === version) return list
  const last = list.history.at(-1)
  throw new Conflict(
    last ? `${last.byName}已于${minuteOf(last.at)}更新名单，请刷新后重试` : '名单已被他人更新，请刷新后重试',
  )
}

type Change = { id: string; version: number; enterpriseId: string; isListed: boolean; because: string; number?: string }

/** Puts one business on the list or takes it out, by the step that the state of the list allows. */
async function change(ctx: Ctx, { id, ...input }: Change) {
  const { tx, asker, at } = ctx
  const before = await lockVersion(ctx, id, input.version)
  const enterprise = await getEnterprise(tx, input.enterpriseId)
  const there = (await store.keyUnitsOf(tx, id)).find(({ enterpriseId }) => enterpriseId === enterprise.id)
  const isOwn = enterprise.responsibleBureau === before.region
  const facts = { units: [], changed: { name: enterprise.name, isListed: there?.isListed ?? false, isOwn } }
  const { number = '' } = input
  const after =
    input.number === undefined
      ? take(transitions.changeKeyList, { thing: before, input, facts, by: asker, at }, KEY_LIST_STATES)
      : take(
          transitions.amendKeyList,
          { thing: before, input: { ...input, number }, facts, by: asker, at },
          KEY_LIST_STATES,
        )
  const { isListed, because } = input
  const unit: KeyUnit = {
    enterpriseId: enterprise.id,
    name: enterprise.name,
    creditCode: enterprise.creditCode,
    reasons: there?.reasons ?? [],
    wasInRegister: there?.wasInRegister ?? enterprise.keyUnit,
    isListed,
    byHand: { because, number, byName: asker.name, at },
  }
  await store.putKeyUnits(tx, after, [unit])
  const told = { enterpriseId: enterprise.id, name: enterprise.name, isListed, because, number }
  await store.insertKeyListChange(tx, after, { ...told, at, byId: asker.id, byName: asker.name })
  if (after.state === 'frozen' && isRunning(after, at))
    await showFlags(tx, after, new Map([[enterprise.id, isListed]]), byOf(ctx))
  ctx.note(told)
  await save(ctx, after)
  return viewOf(ctx, after)
}

const byOf = ({ at, asker }: Ctx) => ({ at, byId: asker.id, byName: asker.name })

async function freeze(ctx: Ctx, { id, ...input }: z.output<typeof contract.freezeKeyList.input>) {
  const { tx, asker, at } = ctx
  const before = await lockVersion(ctx, id, input.version)
  const units = await store.keyUnitsOf(tx, id)
  const facts = { units, changed: null }
  const after = take(transitions.freezeKeyList, { thing: before, input, facts, by: asker, at }, KEY_LIST_STATES)
  await save(ctx, after)
  // Frozen for the year to come it waits for its first day: nobody becomes a key unit before (circular art. 2).
  if (isRunning(after, at)) await showList(tx, after, byOf(ctx))
  return viewOf(ctx, after)
}

async function readable(ctx: Ctx, id: string): Promise<KeyList> {
  const list = await store.findKeyList(ctx.tx, id)
  if (!list || !covers(ctx.asker.region, list.region)) throw new NotFound('key-list')
  return list
}

const UNITS_MAX = 500

export const keyLists: readonly Route[] = [
  serve(contract.makeKeyList, (input, ctx) => make(ctx, input)),
  serve(contract.listKeyLists, async (_, { tx, asker }) => ({ lists: await store.listKeyLists(tx, asker.region) })),
  serve(contract.getKeyList, async ({ id }, ctx) => viewOf(ctx, await readable(ctx, id))),
  serve(contract.listKeyUnits, async ({ id, only, q }, ctx) => {
    const list = await readable(ctx, id)
    const found = (await store.keyUnitsOf(ctx.tx, list.id)).filter(
      ({ isListed, byHand, name, creditCode }) =>
        (only === 'by-hand' ? byHand !== null : isListed === (only === 'listed')) &&
        (!q || name.includes(q) || creditCode === q),
    )
    return { units: found.slice(0, UNITS_MAX), total: found.length }
  }),
  serve(contract.changeKeyList, (input, ctx) => change(ctx, input)),
  serve(contract.freezeKeyList, (input, ctx) => freeze(ctx, input)),
  serve(contract.amendKeyList, (input, ctx) => change(ctx, input)),
]
