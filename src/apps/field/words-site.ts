/** Words of what an officer looks up, records and is reminded of on site. */
export const words = {
  scope: {
    title: '核对许可范围',
    open: '核对许可范围',
    taken: (minute: string) => `许可信息为 ${minute} 带走的登记`,
    none: '没有登记的许可。现场有需要许可的物品或者作业的，都在范围之外。',
    until: (number: string, validTo: string) => `${number}，有效期至 ${validTo}`,
    others: '许可之外还有',
    othersHint: '现场看到的品名，用顿号隔开',
    expired: (kind: string, validTo: string) => `${kind}已于 ${validTo} 到期，范围不再有效`,
    outside: (count: number) => `超出许可范围 ${count} 种`,
    inside: (names: string) => `许可范围之内：${names}`,
    insert: '写入问题描述',
    sentence: (outside: readonly string[], numbers: readonly string[]) =>
      `经核对许可登记（${numbers.length > 0 ? numbers.join('、') : '无许可'}），现场 ${outside.length} 种超出许可范围：${outside.join('、')}。`,
  },
  onSite: {
    title: '现场情况',
    reminders: '执法提醒',
    recorderOff: '记录仪未开',
    recorderOn: (minute: string) => `记录仪 ${minute} 开启`,
    here: (name: string) => `${name} 在场`,
    away: (name: string) => `${name} 不在场`,
  },
  matter: {
    title: '按意思查找',
    none: '没有相近的检查事项，请换个说法',
    duty: '违反',
    penalty: '处罚',
    record: (content: string) => `记为不符合：${content}`,
  },
  demand: {
    add: '写明整改要求',
    label: '整改要求',
    disagrees: { opposite: '与以前的整改意见相反', different: '与以前的整改意见不同' },
    earlier: (bureau: string, on: string) => `${bureau}（${on}）`,
    now: '本次',
    because: '为什么不一致',
  },
  principalSigns: '主要负责人签名',
  principalWhy: '重大事故隐患由主要负责人牵头整改，经其签名才能复查合格。',
} as const
