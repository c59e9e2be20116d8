import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Template } from '../model.ts'
import { generalLayout } from './general-layout.ts'
import type { Layout, LayoutBlock } from './layout.ts'

/** What the sheet itself knows (rules/sheet.ts), beside the fields of the form. */
const FACTS = ['organ', 'number', 'title', 'issuedOn', 'organAddress', 'organPhone', 'organPostcode', 'n']

/** The form of the catalogue as blocks that can be edited; a form without a layout of its own starts from the general. */
export const layoutToEdit = (template: Template, layout: Layout | null): Layout => layout ?? generalLayout(template)

/** A form under a bureau's edition: same fields, seal and signers; other labels and another arrangement. */
export const underEdition = (
  template: Template,
  { id, version, labels }: { id: string; version: string; labels: Readonly<Record<string, string>> },
): Template => ({
  ...template,
  version,
  layout: `edition/${id}`,
  fields: template.fields.map((field) => ({ ...field, label: labels[field.name] ?? field.label })),
})

const sentencesOf = (block: LayoutBlock): string[] => {
  if ('p' in block) return [block.p]
  if ('note' in block) return [block.note]
  if ('lines' in block) return block.lines.flat().map(([, sentence]) => sentence)
  if ('form' in block) return block.form.flat().flatMap(({ text }) => (text ? [text] : []))
  return 'each' in block && block.otherwise ? [block.otherwise] : []
}

const slotsIn = (sentence: string) => [...sentence.matchAll(/\{_?([a-zA-Z]\w*)/g)].map(([, name = '']) => name)

/** Names of the fields that a block prints. */
function namesIn(block: LayoutBlock): string[] {
  const named = sentencesOf(block).flatMap(slotsIn)
  if ('each' in block) return [...named, block.each]
  if ('grid' in block) return [...named, block.grid]
  if ('dialogue' in block) return [...named, block.dialogue]
  if ('remedy' in block) return [...named, block.remedy]
  if ('contents' in block) return [...named, block.contents]
  if ('form' in block)
    return [...named, ...block.form.flat().flatMap(({ list, opinion }) => [list ?? [], opinion ?? []].flat())]
  if ('signs' in block) return [...named, ...Object.values(block.names ?? {})]
  return named
}

const printed = (layout: Layout) => new Set(layout.blocks.flatMap(namesIn))

function strangeSlots(template: Template, layout: Layout): Refusal[] {
  const known = new Set([...FACTS, ...template.fields.map(({ name }) => name)])
  // A list of rows is worded by the columns of its table.
  const strange = [...printed(layout)].filter((name) => !known.has(name))
  return strange.length === 0
    ? []
    : [
        no(
          'slot-unknown',
          { slots: strange.map((name) => `{${name}}`).join('、') },
          '版式引用了表中没有的字段：{slots}',
          '从字段清单中选择，花括号内只写字段代码',
        ),
      ]
}

/** What the law asks of a paper cannot be edited out of it (APL 44, 59, 61): contents, remedies, signatures, seal. */
function lostParts(template: Template, before: Layout, after: Layout): Refusal[] {
  const [had, has] = [printed(before), printed(after)]
  const lost = template.fields.filter(
    ({ name, required, kind }) => (required || kind === 'remedy') && had.has(name) && !has.has(name),
  )
  const roles = ({ blocks }: Layout) => new Set(blocks.flatMap((block) => ('signs' in block ? block.signs : [])))
  const unsigned = [...roles(before)].filter((role) => !roles(after).has(role))
  const seals = ({ blocks }: Layout) => blocks.some((block) => 'closing' in block || 'stamp' in block)
  const cites = art('APL', 59)
  return [
    ...(lost.length === 0
      ? []
      : [
          {
            ...no(
              'required-field-lost',
              { labels: lost.map(({ label }) => label).join('、') },
              '新版式不再印出必备内容：{labels}',
              '把这些字段放回版式；文书应当记载的事项不能删去',
            ),
            cites,
          },
        ]),
    ...(unsigned.length === 0
      ? []
      : [
          {
            ...no('signature-lost', { roles: unsigned.join('、') }, '新版式少了签名处', '把签名一栏放回版式'),
            cites: art('APL', 55),
          },
        ]),
    ...(seals(before) && !seals(after)
      ? [{ ...no('closing-lost', {}, '新版式没有落款和印章', '把落款放回版式'), cites }]
      : []),
  ]
}

/** Everything that stands against a draft of an edition. */
export function whyNotEdition(
  template: Template,
  { before, after, labels }: { before: Layout; after: Layout; labels: Readonly<Record<string, string>> },
): Refusal[] {
  const names = new Set(template.fields.map(({ name }) => name))
  const wrong = Object.entries(labels).filter(([name, label]) => !names.has(name) || !label.trim() || label.length > 60)
  return [
    ...(wrong.length === 0
      ? []
      : [
          no(
            'label-wrong',
            { names: wrong.map(([name]) => name).join('、') },
            '字段名称为空、过长，或者表中没有该字段：{names}',
            '字段名称写1至60个字',
          ),
        ]),
    ...strangeSlots(template, after),
    ...lostParts(template, before, after),
  ]
}

/** A form counts from a day that is not over yet, and the second person is another one (procedure §2.1, §6.1). */
export function whyNotApproved(
  { draftedById, effectiveFrom, state }: { draftedById: string; effectiveFrom: LawDate; state: string },
  { by, today }: { by: string; today: LawDate },
): Refusal[] {
  return [
    ...(state === 'drafted' ? [] : [no('edition-not-drafted', {}, '该版式已经办结', '刷新后查看')]),
    ...(by === draftedById
      ? [
          {
            ...no('drafter-approves', {}, '您起草了该版式，不能由您批准', '由另一名有批准权限的负责人批准'),
            cites: art('APL', 57),
          },
        ]
      : []),
    ...(effectiveFrom < today
      ? [
          no(
            'edition-backdated',
            { on: effectiveFrom },
            '启用日期{on}已经过去：已经制作的文书保持原版式，新版式不能倒签日期',
            '撤回后另行起草，启用日期写今天或者以后',
          ),
        ]
      : []),
  ]
}
