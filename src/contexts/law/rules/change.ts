import { z } from 'zod'
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { levelOf, type Region } from '../../../kernel/region.ts'
import { rule } from '../../../kernel/rule.ts'
import { IdShape, LawDateShape, StepTakenShape } from '../../../kernel/shapes.ts'
import type { Act } from '../../../kernel/step.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { ChangeInstrument, OVERLAY_KINDS, OVERLAY_MODES, type OverlayKind, type OverlayMode } from './overlay-kinds.ts'
import { isLackingGroup } from './checklist.ts'
import type { Complaint } from './validate.ts'

export const CHANGE_STATES = { drafted: '待批准', approved: '已批准', withdrawn: '已撤销', ended: '已终止' } as const
export type ChangeState = keyof typeof CHANGE_STATES

const KindShape = z.enum(Object.keys(OVERLAY_KINDS) as [OverlayKind, ...OverlayKind[]])
const ModeShape = z.enum(Object.keys(OVERLAY_MODES) as [OverlayMode, ...OverlayMode[]])

/** One row as it is drafted: which row it is laid over, how, and what it says. */
export const ChangeRow = z.object({
  mode: ModeShape,
  key: z.string().trim().min(1, '请填写行的编号').max(80, '编号不超过80字'),
  content: z.unknown(),
})
export type ChangeRow = z.infer<typeof ChangeRow>

/** A change of the law data of a region: one kind of rows, by one instrument, for one time. */
export const Change = z.object({
  id: IdShape,
  state: z.enum(Object.keys(CHANGE_STATES) as [ChangeState, ...ChangeState[]]),
  version: z.number().int(),
  history: z.array(StepTakenShape),
  region: z.string(),
  kind: KindShape,
  title: z.string(),
  instrument: ChangeInstrument,
  from: LawDateShape,
  /** The last day; null is open. */
  until: LawDateShape.nullable(),
  rowCount: z.number().int(),
  draftedBy: z.string(),
  draftedByName: z.string(),
  approvedBy: z.string().nullable(),
  approvedByName: z.string(),
  approvedAt: z.string().nullable(),
  /** Why it was withdrawn or ended. */
  because: z.string(),
})
export type Change = z.infer<typeof Change>

export const DraftInput = z.object({
  kind: KindShape,
  title: z.string().trim().min(4, '请用至少4个字写明变更内容').max(120, '不超过120字'),
  instrument: ChangeInstrument,
  from: LawDateShape,
  until: LawDateShape.nullable().default(null),
  rows: z.array(ChangeRow).min(1, '至少填写一行').max(5000, '一次不超过5000行'),
})
export type DraftInput = z.output<typeof DraftInput>

export const ApproveInput = z.object({ version: z.number().int() })
export const BecauseInput = z.object({
  version: z.number().int(),
  because: z.string().trim().min(4, '请用至少4个字写明原因').max(500, '不超过500字'),
})
export const EndInput = BecauseInput.extend({ until: LawDateShape })

/** What a step is taken with: what is wrong with the rows themselves, and with the law as it would then be read. */
export type ChangeFacts = {
  readonly rowComplaints: readonly RowComplaint[]
  readonly lawComplaints: readonly Complaint[]
}
export type RowComplaint = {
  readonly row: string
  readonly field: string
  readonly says: string
  readonly mend: string
}

export const NO_FACTS: ChangeFacts = { rowComplaints: [], lawComplaints: [] }

export type DraftAct = Act<Change, DraftInput, ChangeFacts>
export type ApproveAct = Act<Change, z.output<typeof ApproveInput>, ChangeFacts>
export type WithdrawAct = Act<Change, z.output<typeof BecauseInput>, ChangeFacts>
export type EndAct = Act<Change, z.output<typeof EndInput>, ChangeFacts>

export const BENCHMARK = art('APL', 34)
/** The revised Administrative Penalty Law first named benchmarks and their publication. */
const FROM = '2021-07-15'

const NAMED_MAX = 5
const listed = (lines: readonly string[]) =>
  lines.length > NAMED_MAX ? `${lines.slice(0, NAMED_MAX).join('；')}等${lines.length}处` : lines.join('；')

const LAYS_OVER: readonly string[] = ['province', 'city', 'county']
const mayOnlyNarrow = (region: Region) => levelOf(region) === 'county'

export const bureauHasALayer = rule<DraftAct>({
  cites: BENCHMARK,
  inForceFrom: FROM,
  refuses: ({ thing }) =>
    LAYS_OVER.includes(levelOf(thing.region))
      ? null
      : no(
          'no-layer-of-its-own',
          { region: thing.region || '全国' },
          '{region}不能单独制定地方规定：全国规定随法规数据发布，乡镇适用县级以上规定',
          '由省、市、县应急管理部门起草',
        ),
})

/** Matters and their lists are every bureau's own (circular of 2025-02-27, art. 5). */
const OWN_KINDS: readonly OverlayKind[] = ['check-item', 'checklist']

