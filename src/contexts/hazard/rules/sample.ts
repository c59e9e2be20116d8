import { z } from 'zod'
import { art } from '../../../kernel/citation.ts'
import { personalPartsIn } from '../../../kernel/personal-data.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { IdShape, StepTakenShape } from '../../../kernel/shapes.ts'
import type { Act } from '../../../kernel/step.ts'
import { isRemoved, type Evidence } from '../../evidence/model.ts'
import { HAZARD_STATES, type Hazard } from '../model.ts'

export const SAMPLE_STATES = { proposed: '待审核', kept: '已入库', declined: '未采用', withdrawn: '已撤出' } as const
export type SampleState = keyof typeof SAMPLE_STATES

/** What the sample shows (重点设备、工艺、装置: Jiangsu 2021-18 art. 12). */
export const SAMPLE_SUBJECTS = { equipment: '重点设备', process: '重点工艺', device: '重点装置' } as const
export type SampleSubject = keyof typeof SAMPLE_SUBJECTS

const SubjectShape = z.enum(
  Object.keys(SAMPLE_SUBJECTS) as [SampleSubject, ...SampleSubject[]],
  '请选择设备、工艺或者装置',
)

/** A confirmed hazard as an example for others: picture and words, without where and at whom it was found (风险隐患样本). */
export const Sample = z.object({
  id: IdShape,
  state: z.enum(Object.keys(SAMPLE_STATES) as [SampleState, ...SampleState[]]),
  version: z.number().int(),
  history: z.array(StepTakenShape),
  region: z.string(),
  subject: SubjectShape,
  name: z.string(),
  description: z.string(),
  checkItemId: z.string(),
  violationKey: z.string().nullable(),
  majorHazardCode: z.string().nullable(),
  proposedBy: z.string(),
  proposedByName: z.string(),
  proposedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedByName: z.string(),
  /** Why it was declined or withdrawn. */
  because: z.string(),
})
export type Sample = z.infer<typeof Sample>

export const ProposeInput = z.object({
  hazardId: IdShape,
  /** The photo of that hazard of which a copy is kept. */
  evidenceId: IdShape,
  subject: SubjectShape,
  name: z.string('请填写名称').trim().min(2, '请填写设备、工艺或者装置的名称').max(60, '名称不超过60字'),
  description: z.string('请填写隐患描述').trim().min(6, '请用至少6个字描述隐患').max(500, '描述不超过500字'),
})
export type ProposeInput = z.output<typeof ProposeInput>

export const KeepInput = z.object({
  version: z.number('缺少版本号').int(),
  /** The second person looked: no face, plate, name or paper with personal data can be read on the picture. */
  showsNobody: z.boolean('请核对照片'),
})
export const SampleBecauseInput = z.object({
  version: z.number('缺少版本号').int(),
  because: z.string('请填写理由').trim().min(4, '请用至少4个字写明理由').max(300, '理由不超过300字'),
})

export type SampleFacts = {
  readonly hazard: Hazard
  readonly evidence: readonly Evidence[]
  /** Names by which the business could be told: they do not stand in a sample. */
  readonly names: readonly string[]
}

export type ProposeAct = Act<Sample, ProposeInput, SampleFacts>
export type KeepAct = Act<Sample, z.output<typeof KeepInput>, null>
export type SampleBecauseAct = Act<Sample, z.output<typeof SampleBecauseInput>, null>

/** Machines help to recognise hazards (circular of 2025-02-27, art. 7; Jiangsu 2021-18 art. 12 asks for such a library). */
export const SAMPLES = art('MEM-2025-02-27', 7)
/** A case stands on facts, and facts on evidence (APL 40). */
const FACTS = art('APL', 40)
/** Secrets and privacy that an authority learns of are kept (APL 50). */
const PRIVACY = art('APL', 50)
const FROM = '2021-07-15'

/** A suspicion is no example: the record was signed and the order issued. */
export const hazardIsConfirmed = rule<ProposeAct>({
  cites: FACTS,
  inForceFrom: FROM,
  refuses: ({ facts: { hazard } }) =>
    hazard.state === 'found'
      ? no(
          'hazard-not-confirmed',
          { is: HAZARD_STATES[hazard.state] },
          '隐患“{is}”，还没有确认，不能作为样本',
          '责令整改以后再加入',
        )
      : null,
})

const PHOTOS: readonly string[] = ['image/jpeg', 'image/png', 'image/webp']

export const pictureShowsTheHazard = rule<ProposeAct>({
  cites: FACTS,
  inForceFrom: FROM,
  refuses: ({ input, facts: { hazard, evidence } }) => {
    const item = evidence.find(({ id }) => id === input.evidenceId)
    return item && hazard.evidenceIds.includes(item.id) && PHOTOS.includes(item.mime) && !isRemoved(item)
      ? null
      : no('picture-of-another', {}, '选择的不是这项隐患的有效照片', '从这项隐患的照片中选择一张')
  },
})

/** What in a text tells of whom it speaks: the names that are given, and what tells persons apart. */
export const tellingParts = (text: string, names: readonly string[]): string[] => [
  ...names.filter((name) => name.trim().length >= 2 && text.includes(name.trim())),
  ...personalPartsIn(text),
]

export const sampleNamesNobody = rule<ProposeAct>({
  cites: PRIVACY,
  inForceFrom: FROM,
  refuses: ({ input, facts: { names } }) => {
    const found = tellingParts(`${input.name}\n${input.description}`, names)
    return found.length === 0
      ? null
      : no(
          'sample-names-somebody',
          { found: found.join('、') },
          '样本中不得出现能认出企业或者个人的内容：{found}',
          '删去名称和号码，只写设备、部位和现象',
        )
  },
})

/** What one person overlooked on a picture another one sees. */
export const keeperDidNotPropose = rule<KeepAct | SampleBecauseAct>({
  cites: PRIVACY,
  inForceFrom: FROM,
  refuses: ({ thing, by }) =>
    thing.proposedBy === by.id
      ? no(
          'kept-by-proposer',
          { name: by.name },
          '{name}提出了这个样本，不能由本人审核',
          '请交由另一位有权限的人员审核',
        )
      : null,
})

export const pictureWasLookedThrough = rule<KeepAct>({
  cites: PRIVACY,
  inForceFrom: FROM,
  refuses: ({ input }) =>
    input.showsNobody
      ? null
      : no(
          'picture-not-looked-through',
          {},
          '没有确认照片中认不出人、车牌、企业名称和证件',
          '看过照片后勾选；能认出的，不予采用',
        ),
})
