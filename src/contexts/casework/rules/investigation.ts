import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf, minuteOf } from '../../../kernel/time.ts'
import type { Officer } from '../../people/model.ts'
import type { Case, CaseAct, CaseEvidence, Deed } from '../model.ts'
import type { AddEvidence, ProposeFiling, RecordInterview } from './asks.ts'
import { APL_FROM } from './officers.ts'

/** An interview is asked the same things in a case and on a visit before one. */
type Interviewing = Pick<Deed<Omit<RecordInterview, 'interviewId' | 'proves'>>, 'input' | 'at'>
type InterviewedBefore = {
  readonly thing: Pick<Case, 'interviews'>
  readonly facts: { readonly officers: readonly Pick<Officer, 'id' | 'name'>[] }
}

/** A record's time runs forward, to the minute, and it is written after the talk (procedure.md §2.5 rule 2). */
export const interviewRunsForward = rule<Interviewing>({
  cites: art('APL', 55),
  inForceFrom: APL_FROM,
  refuses: ({ input: { from, until }, at }) => {
    if (minuteOf(until) <= minuteOf(from))
      return no(
        'interview-ends-before-start',
        {
          from: minuteOf(from),
          until: minuteOf(until),
        },
        '询问结束时间（{until}）应当晚于开始时间（{from}）',
        '核对起止时间，写到分',
      )
    return until > at
      ? no(
          'interview-in-the-future',
          { until: minuteOf(until) },
          '询问结束时间（{until}）晚于现在',
          '询问结束后再保存笔录',
        )
      : null
  },
})

/** Nobody asks in two rooms at once. */
export const interviewersNotElsewhere = rule<Interviewing & InterviewedBefore>({
  cites: art('APL', 55),
  inForceFrom: APL_FROM,
  refuses: ({ thing, input, facts }) => {
    const other = thing.interviews.find(
      (each) =>
        each.from < input.until &&
        input.from < each.until &&
        each.officerIds.some((id) => input.officerIds.includes(id)),
    )
    if (!other) return null
    const nameOf = (id: string) => facts.officers.find((each) => each.id === id)?.name ?? id
    const names = other.officerIds.filter((id) => input.officerIds.includes(id)).map(nameOf)
    return no(
      'officer-in-two-places',
      {
        names: names.join('、'),
        respondent: other.respondent,
        from: minuteOf(other.from),
        until: minuteOf(other.until),
      },
      '{names}在{from}至{until}正在询问{respondent}，不能同时在另一处询问',
      '核对询问时间或者询问人',
    )
  },
})

/** Certificates shown first, rights told, the right to ask for recusal among them (APL 43, 44, 55). */
export const rightsWereTold = rule<Interviewing>({
  cites: art('APL', 55),
  inForceFrom: APL_FROM,
  refuses: ({ input }) => {
    if (!input.certificatesShown)
      return no('certificates-not-shown', {}, '询问前没有出示执法证件，当事人有权拒绝', '出示执法证件后重新询问')
    return input.rightsTold
      ? null
      : no(
          'rights-not-told',
          {},
          '笔录没有载明已告知如实回答的义务和申请回避的权利',
          '告知权利义务后再询问，并在笔录中写明',
        )
  },
})

/** The respondent has read the record, or it was read to him, before he signs (APL 55; SZF 307). */
export const recordWasReadBack = rule<Interviewing>({
  cites: art('APL', 55),
  inForceFrom: APL_FROM,
  refuses: ({ input }) =>
    input.readBack
      ? null
      : no(
          'record-not-read-back',
          {},
          '笔录没有交被询问人核对，也没有向其宣读',
          '交被询问人阅读；阅读有困难的，向其宣读，再选择核对方式',
        ),
})

function strayProof(acts: readonly CaseAct[], items: readonly Pick<CaseEvidence, 'name' | 'proves'>[]) {
  const known = new Set(acts.map(({ id }) => id))
  const stray = items.find(({ proves }) => proves.some((id) => !known.has(id)))
  return stray
    ? no(
        'evidence-of-unknown-act',
        { name: stray.name },
        '证据“{name}”的证明对象不是本案的违法行为',
        '从本案违法行为中选择证明对象',
      )
    : null
}

const futureEvidence = (items: readonly CaseEvidence[], today: string) => {
  const future = items.find(({ takenOn }) => takenOn > today)
  return future
    ? no(
        'evidence-from-the-future',
        { name: future.name, takenOn: future.takenOn },
        '证据“{name}”的取得日期{takenOn}晚于今天',
        '核对取得日期',
      )
    : null
}

/** Facts × evidence: each item says which act of this case it proves (APL 46). */
export const evidenceFitsActs = rule<Deed<AddEvidence>>({
  cites: art('APL', 46),
  inForceFrom: APL_FROM,
  refuses: ({ thing, input, at }) => strayProof(thing.acts, input.items) ?? futureEvidence(input.items, lawDateOf(at)),
})
export const interviewFitsActs = rule<Deed<RecordInterview>>({
  cites: art('APL', 46),
  inForceFrom: APL_FROM,
  refuses: ({ thing, input }) =>
    strayProof(thing.acts, [{ name: `${input.respondent}询问笔录`, proves: input.proves }]),
})
export const proposedEvidenceFits = rule<Deed<ProposeFiling>>({
  cites: art('APL', 46),
  inForceFrom: APL_FROM,
  refuses: ({ input, at }) => strayProof(input.acts, input.evidence) ?? futureEvidence(input.evidence, lawDateOf(at)),
})

/** An item is added once; what is there is never replaced. */
export const evidenceIsNew = rule<Deed<AddEvidence>>({
  cites: art('APL', 46),
  inForceFrom: APL_FROM,
  refuses: ({ thing, input }) => {
    const isListed = (id: string) => thing.evidence.some((each) => each.id === id)
    const again = input.items.find(
      ({ id }, index) => isListed(id) || input.items.findIndex((each) => each.id === id) !== index,
    )
    return again
      ? no('evidence-there-already', { name: again.name }, '证据“{name}”已经在证据清单中', '不要重复添加')
      : null
  },
})
