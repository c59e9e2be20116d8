import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { levelOf, type Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Task } from '../model.ts'

export const NUMBER_KINDS = {
  draw: '双随机',
  special: '专项检查',
  'key-period': '重点时段',
  joint: '联合检查',
} as const
export type NumberKind = keyof typeof NUMBER_KINDS

/** 双随机〔2026〕第441302-003号: the number of a draw, a special inspection or a key period, which the plans made from it name. */
export function ownNumber({
  kind,
  year,
  region,
  serial,
}: {
  kind: NumberKind
  year: number
  region: Region
  serial: number
}): string {
  return `${NUMBER_KINDS[kind]}〔${year}〕第${levelOf(region) === 'nation' ? '' : region}-${String(serial).padStart(3, '0')}号`
}

/** Whether a reference has the shape of a number that this system gave; draws of other platforms are free text. */
export const isOwnNumber = (reference: string): boolean =>
  /^(双随机|专项检查|重点时段)〔\d{4}〕第\d*-\d+号$/.test(reference)

export type TaskAsk = {
  readonly number: string
  /** The task of that number for the business; null when there is none in sight. */
  readonly task: Task | null
  readonly bureau: Region
  readonly inspectionId: string
  readonly on: LawDate
  readonly checkItemIds: readonly string[]
}

const CITES = art('MEM-2025-02-27', 2)

/**
 * A plan that names a draw, a special inspection or a key period visits only what was drawn or listed, in its period, with its
 * content, once.
 */
export function refusesTask({ number, task, bureau, inspectionId, on, checkItemIds }: TaskAsk): Refusal | null {
  const refused = (refusal: Refusal) => ({ ...refusal, cites: CITES })
  if (!task || task.region !== bureau) {
    return refused(
      no('not-in-the-list', { number }, '该企业不在{number}的任务名单内', '只检查名单内的企业，或改用其他任务来源'),
    )
  }
  if (task.state === 'dropped')
    return refused(no('task-dropped', { number }, '{number}的这项任务已因重新抽取或结束而作废', '按新的名单检查'))
  if (task.inspectionId !== null && task.inspectionId !== inspectionId) {
    return refused(no('task-taken', { number }, '{number}的这项任务已编制检查方案', '打开已有的检查方案，不要重复编制'))
  }
  if (on < task.dueFrom || on > task.dueUntil) {
    return refused(
      no(
        'outside-the-period',
        { number, from: task.dueFrom, until: task.dueUntil, on },
        '{on}不在{number}的检查期限（{from}至{until}）内',
        '选择期限内的日期',
      ),
    )
  }
  const beyond = task.checkItemIds.length === 0 ? [] : checkItemIds.filter((id) => !task.checkItemIds.includes(id))
  return beyond.length === 0
    ? null
    : refused(
        no(
          'outside-the-content',
          { number, items: beyond.join('、') },
          '检查事项{items}超出{number}规定的内容',
          '从检查内容中删去这些事项',
        ),
      )
}
