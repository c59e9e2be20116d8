import { randomUUID } from 'node:crypto'
import { no, unlessRefused } from '../../../kernel/refusal.ts'
import { NotFound } from '../../../kernel/answer.ts'
import { art } from '../../../kernel/citation.ts'
import { sha256Of } from '../../../platform/files.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { endLeaseOf, leaseBeside, leaseTo } from '../../device/public.ts'
import { linkKeysFor } from '../../device/public/link-keys.ts'
import { formsOn } from '../../document/public/forms.ts'
import { leaseNumbers } from '../../document/public/number-lease.ts'
import { lawbook, spokenOf } from '../../law/public.ts'
import type { Bureau } from '../../people/model.ts'
import { getBureau } from '../../people/public.ts'
import { leaseSlot, returnSlot } from '../../planning/public/leases.ts'
import { doorTokenOf, licencesOf } from '../../registry/public.ts'
import { knownOperatorsOf } from '../../registry/public/operators.ts'
import { handBack, takeAlong, type TakenAlong } from '../contract/take-along.ts'
import { lawSliceOf, numbersAhead } from '../rules/take-along.ts'
import type { Inspection } from '../model.ts'
import * as store from '../store.ts'
import { colleaguesOf } from './join.ts'
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

type Unapproved = {
  readonly id: string
  readonly phone: string
  readonly bureau: Bureau
  readonly forms: TakenAlong['forms']
}

/** The serial of a visit that may have to begin before its plan is approved, kept for it and this phone. */
async function serialAhead(ctx: Ctx, { id, phone, bureau, forms }: Unapproved): Promise<string[]> {
  const notice = forms.find(({ template }) => template.code === 'JCTZ')?.template
  return notice
    ? leaseNumbers(ctx.tx, { bureau, template: notice, holder: phone, purpose: id, keep: 1, at: ctx.at })
    : []
}

/** What a phone takes along for one visit, and hands back. */
export const takingAlong: readonly Route[] = [
  serve(takeAlong, async ({ id, phone, companion }, ctx) => {
    ctx.concerns('inspection', id)
    const inspection = await store.findInspection(ctx.tx, id)
    if (!inspection) throw new NotFound('inspection')
    const isOfficer = inspection.officers.some((officer) => officer.id === ctx.asker.id)
    unlessRefused([
      isOfficer
        ? null
        : {
            ...no(
              'not-an-officer-of-the-visit',
              { officers: inspection.officers.map(({ name }) => name).join('、') },
              '您不是这次检查的检查人员（{officers}），不能带走',
              '由检查人员带走，或先修改检查方案',
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
    const [leased] = inspection.state === 'drafted' ? await serialAhead(ctx, { id, phone, bureau, forms }) : []
    const door = await doorTokenOf(ctx.tx, { enterprise: file.enterprise, at: ctx.at, by: ctx.asker.name })
    ctx.note({ phone, until: lease.until, ...(lease.phoneId === phone ? {} : { beside: lease.phoneId }) })
    return {
      at: ctx.at,
      file,
      bureau,
      doorSha256: sha256Of(door),
      numbers: numbersAhead({ papers: file.papers, forms: forms.map(({ template }) => template), bureau, leased }),
      forms,
      law: {
        ...lawSliceOf(lawbook(), { items: file.facts.items, region: inspection.region }),
        spoken: spokenOf(new Set(file.facts.items.flatMap(({ violationKeys }) => violationKeys))),
      },
      licences: await licencesOf(ctx.tx, inspection.enterpriseId),
      operators: await knownOperatorsOf(ctx.tx, file.enterprise.id),
      colleagues: await colleaguesOf(ctx.tx, inspection),
      linkKeys: await linkKeysFor(ctx.tx, {
        inspectionId: id,
        region: inspection.region,
        officerId: ctx.asker.id,
        officerIds: inspection.officers.map((officer) => officer.id),
        at: ctx.at,
      }),
      lease,
    }
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
