/** An invented case, so that a form can be looked at before anything real stands in it. */
import type { RemedyOnPaper, Template, TemplateField } from '../model.ts'

export const aRemedy = (changes: Partial<RemedyOnPaper> = {}): RemedyOnPaper => ({
  organ: '东莞市人民政府',
  organAddress: '东莞市南城街道示例路9号',
  court: '东莞市第一人民法院',
  reconsiderationDays: 60,
  litigationMonths: 6,
  ...changes,
})

export const someOfficers = [
  { name: '李淼', certificate: '粤S00001' },
  { name: '王堃', certificate: '粤S00002' },
]

const TEXTS: Record<string, string> = {
  party: '东莞市示例五金制品有限公司',
  partyCode: '91441900MA00000007',
  legalRep: '张喆',
  legalRepTitle: '总经理',
  address: '东莞市长安镇示例工业区三路8号',
  postcode: '523850',
  phone: '13800000000',
  caseName: '东莞市示例五金制品有限公司未按规定安排特种作业人员持证上岗案',
  cause: '特种作业人员未取得特种作业操作证上岗作业',
  source: '监督检查',
  occurredAt: '2026年3月5日',
  place: '焊接车间、打磨车间、危险化学品仓库',
  industry: '金属制品业',
  taskSource: '年度监督检查计划',
  facts:
    '2026年3月5日，本局执法人员在焊接车间检查时，发现陈某、林某正在进行熔化焊接与热切割作业，两人均未取得特种作业操作证，另有一人所持操作证已过复审期限。现场负责人对上述情况予以确认。',
  penalty: '处人民币肆万玖仟元（¥49,000.00）罚款。',
  discretion:
    '当事人未取得特种作业操作证上岗的人员为三人，初次被查处，检查后立即停止其作业，按照裁量基准在一般档次内确定罚款数额。',
  evidence: '现场检查记录',
  proposal: '建议责令限期改正，并处人民币肆万玖仟元罚款。',
  surcharge: '到期不缴纳罚款的，每日按罚款数额的百分之三加处罚款，加处罚款的总数不超过罚款数额。',
  payee: '示例银行东莞分行',
  payAccount: '0000 0000 0000 0000',
  decision: '责令立即停止使用不符合要求的配电箱，撤出作业人员。',
  organAddress: '东莞市南城街道示例路1号',
  organPostcode: '523000',
  organContact: '李淼',
  organPhone: '0769-00000000',
  result: '处人民币49,000元罚款。',
  execution: '罚款已于2026年4月2日缴清，违法行为已经改正。',
  retention: '30年',
  originalDecision: '责令限期整改指令书',
  originalNumber: '（东）应急责改〔2026〕1号',
  gender: '男',
  idNumber: '441900199001010000',
  home: '东莞市长安镇示例花园1栋101',
  employer: '东莞市示例五金制品有限公司',
  jobTitle: '安全主任',
}

const LISTS = [
  '焊接车间两名作业人员未取得特种作业操作证上岗作业（《中华人民共和国安全生产法》第三十条第一款）。',
  '危险化学品仓库未设置明显的安全警示标志，可燃气体检测报警装置未定期检验。',
  '打磨车间配电箱未张贴警示标志，接地线脱落。',
]

function sampleRow(field: TemplateField, index: number): Record<string, unknown> {
  return Object.fromEntries(
    (field.columns ?? []).map(({ name, label, kind }) => {
      const words = name === 'title' ? '现场检查记录' : `${label}${index + 1}`
      return [name, kind === 'text' ? words : sampleOf({ ...field, kind, name })]
    }),
  )
}

function sampleOf(field: TemplateField): unknown {
  switch (field.kind) {
    case 'text':
      return TEXTS[field.name] ?? `${field.label}的示例内容`
    case 'date':
      return { startsOn: '2026-03-05', endsOn: '2026-03-06' }[field.name] ?? '2026-03-20'
    case 'datetime':
      return (
        {
          startedAt: '2026-03-05T01:30:00.000Z',
          endedAt: '2026-03-05T03:45:00.000Z',
        }[field.name] ?? '2026-03-09T02:00:00.000Z'
      )
    case 'money':
      return 4_900_000
    case 'number':
      return 5
    case 'list':
      return LISTS
    case 'table':
      return Array.from({ length: Math.max(field.least ?? 2, 2) }, (_, index) => sampleRow(field, index))
    case 'persons':
      return someOfficers
    case 'citation':
      return ['《中华人民共和国安全生产法》第三十条第一款', '《中华人民共和国安全生产法》第九十七条第（七）项']
    case 'opinion':
      return { text: '同意。', signers: [{ name: '赵犇' }], on: '2026-03-06' }
    case 'choice':
      return field.options?.[0] ?? ''
    case 'remedy':
      return aRemedy()
  }
}

/** Data that fill every field of a form, and satisfy every rule on fields. */
export const sampleData = (template: Template, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...Object.fromEntries(template.fields.map((field) => [field.name, sampleOf(field)])),
  ...changes,
})
