/** What the desk says about how many businesses there are, month by month. */
export const words = {
  title: '企业数量变化',
  under: '按行业大类统计月初、月末在册企业数，逐家列出变化的企业。',
  month: '月份',
  trade: '行业',
  atStart: '月初',
  atEnd: '月末',
  difference: '变化',
  none: '这个月没有企业',
  behind: '变化的企业',
  shown: (shown: number, total: number) => (shown < total ? `显示 ${shown} 家，共 ${total} 家` : `共 ${total} 家`),
  noChanges: '这个月没有变化',
  enterprise: '企业',
  change: '变化',
  on: '日期',
  moved: (from: string, to: string) => `${from} → ${to}`,
} as const
