/** What the portal says about the list of powers and duties. */
export const words = {
  nav: '权责清单',
  title: '权责清单',
  says: '这里公布应急管理部门可以检查、处罚和强制的全部事项及其依据。清单之外的事项，没有权力检查、处罚或者强制。执法人员使用的清单与这里是同一份。',
  region: '地区',
  nation: '全国通用',
  on: '适用日期',
  search: '查找事项或者依据',
  submit: '查找',
  all: '全部',
  cites: '依据',
  duty: '应当遵守',
  industry: '行业',
  more: '显示更多',
  empty: '没有符合的事项',
  emptyMend: '换一个词，或者清空查找框查看全部。',
  kind: (label: string, count: number) => `${label} ${count} 项`,
} as const
