import { randomUUID } from 'node:crypto'
import { no, unlessRefused } from '../../../kernel/refusal.ts'
import { NotFound } from '../../../kernel/answer.ts'
import { art } from '../../../kernel/citation.ts'
import { sha256Of } from '../../../platform/files.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { endLeaseOf, leaseBeside, leaseTo, requireOwnPhone } from '../../device/public.ts'
import { linkKeysFor } from '../../device/public/link-keys.ts'
import { formsOn } from '../../document/public/forms.ts'
import { leaseNumbers } from '../../document/public/number-lease.ts'
import { lawbook, spokenOf } from '../../law/public.ts'
import type { Bureau } from '../../people/model.ts'
import { getBureau } from '../../people/public.ts'
import { leaseSlot, returnSlot } from '../../planning/public/leases.ts'
import { doorTokenOf, getEnterprise, licencesOf } from '../../registry/public.ts'
import { knownOperatorsOf } from '../../registry/public/operators.ts'
import { handBack, takeAlong, takeBusinessAlong, type TakenAlong } from '../contract/take-along.ts'
import { blankInspection } from '../rules/blank.ts'
import { withJoined } from '../rules/join.ts'
import { lawSliceOf, numbersAhead } from '../rules/take-along.ts'
import type { Inspection, PlannedItem } from '../model.ts'
import * as store from '../store.ts'
import { joinedTo } from '../store/joined.ts'
import { colleaguesOf } from './join.ts'
import { factsOf, suggestedItems } from './facts.ts'
import { fileOf } from './reading.ts'

const FORMS = ['JCTZ', 'D03', 'D04', 'D05', 'D06']

/**
 * The phone holds the slot of the year from the moment at which it takes a visit along that is approved, or may be urgent: nobody cancels it under
 * the officers' feet (circular art. 3). Once entered there is no slot left to hold.
 */
async function holdSlot(ctx: Ctx, inspection: Inspection, device: string): Promise<void> {
  if (inspection.state !== 'approved' && inspection.state !== 'drafted') return
  const slot = { inspectionId: inspection.id, bureau: inspection.region, device }
  const lease = await leaseSlot(ctx.tx, { ...slot, id: randomUUID(), at: ctx.at, by: ctx.asker.name })
  ctx.note({ slotUntil: lease.untilAt })
}

/** Unused numbers that a phone holds for visits that begin without any plan. */
const NOTICES_KEPT = 2

type Ahead = {
  readonly phone: string
  readonly bureau: Bureau
  readonly forms: TakenAlong['forms']
  readonly keep: number
  /** The visit that they are kept for; left out for whichever comes. */
  readonly purpose?: string
}

/** Numbers of notices for visits that may have to begin before a plan is approved, kept for this phone. */
async function noticesAhead(ctx: Ctx, { phone, forms, ...ask }: Ahead): Promise<string[]> {
  const notice = forms.find(({ template }) => template.code === 'JCTZ')?.template
  return notice ? leaseNumbers(ctx.tx, { ...ask, template: notice, holder: phone, at: ctx.at }) : []
}

/** The rows of the law on these matters, and how officers speak of them. */
const lawOf = (items: readonly PlannedItem[], region: string): TakenAlong['law'] => ({
  ...lawSliceOf(lawbook(), { items, region }),
  spoken: spokenOf(new Set(items.flatMap(({ violationKeys }) => violationKeys))),
})

/** What a phone begins a visit with where nobody planned one. */
async function businessFor(ctx: Ctx, { enterpriseId, phone }: { enterpriseId: string; phone: string }) {
  const { region } = ctx.asker
  const enterprise = await getEnterprise(ctx.tx, enterpriseId)
  const bureau = await getBureau(ctx.tx, region)
  const items = suggestedItems(enterprise.sectors, ctx.today)
  const inspection = blankInspection({ id: randomUUID(), enterprise, region, on: ctx.today, draftedBy: ctx.asker.id })
  const forms = await formsOn(ctx.tx, { codes: FORMS, on: ctx.today, region })
  const door = await doorTokenOf(ctx.tx, { enterprise, at: ctx.at, by: ctx.asker.name })
  return {
    at: ctx.at,
    enterprise,
    bureau,
    facts: await factsOf(ctx.tx, {
      inspection,
      on: ctx.today,
      officerIds: [ctx.asker.id],
      checkItemIds: items.map(({ id }) => id),
    }),
    doorSha256: sha256Of(door),
    notices: await noticesAhead(ctx, { phone, bureau, forms, keep: NOTICES_KEPT }),
    forms,
    law: lawOf(items, region),
    licences: await licencesOf(ctx.tx, enterpriseId),
    operators: await knownOperatorsOf(ctx.tx, enterpriseId),
    colleagues: await colleaguesOf(ctx.tx, inspection),
  }
}

