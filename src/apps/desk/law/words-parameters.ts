/** Chinese names of the numbers of the law; a key without one is shown as it is. */
const NAMES: Readonly<Record<string, string>> = {
  'inspection.cap-schemes': '按分级分类确定检查次数的方案',
  'inspection.supervisory-visits-cap': '每年监督检查次数上限',
  'inspection.cap-exempt-reasons': '不受检查次数上限限制的事由',
  'inspection.uncounted-reasons': '不计入检查次数的事由',
  'inspection.superior-special-reasons': '上级专项检查事由',
  'inspection.officers-min': '检查人数下限',
  'planning.lease-days': '检查次数预留天数',
  'planning.joint-window-days': '联合检查合并天数',
  'planning.campaign.answer-days': '统一部署检查的答复天数',
  'planning.key-units.trades': '重点检查单位：行业领域',
  'planning.key-units.agencies': '重点检查单位：安全服务机构',
  'planning.key-units.other-high-risk': '重点检查单位：其他高危企业',
  'planning.key-period.year-turn': '重点时段：岁末年初',
  'planning.key-period.spring-festival': '重点时段：春节',
  'planning.key-period.two-sessions': '重点时段：全国两会',
  'planning.key-period.flood-season': '重点时段：汛期',
  'planning.care.accident-free-years': '减少检查：无事故年数',
  'planning.care.relief-grade': '减少检查：标准化等级',
  'planning.care.major-untreated': '加严检查：未治理的重大隐患',
  'planning.care.hazards-found': '加严检查：发现的隐患项数',
  'planning.care.hazards-months': '加严检查：隐患统计月数',
  'planning.care.tightened-points': '加严检查：增加的风险分',
  'planning.care.tightened-visits': '加严检查：增加的次数',
  'planning.care.relief-points': '减少检查：减少的风险分',
  'planning.care.relief-visits': '减少检查：减少的次数',
  'penalty.simple.citizen-max': '当场处罚公民罚款上限',
  'penalty.simple.organisation-max': '当场处罚单位罚款上限',
  'penalty.simple.self-employed-as': '个体工商户当场处罚适用身份',
  'penalty.on-spot-collect-max': '当场收缴罚款上限',
  'hearing.fine-threshold.individual': '个人听证罚款数额',
  'hearing.fine-threshold.unit': '单位听证罚款数额',
  'hearing.request-period': '要求听证期限',
  'hearing.notice-period': '听证通知期限',
  'hearing.measures': '须告知听证的处罚种类',
  'discussion.fine-threshold': '集体讨论罚款数额',
  'discussion.mitigation': '减轻处罚须集体讨论',
  'legal-review.follows-hearing': '听证案件须法制审核',
  'notice.defence-period': '陈述申辩期限',
  'decision.limit': '作出决定期限',
  'decision.service-when-absent': '当事人不在场的送达期限',
  'service.announcement': '公告送达期限',
  'publicity.penalty': '处罚决定公示期限',
  'publicity.other': '其他执法决定公示期限',
  'publicity.withdraw': '撤回公示期限',
  'fine.due': '缴纳罚款期限',
  'fine.surcharge-per-day': '加处罚款每日比例',
  'fine.surcharge-cap': '加处罚款上限',
  'preservation.period': '先行登记保存期限',
  'seizure.first': '查封扣押期限',
  'seizure.extension': '查封扣押延长期限',
  'seizure.urgent-report': '紧急查封扣押补办期限',
  'power-cut.notice-before': '停止供电提前通知时间',
  'court.demand-lead': '申请强制执行催告期',
  'court.window': '申请强制执行期限',
  'remedy.reconsideration': '申请复议期限',
  'remedy.litigation': '提起诉讼期限',
  'remedy.after-reconsideration': '复议后起诉期限',
  'remedy.answer-reconsideration': '复议答复期限',
  'remedy.answer-reconsideration-simple': '简易程序复议答复期限',
  'remedy.answer-court': '应诉答辩期限',
  'crime.decide': '涉嫌犯罪移送决定期限',
  'crime.send': '涉嫌犯罪移送期限',
  'crime.hand-over': '涉案物品移交期限',
  'time-bar.normal': '追究时效',
  'time-bar.harm': '涉及生命健康安全的追究时效',
  'list.term': '严重失信名单期限',
  'list.early-repair': '提前移出名单期限',
  'credit.minor-max': '轻微失信公示上限',
  'credit.general-min': '一般失信公示下限',
  'credit.general-max': '一般失信公示上限',
  'credit.serious-min': '严重失信公示下限',
  'credit.serious-max': '严重失信公示上限',
  'closure-watch.window': '关闭情形统计期间',
  'closure-watch.times-in-window': '统计期间内处罚次数',
  'closure-watch.times-in-year': '一年内处罚次数',
  'hazard.self-check-team': '班组自查频次',
  'hazard.self-check-principal': '主要负责人带队自查频次',
  'discretion.rounding': '罚款取整单位',
  'discretion.first-violation-look-back': '首次违法回溯期',
  'discretion.repeat-look-back': '再次违法回溯期',
  'discretion.lighten-ceiling': '从轻处罚上限比例',
  'discretion.aggravate-floor': '从重处罚下限比例',
  'income.principal-wage-multiple': '主要负责人年收入推算倍数',
  'income.other-wage-multiple': '其他责任人年收入推算倍数',
}

const SCHEMES: Readonly<Record<string, string>> = {
  standardisation: '按标准化等级',
  'coal-class': '煤矿分类',
  'mine-class': '矿山分类',
}
const GROUPS: Readonly<Record<string, string>> = { high: '高危行业', other: '其他行业' }

/** What a number of the law is called. */
export function parameterName(key: string): string {
  const [, scheme = '', group = '', level = ''] = /^inspection\.yearly-cap\.([^.]+)\.([^.]+)\.([^.]+)$/.exec(key) ?? []
  if (scheme) {
    const grade = level === 'none' ? '未定级' : scheme === 'standardisation' ? `${level}级` : `${level}类`
    return `年度检查次数上限（${SCHEMES[scheme] ?? scheme}，${GROUPS[group] ?? group}，${grade}）`
  }
  return NAMES[key] ?? key
}

/** Whether a row answers to what was typed: its key, or the name of the number. */
export const namesParameter = (key: string, wanted: string): boolean =>
  key.includes(wanted) || parameterName(key).includes(wanted)

const UNITS: Readonly<Record<string, string>> = { WD: '个工作日', CD: '日', M: '个月', Y: '年', h: '小时', fen: '分' }

/** A unit as it is read. */
export const unitName = (unit: string): string => UNITS[unit] ?? unit

/** A value with its unit, as the changes of the law tell it: `3 M` is 3 个月. */
export const inUnits = (text: string): string =>
  text.replace(/^(\S+) (WD|CD|M|Y|h|fen)$/, (_, value: string, unit: string) => `${value} ${unitName(unit)}`)

const CONDITIONS: Readonly<Record<string, string>> = {
  first: '首次违法',
  corrected: '已及时改正',
  no_harm: '没有造成危害后果',
  not_blacklisted: '不在严重失信主体名单内',
  commitment: '签订改正承诺书',
  major_hazard: '涉及重大事故隐患',
  high_risk: '高危行业企业',
}

/** A condition of a list of slight violations, or what it does not reach. */
export const conditionName = (code: string): string => CONDITIONS[code] ?? code
