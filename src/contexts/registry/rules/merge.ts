import { no, type Refusal } from '../../../kernel/refusal.ts'
import type { Enterprise } from '../model.ts'
import { FIELD_LABELS, type FieldName } from './enterprise-fields.ts'

const isField = (name: string): name is FieldName => name in FIELD_LABELS

/**
 * What stops two files from becoming one; empty when they may be merged. `take` are the fields whose value comes from
 * `other`.
 */
export function whyNotMerge(kept: Enterprise, other: Enterprise, take: readonly string[]): Refusal[] {
  const unknown = take.find((name) => !isField(name))
  return [
    kept.id === other.id ? no('merge-with-itself', {}, '不能把一份档案与它自己合并', '请另选一份重复档案') : null,
    unknown !== undefined
      ? no('unknown-field', { field: unknown }, '没有名为“{field}”的字段', '请刷新页面后重选要采用的字段')
      : null,
    kept.region.slice(0, 4) !== other.region.slice(0, 4)
      ? no(
          'merge-across-cities',
          {},
          '两份档案不在同一地市，不能直接合并',
          '请先核实企业是否已迁址，更新所在地后再合并',
        )
      : null,
  ].filter((refusal) => refusal !== null)
}

/** The kept file after the merge: a taken field brings its value and its origin along; the rest stays as it was. */
export function merged(kept: Enterprise, other: Enterprise, take: readonly string[]): Enterprise {
  const fields = take.filter(isField)
  const values = Object.fromEntries(fields.map((field) => [field, other[field]]))
  const origins = Object.fromEntries(
    fields.flatMap((field) => (other.origins[field] ? [[field, other.origins[field]]] : [])),
  )
  return { ...kept, ...values, origins: { ...kept.origins, ...origins }, version: kept.version + 1 }
}
