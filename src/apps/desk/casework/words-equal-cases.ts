import type { Term } from '../../../contexts/casework/rules/equal-cases.ts'

export const words = {
  title: '同类案件',
  under: '本辖区近年同一违法行为的处罚决定，按相似程度排列；距离越小越相似。',
  none: '本辖区没有同一违法行为的处罚决定可以比对',
  tooFew: (equal: number, least: number) => `同类案件${equal}件，不足${least}件，不作比对。`,
  spread: (count: number, low: string, high: string, median: string) =>
    `${count}件同类案件折算到本案幅度：${low}元至${high}元，中位数${median}元。`,
  outside: '拟定金额超出同类案件的范围，须在“裁量理由”中写明与同类案件不同的事实和理由。',
  inside: '拟定金额在同类案件的范围之内。',
  act: (nth: number) => `违法行为${nth}`,
  near: (distance: number, isEqual: boolean) => `距离 ${distance.toFixed(2)}，${isEqual ? '同类' : '不同类'}`,
  why: '距离的构成',
  terms: {
    stage: '查处阶段',
    quantity: '数量',
    circumstances: '情节',
    partyKind: '当事人类型',
    partySize: '当事人规模',
    region: '地区',
    time: '时间',
  } satisfies Record<Term, string>,
  termValue: (unlike: number, weight: number) =>
    `${Math.round(unlike * 100)}% × ${weight} = ${(unlike * weight).toFixed(3)}`,
  reasons: '裁量理由',
  reasonsNote: '金额与调查报告不同且超出同类案件范围时必须写明',
  report: {
    title: '同案不同罚报告',
    under: '同一执法部门同类案件的罚款相差过大的，逐组列出并说明。只看案件，不统计、不排名办案人员。',
    month: '月份',
    csv: '导出表格（CSV）',
    decided: (count: number, month: string) => `${month} 作出处罚决定${count}件。`,
    none: '没有相差过大的同类案件',
    noneUnder: (percent: string) => `同类案件的罚款在法定幅度中的位置相差都不超过${percent}。`,
    group: (low: string, high: string, median: string) =>
      `最轻${low}，最重${high}，中位数${median}（在法定幅度中的位置）`,
    between: '最轻与最重两件的差别',
    alike: '各项事实没有差别',
    far: '差异较大',
    noReasons: '没有写明裁量理由',
    quantity: '数量',
    off: '与中位数之差',
  },
} as const
