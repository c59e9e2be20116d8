import { z } from 'zod'
import type { FieldComplaint } from '../kernel/answer.ts'

const KINDS: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '“是”或“否”',
  array: '列表',
  object: '一组内容',
  date: '日期',
  record: '一组内容',
}

/** What is wrong with a field whose shape brings no sentence of its own, for the people who typed it. */
function complaintOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? '没有填写，请填写后再提交'
        : `应填写${KINDS[String(issue['expected'])] ?? '其他内容'}，请改正`
    case 'invalid_value':
      return '不在可选的范围内，请重新选择'
    case 'too_small':
      return `太小、太短或太少，至少为${issue['minimum']}`
    case 'too_big':
      return `太大、太长或太多，最多为${issue['maximum']}`
    case 'invalid_format':
      return '格式不正确，请按提示的写法填写'
    case 'unrecognized_keys':
      return '有不认识的内容，请刷新页面后重试'
    default:
      return '填写的内容不正确，请检查'
  }
}

z.config({ ...z.locales.zhCN(), customError: complaintOf })

/** Text that PostgreSQL cannot hold: the character U+0000, and halves of characters beyond the basic plane. */
const canBeKept = (text: string) => !text.includes('\0') && text.isWellFormed()

/** Every place in an input, however deep, whose text no database can keep; field names are joined with dots. */
export function whyNotKept(input: unknown, path: readonly string[] = []): FieldComplaint[] {
  if (typeof input === 'string') {
    return canBeKept(input) ? [] : [{ field: path.join('.'), says: '含有无法保存的字符，请删去后重新填写' }]
  }
  if (typeof input !== 'object' || input === null) return []
  return Object.entries(input).flatMap(([name, value]) =>
    whyNotKept(canBeKept(name) ? value : name, [...path, canBeKept(name) ? name : '（整体）']),
  )
}
