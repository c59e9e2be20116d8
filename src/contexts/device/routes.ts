import { Conflict, NotFound } from '../../kernel/answer.ts'
import { no, Refused } from '../../kernel/refusal.ts'
import { serve, type Ctx, type Route } from '../../platform/http.ts'
import * as contract from './contract.ts'
import { listBurden, tellBurden } from './contract/burden.ts'
import { PROTOCOL_MIN, type Phone } from './model.ts'
import { burdenInSum } from './rules/burden.ts'
import { actTime, isClockWrong, skewOf } from './rules/clock.ts'
import * as store from './store.ts'

async function greeted(
  ctx: Ctx,
  { phone: id, now, protocol, waiting }: { phone: string; now: string; protocol: number; waiting: number },
): Promise<Phone> {
  const known = await store.findPhone(ctx.tx, id)
  const skewMs = skewOf({ sentAt: now, receivedAt: ctx.at })
  const { asker, at, agent } = ctx
  const phone: Phone = {
    id,
    region: asker.region,
    officerId: asker.id,
    officerName: asker.name,
    agent,
    protocol,
    registeredAt: known?.registeredAt ?? at,
    seenAt: at,
    skewMs,
    waiting,
    wipedAt: null,
    wipedBy: null,
  }
  // Row-level security hides the phone of another bureau; its id cannot be taken over from here.
  const kept = await store.greetPhone(ctx.tx, phone)
  if (!kept) throw new NotFound('phone')
  return kept
}

export const routes: readonly Route[] = [
  serve(contract.hello, async (input, ctx) => {
    if (ctx.asker.kind !== 'officer')
      throw new Refused([no('officers-only', {}, '现场应用只供执法人员使用', '企业请使用企业门户')])
    ctx.concerns('phone', input.phone)
    const phone = await greeted(ctx, input)
    ctx.note({ skewMs: phone.skewMs, waiting: phone.waiting, protocol: phone.protocol })
    return {
      now: ctx.at,
      skewMs: phone.skewMs,
      isClockWrong: isClockWrong(phone.skewMs),
      mustForget: phone.wipedAt !== null,
      protocolMin: PROTOCOL_MIN,
    }
  }),

  serve(contract.mustForget, async ({ id }, { tx }) => ({ mustForget: await store.mustPhoneForget(tx, id) })),

  serve(contract.listPhones, async (_, { tx, asker }) => ({ phones: await store.listPhones(tx, asker.region) })),

  serve(contract.wipePhone, async ({ id, because }, ctx) => {
    ctx.concerns('phone', id)
    const phone = await store.findPhone(ctx.tx, id)
    if (!phone) throw new NotFound('phone')
    if (phone.officerId !== ctx.asker.id && !ctx.asker.permissions.includes('people.manage'))
      throw new Refused([
        no(
          'phone-of-another',
          { holder: phone.officerName },
          '这台终端登记在{holder}名下',
          '由{holder}本人或者系统管理员停用',
        ),
      ])
    const wiped = await store.wipePhone(ctx.tx, { id, at: ctx.at, by: ctx.asker.name })
    if (!wiped) throw new NotFound('phone')
    ctx.note({ because, waiting: wiped.waiting })
    return wiped
  }),

  serve(contract.discardCommand, async ({ id, phone, because, input: _, ...told }, ctx) => {
    ctx.concerns('command', id)
    const known = await store.findPhone(ctx.tx, phone)
    if (known?.officerId !== ctx.asker.id) throw new NotFound('phone')
    const clocks = { takenAt: told.takenAt, sentAt: told.sentAt, receivedAt: ctx.at }
    const receipt = {
      ...told,
      id,
      phoneId: phone,
      receivedAt: ctx.at,
      actAt: actTime(clocks),
      outcome: 'discarded' as const,
      because,
    }
    if (!(await store.insertReceipt(ctx.tx, { ...receipt, region: ctx.asker.region, officerId: ctx.asker.id })))
      throw new Conflict('这项操作已经处理过，请刷新后核对')
    ctx.note({ action: told.action, subject: told.subjectId, because })
    return receipt
  }),

  serve(contract.listCommands, async ({ subjectId }, { tx, at }) => ({
    commands: await store.receiptsOf(tx, subjectId),
    lease: /^[0-9a-f-]{36}$/.test(subjectId) ? await store.findLease(tx, subjectId, at) : null,
  })),

  serve(tellBurden, async ({ phone, ...told }, ctx) => {
    ctx.concerns('inspection', told.inspectionId)
    const { tx, asker, at } = ctx
    const known = await store.findPhone(tx, phone)
    if (known?.officerId !== asker.id) throw new NotFound('phone')
    const row = { ...told, phoneId: phone, officerId: asker.id, officerName: asker.name, toldAt: at }
    if (!(await store.keepBurden(tx, { ...row, region: asker.region }))) throw new NotFound('phone')
    ctx.note({ taps: told.taps, typed: told.typed, activeMs: told.activeMs })
    return {}
  }),

  serve(listBurden, async ({ from }, { tx, asker }) => {
    const visits = await store.listBurden(tx, { region: asker.region, from })
    return { visits, sum: burdenInSum(visits) }
  }),
]
