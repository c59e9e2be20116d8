/** What the portal says about the matters of towns. */
export const words = {
  title: '乡镇（街道）检查事项清单',
  says: '乡镇（街道）只检查清单列明的事项。清单由县级应急管理部门登记，写明依据和生效日期。',
  empty: '还没有公布的清单',
  emptyMend: '清单登记后会在这里公布。',
  card: (items: number, from: string) => `${items} 项，自 ${from} 起执行`,
  back: '返回清单列表',
  none: '该乡镇（街道）没有公布的检查事项清单',
  noneMend: '没有清单的，检查依据请向县级应急管理部门查询。',
  instrument: '依据',
  from: '生效日期',
  items: (count: number) => `事项 ${count} 项`,
  industry: (name: string, count: number) => `${name}（${count} 项）`,
  toTowns: '乡镇（街道）检查事项清单',
} as const