/** What a phone takes along for one visit, and hands back. */
export const takingAlong: readonly Route[] = [
  serve(takeAlong, async ({ id, phone, companion }, ctx) => {
    ctx.concerns('inspection', id)
    const inspection = await store.findInspection(ctx.tx, id)
    if (!inspection) throw new NotFound('inspection')
    const { officers } = withJoined(inspection, { joined: await joinedTo(ctx.tx, id) })
    const isOfficer = officers.some((officer) => officer.id === ctx.asker.id)
    unlessRefused([
      isOfficer
        ? null
        : {
            ...no(
              'not-an-officer-of-the-visit',
              { officers: officers.map(({ name }) => name).join('、') },
              '您不是这次检查的检查人员（{officers}），不能带走',
              '由检查人员带走；入企前可以修改检查方案，入企后可以在现场加入',
            ),
            cites: art('WSL', 67),
          },
    ])
    const asked = { inspectionId: id, phone, asker: ctx.asker, at: ctx.at }
    const lease = (companion ? await leaseBeside(ctx.tx, asked) : null) ?? (await leaseTo(ctx.tx, asked))
    if (lease.phoneId === phone) await holdSlot(ctx, inspection, phone)
    const file = await fileOf(ctx, inspection)
    const bureau = await getBureau(ctx.tx, inspection.region)
    const forms = await formsOn(ctx.tx, { codes: FORMS, on: ctx.today, region: inspection.region })
    const ahead = { phone, bureau, forms, keep: 1, purpose: id }
    const [leased] = inspection.state === 'drafted' ? await noticesAhead(ctx, ahead) : []
    const door = await doorTokenOf(ctx.tx, { enterprise: file.enterprise, at: ctx.at, by: ctx.asker.name })
    ctx.note({ phone, until: lease.until, ...(lease.phoneId === phone ? {} : { beside: lease.phoneId }) })
    return {
      at: ctx.at,
      file,
      bureau,
      doorSha256: sha256Of(door),
      numbers: numbersAhead({ papers: file.papers, forms: forms.map(({ template }) => template), bureau, leased }),
      forms,
      law: lawOf(file.facts.items, inspection.region),
      licences: await licencesOf(ctx.tx, inspection.enterpriseId),
      operators: await knownOperatorsOf(ctx.tx, file.enterprise.id),
      colleagues: await colleaguesOf(ctx.tx, inspection),
      linkKeys: await linkKeysFor(ctx.tx, {
        inspectionId: id,
        region: inspection.region,
        officerId: ctx.asker.id,
        officerIds: officers.map((officer) => officer.id),
        at: ctx.at,
      }),
      lease,
    }
  }),

  serve(takeBusinessAlong, async ({ enterpriseId, phone }, ctx) => {
    ctx.concerns('enterprise', enterpriseId)
    await requireOwnPhone(ctx.tx, { phone, asker: ctx.asker, at: ctx.at })
    const along = await businessFor(ctx, { enterpriseId, phone })
    ctx.note({ phone, notices: along.notices.length })
    return along
  }),

  serve(handBack, async ({ id, phone }, ctx) => {
    ctx.concerns('inspection', id)
    if (!(await store.findInspection(ctx.tx, id))) throw new NotFound('inspection')
    await endLeaseOf(ctx.tx, { inspectionId: id, phone, at: ctx.at })
    await returnSlot(ctx.tx, { inspectionId: id, device: phone, at: ctx.at })
    ctx.note({ phone })
    return {}
  }),
]
