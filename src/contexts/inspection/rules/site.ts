import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { isRemoved } from '../../evidence/model.ts'
import type { RecordAct } from './acts.ts'

/** How far the device's clock may run ahead of the server's before its times are not believed. */
const CLOCK_AHEAD_MS = 5 * 60_000

const listed = (ids: readonly string[]) => ids.slice(0, 10).join('、') + (ids.length > 10 ? `等${ids.length}项` : '')

/** 必查: major hazards and the leaders' duties are never passed over (circular art. 5). */
export const everyMandatoryItemIsAnswered = rule<RecordAct>({
  cites: art('MEM-2025-02-27', 5),
  inForceFrom: '2025-02-27',
  refuses: ({ input, facts, thing }) => {
    const answered = new Set(
      input.answers.filter(({ result }) => result !== 'not-checked').map(({ checkItemId }) => checkItemId),
    )
    const open = facts.items
      .filter(({ id, mandatory }) => mandatory && thing.checkItemIds.includes(id) && !answered.has(id))
      .map(({ id }) => id)
    return open.length === 0
      ? null
      : no(
          'mandatory-item-unanswered',
          { items: listed(open), count: open.length },
          '还有{count}项必查事项没有结论：{items}',
          '逐项选择“符合”“不符合”或“不适用”',
        )
  },
})

/** One item has one answer, and only what the plan names is checked. */
export const answersFitThePlan = rule<RecordAct>({
  cites: art('MEM-2025-02-27', 6),
  inForceFrom: '2021-09-01',
  refuses: ({ input, thing }) => {
    const outside = input.answers.map(({ checkItemId }) => checkItemId).filter((id) => !thing.checkItemIds.includes(id))
    if (outside.length > 0)
      return no(
        'item-outside-the-plan',
        { items: listed(outside) },
        '检查事项{items}不在已批准的方案之内',
        '删去方案以外的事项',
      )
    const twice = input.answers.filter(
      ({ checkItemId }, place) => input.answers.findIndex((answer) => answer.checkItemId === checkItemId) !== place,
    )
    return twice.length === 0
      ? null
      : no(
          'item-answered-twice',
          { items: listed(twice.map(({ checkItemId }) => checkItemId)) },
          '检查事项{items}有两个结论',
          '每项只保留一个结论',
        )
  },
})

/**
 * What does not conform is described, and what is described was found not to conform (WSL 68: the problems found are
 * recorded).
 */
export const everyNonconformityIsDescribed = rule<RecordAct>({
  cites: art('WSL', 68),
  inForceFrom: '2021-09-01',
  refuses: ({ input }) => {
    const nonconforming = input.answers
      .filter(({ result }) => result === 'nonconforming')
      .map(({ checkItemId }) => checkItemId)
    const bare = nonconforming.filter((id) => !input.findings.some(({ checkItemId }) => checkItemId === id))
    if (bare.length > 0) {
      return no(
        'nonconformity-undescribed',
        { items: listed(bare) },
        '不符合的事项{items}没有填写问题描述',
        '为每个不符合项记录发现的问题',
      )
    }
    const loose = input.findings.map(({ checkItemId }) => checkItemId).filter((id) => !nonconforming.includes(id))
    return loose.length === 0
      ? null
      : no(
          'finding-without-answer',
          { items: listed(loose) },
          '事项{items}记录了问题，但结论不是“不符合”',
          '把结论改为“不符合”，或删去该问题',
        )
  },
})

