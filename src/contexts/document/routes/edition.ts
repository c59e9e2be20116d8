import { Conflict, NotFound } from '../../../kernel/answer.ts'
import { no, Refused, unlessRefused } from '../../../kernel/refusal.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { getBureau } from '../../people/public.ts'
import * as contract from '../contract/edition.ts'
import { Edition, type Template } from '../model.ts'
import { formOn } from '../public/forms.ts'
import { renderPdf } from '../render.ts'
import { findTemplateOn, getTemplate, layoutOf } from '../render/catalogue.ts'
import { charactersWithoutGlyph } from '../render/glyphs.ts'
import { layoutToEdit, underEdition, whyNotApproved, whyNotEdition } from '../rules/edition.ts'
import { Layout } from '../rules/layout.ts'
import { sampleData } from '../rules/sample.ts'
import * as store from '../store/edition.ts'

function baseOf(ctx: Ctx, code: string): Template {
  const base = findTemplateOn(code, ctx.today)
  if (!base) throw new NotFound('form')
  return base
}

type Wording = { readonly labels: Record<string, string>; readonly layout: Layout }

function refuseUnlessWorded(base: Template, { labels, layout }: Wording): void {
  const missing = charactersWithoutGlyph(JSON.stringify([labels, layout]))
  unlessRefused([
    ...whyNotEdition(base, { before: layoutToEdit(base, layoutOf(base)), after: layout, labels }),
    missing.length === 0
      ? null
      : no('character-without-glyph', { characters: missing.join('') }, '“{characters}”无法印出', '删去表情等符号'),
  ])
}

async function get(ctx: Ctx, id: string, read = store.lockEdition) {
  const edition = await read(ctx.tx, id)
  if (!edition) throw new NotFound('edition')
  ctx.concerns('edition', id)
  return edition
}

export const editions: readonly Route[] = [
  serve(contract.listEditions, async (_, { tx, asker }) => ({
    editions: (await store.listEditions(tx, asker.region)).map((row) => Edition.parse(row)),
  })),

  serve(contract.formToEdit, async ({ code }, ctx) => {
    const base = baseOf(ctx, code)
    const template = await formOn(ctx.tx, { template: code, on: ctx.today, region: ctx.asker.region })
    if (!template) throw new NotFound('form')
    return { template, base, layout: layoutToEdit(template, layoutOf(template)) }
  }),

  serve(contract.editionToRead, async ({ id }, ctx) => {
    const edition = await get(ctx, id, store.findEdition)
    const base = getTemplate(edition.template, edition.base)
    return {
      edition: Edition.parse(edition),
      template: underEdition(base, edition),
      layout: Layout.parse(edition.layout),
      before: layoutToEdit(base, layoutOf(base)),
    }
  }),

  serve(contract.previewEdition, async ({ code, ...wording }, ctx) => {
    const base = baseOf(ctx, code)
    refuseUnlessWorded(base, wording)
    const bureau = await getBureau(ctx.tx, ctx.asker.region)
    const template = { ...underEdition(base, { id: '', version: base.version, labels: wording.labels }), layout: null }
    const { pdf } = renderPdf(template, { bureau, data: sampleData(base), issuedAt: ctx.at }, wording.layout)
    return { name: '预览.pdf', mime: 'application/pdf', bytes: pdf, inline: true }
  }),

  serve(contract.draftEdition, async ({ code, ...told }, ctx) => {
    const { tx, asker, at, today, note, concerns } = ctx
    const base = baseOf(ctx, code)
    refuseUnlessWorded(base, told)
    if (told.effectiveFrom < today)
      throw new Refused([
        no('edition-backdated', { on: told.effectiveFrom }, '启用日期{on}已经过去', '启用日期写今天或者以后'),
      ])
    const nth = (await store.countEditions(tx, { template: code, region: asker.region })) + 1
    const edition: store.StoredEdition = {
      ...told,
      region: asker.region,
      template: code,
      base: base.version,
      version: `${base.version}.${asker.region}.${nth}`,
      state: 'drafted',
      draftedBy: asker.name,
      draftedById: asker.id,
      draftedAt: at,
      approvedBy: null,
      approvedAt: null,
    }
    if ((await store.insertEdition(tx, edition)) === 0) throw new Conflict('该版式刚被提交过，请刷新后查看')
    concerns('edition', edition.id)
    note({ template: code, version: edition.version, effectiveFrom: edition.effectiveFrom })
    return Edition.parse(edition)
  }),

  serve(contract.approveEdition, async ({ id }, ctx) => {
    const edition = await get(ctx, id)
    unlessRefused(whyNotApproved(edition, { by: ctx.asker.id, today: ctx.today }))
    await store.approveEdition(ctx.tx, { id, by: ctx.asker, at: ctx.at })
    ctx.note({ template: edition.template, version: edition.version, effectiveFrom: edition.effectiveFrom })
    return Edition.parse({ ...edition, state: 'approved', approvedBy: ctx.asker.name, approvedAt: ctx.at })
  }),

  serve(contract.withdrawEdition, async ({ id }, ctx) => {
    const edition = await get(ctx, id)
    if (edition.state !== 'drafted')
      throw new Refused([no('edition-not-drafted', {}, '该版式已经办结，不能撤回', '需要修改的，另行起草新版式')])
    await store.withdrawEdition(ctx.tx, id)
    ctx.note({ template: edition.template, version: edition.version })
    return Edition.parse({ ...edition, state: 'withdrawn' })
  }),
]
