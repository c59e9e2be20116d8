/** Joining on site: an officer, a helper or somebody in company comes to a visit whose plan is approved (PLN-15). */
import type { Asker } from '../../../kernel/asker.ts'
import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { bindsOn, rule, type Rule } from '../../../kernel/rule.ts'
import { lawDateOf, type Instant } from '../../../kernel/time.ts'
import type { Officer } from '../../people/model.ts'
import { INSPECTION_STATES, type Inspection, type InspectionFacts, type Joined, type JoinInput } from '../model.ts'
import { askerTakesPart, certifiedAmong } from './officers.ts'

/** Whom the register knows under the id, and why he was left out of a draw for this business. */
export type Joiner = { readonly officer: Officer | null; readonly recusedBecause: string | null }

export type JoinAct = {
  readonly thing: Inspection
  readonly input: JoinInput
  readonly facts: InspectionFacts
  readonly joiner: Joiner
  readonly by: Asker
  readonly at: Instant
}

const CIRCULAR = art('MEM-2025-02-27', 6)
const CIRCULAR_FROM = '2025-02-27'
const nameOf = ({ input, joiner }: JoinAct) => joiner.officer?.name ?? input.name

/** Between the door and the record: the record says who was there. */
const visitIsOnSite = rule<JoinAct>({
  cites: art('WSL', 68),
  inForceFrom: '2021-09-01',
  refuses: ({ thing: { state } }) =>
    state === 'entered'
      ? null
      : no(
          'join-not-on-site',
          { state: INSPECTION_STATES[state] },
          '本次检查{state}，不在现场检查中，不能加入人员',
          '入企前修改检查方案；记录制作后需要其他人员参加的，在复查时列入',
        ),
})

const personIsNamed = rule<JoinAct>({
  cites: art('WSL', 68),
  inForceFrom: '2021-09-01',
  refuses: ({ input: { role, name, officerId }, joiner }) =>
    role === 'officer'
      ? officerId !== null && joiner.officer !== null
        ? null
        : no('joiner-unknown', {}, '没有选择本机关登记的执法人员', '从本机关人员中选择')
      : name !== ''
        ? null
        : no('joiner-unnamed', {}, '没有填写加入人员的姓名', '填写姓名和单位'),
})

/** A joint visit is planned; on site only colleagues of the bureau come to it (circular art. 4). */
const officerIsOfTheBureau = rule<JoinAct>({
  cites: art('MEM-2025-02-27', 4),
  inForceFrom: CIRCULAR_FROM,
  refuses: ({ joiner: { officer }, thing }) =>
    !officer || officer.region === thing.region
      ? null
      : no(
          'joiner-of-another-bureau',
          { name: officer.name, bureau: officer.region },
          '{name}属于另一执法主体（{bureau}），不能在现场加入',
          '联合检查在检查方案中列明',
        ),
})

/** G01: who enforces is certified on the very day (WSL 67); whoever is not comes as a helper. */
const officerIsCertified = rule<JoinAct>({
  cites: art('WSL', 67),
  inForceFrom: '2021-09-01',
  refuses: ({ joiner: { officer }, at }) => {
    const on = lawDateOf(at)
    return !officer || certifiedAmong([officer], on).length > 0
      ? null
      : no(
          'joiner-without-certificate',
          { name: officer.name, on },
          '{name}在{on}没有有效的行政执法证，不能作为执法人员加入',
          '改为协助人员',
        )
  },
})

const isNotThereYet = rule<JoinAct>({
  cites: CIRCULAR,
  inForceFrom: CIRCULAR_FROM,
  refuses: (act) => {
    const { thing, facts, input } = act
    const { officers, assistants } = withJoined(thing, facts)
    const isThere =
      input.role === 'officer'
        ? officers.some(({ id }) => id === input.officerId)
        : assistants.some(({ name, post }) => name === input.name && post === input.post)
    return isThere
      ? no('joiner-is-there', { name: nameOf(act) }, '{name}已在本次检查的人员之内', '不需要再次加入')
      : null
  },
})

/** PLN-15: whoever joins counts; beyond the most it needs a reason, which stands beside the visit. */
const noCrowdByJoining = rule<JoinAct>({
  cites: CIRCULAR,
  inForceFrom: CIRCULAR_FROM,
  refuses: ({ thing, facts, input }) => {
    const { officers, assistants } = withJoined(thing, facts)
    const people = officers.length + assistants.length + 1
    const { onSiteMax } = facts
    return !onSiteMax || people <= onSiteMax.people || input.crowdBecause !== ''
      ? null
      : no(
          'crowd-on-site',
          { people, most: onSiteMax.people, confidence: onSiteMax.confidence },
          '加入后到场{people}人，超过{most}人（{confidence}）',
          '减少陪同人员；确有必要的，写明到场人数较多的原因',
        )
  },
})

/** APL 43: who has a stake stays away, and where the business asks for it the bureau decides first. */
const nobodyIsRecused = rule<JoinAct>({
  cites: art('APL', 43),
  inForceFrom: '2021-07-15',
  refuses: (act) => {
    const { joiner, input } = act
    if (joiner.recusedBecause !== null)
      return no(
        'joiner-is-recused',
        { name: nameOf(act), because: joiner.recusedBecause },
        '{name}对该企业应当回避（{because}）',
        '另派人员',
      )
    return input.recusal === 'asked'
      ? no(
          'recusal-asked',
          { name: nameOf(act) },
          '当事人申请{name}回避，决定作出前不得参加本次检查',
          '报本机关负责人决定，或者另派人员',
        )
      : null
  },
})

const RULES: readonly Rule<JoinAct>[] = [
  askerTakesPart,
  visitIsOnSite,
  personIsNamed,
  officerIsOfTheBureau,
  officerIsCertified,
  isNotThereYet,
  noCrowdByJoining,
  nobodyIsRecused,
]

/** Every reason why somebody may not join on site; the phone asks them before it queues the act, the office at the replay. */
export function whyNotJoined(act: JoinAct): Refusal[] {
  const on = lawDateOf(act.at)
  return RULES.filter((one) => bindsOn(one, on)).flatMap((one) => {
    const refusal = one.refuses(act)
    return refusal ? [{ ...refusal, cites: one.cites }] : []
  })
}

/** What is kept of somebody who joined. */
export const joinedBy = ({ input, joiner: { officer }, by, at }: JoinAct): Joined => ({
  id: input.personId,
  role: input.role,
  officerId: officer?.id ?? null,
  name: officer?.name ?? input.name,
  post: input.post,
  certificateNumber: officer?.certificate?.number ?? '',
  crowdBecause: input.crowdBecause,
  at,
  byName: by.name,
})

/** The visit with everybody who is on site; the record writes them into it, and from then on nothing is added. */
export function withJoined(inspection: Inspection, { joined = [] }: Pick<InspectionFacts, 'joined'>): Inspection {
  if (inspection.state !== 'entered' || joined.length === 0) return inspection
  const known = new Set(inspection.officers.map(({ id }) => id))
  const helping = new Set(inspection.assistants.map(({ name, post }) => `${name} ${post}`))
  return {
    ...inspection,
    officers: [
      ...inspection.officers,
      ...joined.flatMap(({ officerId, name, certificateNumber }) =>
        officerId && !known.has(officerId) ? [{ id: officerId, name, certificateNumber }] : [],
      ),
    ],
    assistants: [
      ...inspection.assistants,
      ...joined.flatMap(({ role, name, post }) =>
        role === 'officer' || helping.has(`${name} ${post}`)
          ? []
          : [{ name, post, ...(role === 'companion' ? { accompanies: true } : {}) }],
      ),
    ],
  }
}