/** Facts stand on evidence (APL 40, 46): each finding has a photo that the store holds, or tells why it has none. */
export const everyFindingHasEvidence = rule<RecordAct>({
  cites: art('APL', 40),
  inForceFrom: '2021-07-15',
  refuses: ({ input, facts }) => {
    const bare = input.findings.filter(
      ({ evidenceIds, noEvidenceBecause }) => evidenceIds.length === 0 && noEvidenceBecause.trim() === '',
    )
    if (bare.length > 0) {
      return no(
        'finding-without-evidence',
        { items: listed(bare.map(({ checkItemId }) => checkItemId)), count: bare.length },
        '有{count}个问题没有现场照片：{items}',
        '为问题拍照取证，或写明无法拍照的原因',
      )
    }
    // A phone that is without network has announced its photos by their hash; the bytes follow the record.
    const removed = facts.evidence.filter(isRemoved)
    const leans = removed.find(({ id }) => input.findings.some(({ evidenceIds }) => evidenceIds.includes(id)))
    if (leans)
      return no(
        'evidence-removed',
        { name: leans.name },
        '证据“{name}”已经批准停用',
        '换用其他证据，或者写明没有照片的原因',
      )
    const held = new Set([...facts.evidence.map(({ id }) => id), ...(facts.announced ?? [])])
    const missing = input.findings.flatMap(({ evidenceIds }) => evidenceIds).filter((id) => !held.has(id))
    return missing.length === 0
      ? null
      : no(
          'evidence-not-received',
          { count: missing.length },
          '有{count}份证据还没有上传到本次检查',
          '等待照片上传完成后再提交',
        )
  },
})

/**
 * A hazard is major only with a criterion, and with one that belongs to the matter (WSL 118: the criteria are
 * published).
 */
export const majorOnlyWithItsCriterion = rule<RecordAct>({
  cites: art('WSL', 118, 2),
  inForceFrom: '2021-09-01',
  refuses: ({ input, facts }) => {
    const wrong = input.findings.filter(
      ({ majorHazardCode, checkItemId }) =>
        majorHazardCode !== null &&
        !facts.items.some(
          ({ id, majorHazardCodes }) => id === checkItemId && majorHazardCodes.includes(majorHazardCode),
        ),
    )
    return wrong.length === 0
      ? null
      : no(
          'criterion-does-not-fit',
          { codes: listed(wrong.flatMap(({ majorHazardCode }) => majorHazardCode ?? [])) },
          '重大事故隐患判定依据{codes}与检查事项不对应',
          '选择该检查事项对应的判定标准',
        )
  },
})

/** Of each of the three roles either the name is known or the reason of the absence. */
export const absenceIsExplained = rule<RecordAct>({
  cites: art('WSL', 68),
  inForceFrom: '2021-09-01',
  refuses: ({ input }) =>
    input.present.every(({ name, absentBecause }) => name.trim() !== '' || absentBecause.trim() !== '')
      ? null
      : no('absence-unexplained', {}, '到场人员既没有姓名，也没有写明未到场原因', '填写姓名，或写明未到场原因'),
})

/** Times of a record run forward, to the minute, and not into the future (procedure.md §2.5 rule 2). */
export const timesRunForward = rule<RecordAct>({
  cites: art('WSL', 68),
  inForceFrom: '2021-09-01',
  refuses: ({ input, at }) => {
    const shown = { from: minuteOf(input.from), until: minuteOf(input.until) }
    if (shown.until <= shown.from)
      return no('ends-before-it-starts', shown, '检查结束时间（{until}）应晚于开始时间（{from}）', '更正起止时间')
    return Date.parse(input.until) <= Date.parse(at) + CLOCK_AHEAD_MS
      ? null
      : no('ends-in-the-future', shown, '检查结束时间（{until}）还没有到', '填写实际结束时间')
  },
})

const MINUTE_MS = 60_000

/** The whole course is recorded (APL 47): a long visit without recorder or video says why there is none. */
export const longVisitIsRecorded = rule<RecordAct>({
  cites: art('APL', 47),
  inForceFrom: '2021-07-15',
  refuses: ({ input, facts }) => {
    const minutes = Math.round((Date.parse(input.until) - Date.parse(input.from)) / MINUTE_MS)
    const due = facts.recordingDue
    const isRecorded = input.recorderOn !== null || facts.evidence.some(({ mime }) => mime.startsWith('video/'))
    return !due || minutes <= due.minutes || isRecorded || input.unrecordedBecause !== ''
      ? null
      : no(
          'long-visit-unrecorded',
          { minutes, limit: due.minutes, confidence: due.confidence },
          '检查进行了{minutes}分钟，超过{limit}分钟（{confidence}），没有执法记录仪开启时间，也没有录像',
          '填写记录仪开启时间，或者写明没有录像的原因',
        )
  },
})