/** A county may fine the benchmark of the levels above down, not set another one. */
export const countyOnlyNarrows = rule<DraftAct>({
  cites: BENCHMARK,
  inForceFrom: FROM,
  refuses: ({ thing, input }) => {
    const freely = input.rows.filter(({ mode }) => mode !== 'narrow')
    return OWN_KINDS.includes(input.kind) || freely.length === 0 || !mayOnlyNarrow(thing.region)
      ? null
      : no(
          'county-only-narrows',
          { keys: listed(freely.map(({ key }) => key)) },
          '县级只能在上级规定的范围内收窄，不能替换或者增设：{keys}',
          '改为“收窄”，或者报请上级部门制定',
        )
  },
})

export const periodRunsForward = rule<DraftAct>({
  cites: BENCHMARK,
  inForceFrom: FROM,
  refuses: ({ input: { from, until } }) =>
    until === null || from <= until
      ? null
      : no('change-period-backwards', { from, until }, '施行期限{from}至{until}不成立', '核对起止日期'),
})

const notRetroactive = (from: string, today: string) =>
  from >= today
    ? null
    : no(
        'change-retroactive',
        { from, today },
        '施行日期{from}早于今天{today}，规定不得溯及既往',
        '施行日期填写今天或者以后',
      )

export const draftIsNotRetroactive = rule<DraftAct>({
  cites: art('APL', 37),
  inForceFrom: FROM,
  refuses: ({ input, at }) => notRetroactive(input.from, lawDateOf(at)),
})

export const approvalIsNotRetroactive = rule<ApproveAct>({
  cites: art('APL', 37),
  inForceFrom: FROM,
  refuses: ({ thing, at }) => notRetroactive(thing.from, lawDateOf(at)),
})

export const rowsFit = rule<DraftAct>({
  cites: BENCHMARK,
  inForceFrom: FROM,
  refuses: ({ facts: { rowComplaints } }) =>
    rowComplaints.length === 0
      ? null
      : no(
          'change-rows-unfit',
          {
            rows: listed(rowComplaints.map(({ row, field, says }) => `${row}的${field}：${says}`)),
            count: rowComplaints.length,
          },
          '有{count}处不能采用：{rows}',
          listed(rowComplaints.map(({ row, mend }) => `${row}：${mend}`)),
        ),
})

/** Two persons stand behind every number of the law that a bureau changes. */
export const approverDidNotDraft = rule<ApproveAct>({
  cites: BENCHMARK,
  inForceFrom: FROM,
  refuses: ({ thing, by }) =>
    thing.draftedBy === by.id
      ? no(
          'approved-by-drafter',
          { name: by.name },
          '{name}起草了本变更，不能由本人批准',
          '请交由另一位有权限的负责人批准',
        )
      : null,
})

/** A benchmark that leaves the statute's range, or cites what is dead, is never approved. */
export const lawStaysWhole = rule<ApproveAct>({
  cites: BENCHMARK,
  inForceFrom: FROM,
  refuses: ({ facts: { lawComplaints } }) => {
    const broken = lawComplaints.filter((complaint) => !isLackingGroup(complaint))
    return broken.length === 0
      ? null
      : no(
          'law-would-be-broken',
          {
            places: listed(broken.map(({ row, field, reason }) => `${row} ${field}：${reason}`)),
            count: broken.length,
          },
          '批准后法规数据将有{count}处错误：{places}',
          '撤回草案，改正所列各处后重新起草',
        )
  },
})

/** The list of an industry holds all four groups, or it is none. */
export const everyGroupIsListed = rule<ApproveAct>({
  cites: art('MEM-2025-02-27', 5),
  inForceFrom: '2025-02-27',
  refuses: ({ facts: { lawComplaints } }) => {
    const lacking = lawComplaints.filter(isLackingGroup)
    return lacking.length === 0
      ? null
      : no(
          'checklist-lacks-group',
          { lists: listed(lacking.map(({ row, reason }) => `${row}${reason}`)) },
          '重点事项清单四类内容缺一不可：{lists}',
          '撤回草案，补上所缺类别的检查事项后重新起草',
        )
  },
})

export const hasNotBegun = rule<WithdrawAct>({
  cites: BENCHMARK,
  inForceFrom: FROM,
  refuses: ({ thing, at }) =>
    thing.state === 'drafted' || thing.from > lawDateOf(at)
      ? null
      : no('change-has-begun', { from: thing.from }, '本变更自{from}起施行，不能撤销', '改为“终止”，并写明最后施行日'),
})

export const hasBegun = rule<EndAct>({
  cites: BENCHMARK,
  inForceFrom: FROM,
  refuses: ({ thing, at }) =>
    thing.from <= lawDateOf(at)
      ? null
      : no('change-not-begun', { from: thing.from }, '本变更{from}才施行，不需要终止', '改为“撤销”'),
})

export const endsAheadOnly = rule<EndAct>({
  cites: art('APL', 37),
  inForceFrom: FROM,
  refuses: ({ thing, input: { until }, at }) => {
    const today = lawDateOf(at)
    if (until < today)
      return no('end-in-the-past', { until, today }, '最后施行日{until}早于今天{today}', '最后施行日填写今天或者以后')
    return thing.until !== null && until > thing.until
      ? no('end-after-end', { until, end: thing.until }, '原定施行到{end}，不能延长到{until}', '延长须另行起草变更')
      : null
  },
})
