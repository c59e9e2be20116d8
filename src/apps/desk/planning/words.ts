/** What the desk says about draws and special inspections. */
export const words = {
  title: '计划', under: '双随机抽查、专项检查和由它们产生的检查任务。年度检查次数由各级部门合并计算，到上限即不能再安排。',
  draws: '双随机抽查', newDraw: '封存抽查名单', specials: '专项检查', newSpecial: '编制专项检查', tasks: '待编制方案的任务',
  noDraws: '还没有双随机抽查', noDrawsUnder: '封存名单后，在公开种子产生的当日抽取。', noSpecials: '没有专项检查',
  noSpecialsUnder: '只有群众反映强烈、社会关注度高、典型事故暴露的重点问题三种情形可以部署。', noTasks: '没有待编制方案的任务', noTasksUnder: '抽查公示或专项检查下达后，任务会列在这里。',
  number: '编号', name: '名称', state: '状态', pool: '名单（家）', wanted: '抽取（家）', committedAt: '封存时间', drawnAt: '抽取时间', trigger: '情形', period: '检查期限',
  most: '家数上限', filing: '备案', enterprise: '企业', source: '来源', plan: '编制方案', from: '自', until: '至',
  steps: { committed: '封存名单', seeds: '录入公开种子', drawn: '抽取结果', published: '批准并公示' },
  commitment: '名单摘要', commitmentNote: '封存后名单不能再改；改动任何一项，摘要都会不同', bureauSeedHash: '机关种子摘要', bureauSeed: '机关种子', bureauSeedHidden: '抽取时公开',
  publicSeed: '公开种子', publicSeedSource: '公开种子来源', publicSeedOn: '产生日期', publicSeedNote: '照公布的原文录入，录入后不能更改', draw: '抽取', drawnDone: '抽取完成',
  tiers: '抽取名单', tier: (high: number, medium: number, low: number) => `高风险 ${high} 家，中风险 ${medium} 家，低风险 ${low} 家`,
  weights: '每家的签数', weight: (high: number, medium: number, low: number) => `高风险 ${high}，中风险 ${medium}，低风险 ${low}`, rule: '名单范围',
  officersIn: '参加抽取的执法人员', excluded: '未列入抽取', excludedWhy: '原因', kind: '类别', nobodyExcluded: '没有被排除的单位和人员', unit: '单位', officer: '人员', recusals: '回避',
  list: '抽取结果', notDrawn: '尚未抽取', place: '序', risk: '风险', officers: '执法人员', lot: '最小签', code: '核验码', download: '下载公示文件', verifyHow: '任何人用公示文件和封存时公布的名单摘要，都能按公开的算法重算出同一名单。',
  publish: '批准并公示', published: '已公示，检查任务已下达', redraw: '批准重新抽取', because: '原因', becauseNote: '原抽取结果保留并公开', redrawn: '已批准重新抽取，请重新封存名单',
  replacedBy: '已由新的抽查代替', replaces: '代替原抽查', commitAgain: '重新封存名单', projector: '全屏展示', projectorEnd: '退出全屏',
  form: {
    title: '封存抽查名单', under: '名单由系统按规则列出：本机关负责的一般检查单位，和持有效执法证的执法人员。封存后才能得知公开种子。', name: '抽查名称', wanted: '抽取家数',
    high: '高风险单位签数', medium: '中风险单位签数', low: '低风险单位签数', sectors: '行业领域（不选即全部）', resting: '不参加的执法人员', restReason: '不参加的原因', seedSource: '公开种子的来源',
    seedSourceNote: '如：中国福利彩票双色球第2026030期开奖号码', seedOn: '公开种子产生的日期（明天或以后）', submit: '封存名单', done: '名单已封存',
  },
  special: {
    title: '编制专项检查', under: '只在三种情形下部署，限定范围、内容、期限和家数，报县级以上人民政府备案后才能下达任务。', evidence: '具体事实和文号', regions: '检查地区（区划代码）', sectors: '行业领域', items: '检查内容',
    submit: '提交审批', done: '专项检查已提交审批', facts: '方案', approve: '批准', approved: '已批准', file: '登记备案', fileNumber: '备案号', government: '备案的人民政府', filedOn: '备案日期', filed: '备案已登记',
    assign: '下达任务', chosen: '选择企业', assigned: '任务已下达', close: '结束专项检查', closeBecause: '结束原因', closed: '专项检查已结束', tasks: '检查任务', noTasks: '还没有下达任务', pickTrigger: '请选择情形',
    used: (count: number, most: number) => `已下达 ${count} 家，上限 ${most} 家`,
  },
} as const
