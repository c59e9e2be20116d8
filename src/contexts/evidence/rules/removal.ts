import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { isRemoved, type Evidence, type Removal } from '../model.ts'

const cites = art('APL', 47)

/** The whole course of enforcement is kept (APL 47): nobody deletes, one may ask that it count no longer, once at a time. */
export function refusesAsking(item: Evidence): Refusal | null {
  if (isRemoved(item))
    return { ...no('already-removed', { name: item.name }, '“{name}”已经批准停用', '无需再次申请'), cites }
  return item.removal?.granted === null
    ? {
        ...no(
          'removal-pending',
          { name: item.name, by: item.removal.askedBy },
          '{by}已经申请停用“{name}”，还没有批复',
          '等待批复',
        ),
        cites,
      }
    : null
}

/** Who asks does not decide, his bureau does, and what is decided stands. */
export function refusesDeciding(
  removal: Removal & { readonly region: string },
  by: { readonly id: string; readonly region: string },
): Refusal | null {
  if (removal.granted !== null)
    return {
      ...no('removal-decided', { by: removal.decidedBy ?? '' }, '该申请已由{by}批复', '刷新后查看批复结果'),
      cites,
    }
  if (removal.region !== by.region)
    return {
      ...no('not-the-bureau', {}, '该申请由申请人所在的机关批复', '交由该机关的负责人批复'),
      cites,
    }
  return removal.askedById === by.id
    ? { ...no('asked-it-oneself', {}, '您是申请人，不能批复自己的申请', '由其他负责人批复'), cites }
    : null
}
