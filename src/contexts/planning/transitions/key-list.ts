import { z } from 'zod'
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { step, type Act, type Lifecycle } from '../../../kernel/step.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { lawDateOf, yearOf } from '../../../kernel/time.ts'
import { KEY_LIST_STATES, type KeyList, type KeyListState, type KeyUnit } from '../rules/key-list.ts'

const FROM = '2025-02-27'
const PLAN = art('MEM-2025-02-27', 2)

const because = z.string('请填写原因').trim().min(4, '请填写原因（不少于4个字）').max(200, '原因过长')
const version = z.number().int()
export const MakeKeyListInput = z.object({ year: z.number('请填写年度').int().min(2000).max(2100) })
export const ChangeKeyListInput = z.object({ version, enterpriseId: IdShape, isListed: z.boolean(), because })
export const AmendKeyListInput = ChangeKeyListInput.extend({
  number: z.string('请填写文号').trim().min(2, '请填写调整的文号').max(100, '文号过长'),
})
export const FreezeKeyListInput = z.object({ version })

/** What the steps of a list look at: its rows, and the row that is to be changed as it stands. */
export type KeyListFacts = {
  readonly units: readonly KeyUnit[]
  readonly changed: { readonly name: string; readonly isListed: boolean; readonly isOwn: boolean } | null
}
type Taken<Input extends z.ZodType> = Act<KeyList, z.output<Input>, KeyListFacts>
const listStep = <Input extends z.ZodType>(
  one: Parameters<typeof step<KeyListState, KeyList, z.output<Input>, KeyListFacts>>[0],
) => step<KeyListState, KeyList, z.output<Input>, KeyListFacts>(one)

const yearIsNear = rule<Taken<typeof MakeKeyListInput>>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input: { year }, at }) => {
    const running = yearOf(lawDateOf(at))
    return year === running || year === running + 1
      ? null
      : no('year-out-of-reach', { year, running }, '{year}年度不能编制名单', '编制本年度或下一年度的名单')
  },
})

const changesSomething = rule<Taken<typeof ChangeKeyListInput>>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input: { isListed }, facts: { changed } }) =>
    changed && changed.isListed === isListed
      ? no('nothing-changes', { name: changed.name }, isListed ? '{name}已在名单内' : '{name}不在名单内', '刷新后核对')
      : null,
})

/** Only businesses that the bureau itself inspects stand on its list (circular art. 4). */
const unitIsOwn = rule<Taken<typeof ChangeKeyListInput>>({
  cites: art('MEM-2025-02-27', 4),
  inForceFrom: FROM,
  refuses: ({ facts: { changed } }) =>
    changed && !changed.isOwn
      ? no(
          'other-level',
          { name: changed.name },
          '{name}由另一执法主体负责检查，一家企业对应一个层级',
          '由负责的机关列入其名单',
        )
      : null,
})

const listIsNotEmpty = rule<Taken<typeof FreezeKeyListInput>>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ facts: { units } }) =>
    units.some(({ isListed }) => isListed)
      ? null
      : no('list-is-empty', {}, '名单里没有一家单位', '核对企业档案的行业领域和高危标识后重新生成'),
})

const freezerDidNotMake = rule<Taken<typeof FreezeKeyListInput>>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ thing, by }) =>
    thing.madeBy === by.id
      ? no('freezer-made-it', { by: by.name }, '名单由{by}编制，不能由同一人定稿', '由负责人定稿')
      : null,
})

/** Made by the rules, as often as the register changes; what was decided by hand stays. */
export const makeKeyList = listStep<typeof MakeKeyListInput>({
  name: 'make-key-list',
  label: '按规则生成名单',
  from: ['draft'],
  to: 'draft',
  may: 'planning.plan',
  cites: PLAN,
  unless: [yearIsNear],
  apply: ({ thing, by, at }) => ({ ...thing, madeBy: by.id, madeAt: at }),
})

export const changeKeyList = listStep<typeof ChangeKeyListInput>({
  name: 'change-key-list',
  label: '调整名单',
  from: ['draft'],
  to: 'draft',
  may: 'planning.plan',
  cites: PLAN,
  unless: [unitIsOwn, changesSomething],
  apply: ({ thing }) => thing,
})

export const freezeKeyList = listStep<typeof FreezeKeyListInput>({
  name: 'freeze-key-list',
  label: '名单定稿',
  from: ['draft'],
  to: 'frozen',
  may: 'planning.approve',
  cites: PLAN,
  unless: [listIsNotEmpty, freezerDidNotMake],
  apply: ({ thing, at }) => ({ ...thing, frozenAt: at }),
})

/** After the list was frozen: by the head, with a document. */
export const amendKeyList = listStep<typeof AmendKeyListInput>({
  name: 'amend-key-list',
  label: '定稿后调整名单',
  from: ['frozen'],
  to: 'frozen',
  may: 'planning.approve',
  cites: PLAN,
  unless: [unitIsOwn, changesSomething],
  apply: ({ thing }) => thing,
})

export const keyListLifecycle: Lifecycle = {
  name: 'key-list',
  label: '重点检查单位名单',
  initial: 'draft',
  states: KEY_LIST_STATES,
  final: ['frozen'],
  steps: [makeKeyList, changeKeyList, freezeKeyList, amendKeyList],
}
