import type { PaperBureau, Template, TemplateField } from './model.ts'
import { sampleData } from './rules/sample.ts'

/** An invented bureau and an invented party: no such business exists. */
export const aBureau = (changes: Partial<PaperBureau> = {}): PaperBureau => ({
  region: '4419',
  name: '东莞市应急管理局',
  shortName: '东',
  address: '东莞市南城街道示例路1号',
  postcode: '523000',
  phone: '0769-00000000',
  ...changes,
})

/** Names as they do occur: rare characters, minority names with points, an address of three lines. */
const LONG: Record<string, string> = {
  party: '广东省东莞市示例喆堃犇䶮新能源精密制造科技（集团）股份有限公司长安镇第二分公司',
  legalRep: '古丽巴哈尔·阿卜杜热合曼',
  address:
    '广东省东莞市长安镇示例社区示例新围工业区示例三路与示例横街交汇处东南侧第12栋（原示例五金厂旧厂房）第3层302室至318室',
  caseName:
    '广东省东莞市示例喆堃犇䶮新能源精密制造科技（集团）股份有限公司长安镇第二分公司未按规定对危险化学品仓库进行定期检测检验案',
  employer: '广东省东莞市示例喆堃犇䶮新能源精密制造科技（集团）股份有限公司',
  idNumber: '44190019900101000X',
  partyCode: '91441900MA00000007',
  phone: '13800000000、0769-00000000转8001',
}
const HAZARD =
  '危险化学品仓库未设置明显的安全警示标志，可燃气体检测报警装置未定期检测检验，现场堆放易燃物与氧化剂未分区存放，记录人䶮喆堃。'

const ROWS = 40

function longOf(field: TemplateField, plain: unknown): unknown {
  if (field.kind === 'text')
    return LONG[field.name] ?? (/^(facts|findings|reasons|record)$/.test(field.name) ? HAZARD.repeat(12) : plain)
  if (field.kind === 'list') return Array.from({ length: ROWS }, (_, nth) => `（${nth + 1}）${HAZARD}`)
  if (field.kind === 'persons')
    return [
      { name: '古丽巴哈尔·阿卜杜热合曼', certificate: '粤S00001', title: '综合行政执法大队副大队长' },
      { name: '王犇䶮', certificate: '粤S00002' },
      { name: '欧阳喆堃', certificate: '粤S00003' },
      { name: '李淼', certificate: '粤S00004' },
    ]
  if (field.kind === 'table' && Array.isArray(plain))
    return Array.from({ length: ROWS }, (_, nth) => {
      const [row] = plain as Record<string, unknown>[]
      const [wide] = [...(field.columns ?? [])].sort((a, b) => b.share - a.share)
      return { ...row, ...(wide && wide.kind === 'text' ? { [wide.name]: `${nth + 1}号：${HAZARD}` } : {}) }
    })
  return plain
}

/** A form at its worst: long names, rare characters, forty rows in every list and table. */
export const longData = (template: Template): Record<string, unknown> => {
  const plain = sampleData(template)
  return Object.fromEntries(template.fields.map((field) => [field.name, longOf(field, plain[field.name])]))
}

/** A form with nothing in it but what it must hold: a penalty that is a fine needs its amount. */
export const bareData = (template: Template): Record<string, unknown> => {
  const plain = sampleData(template)
  return Object.fromEntries(
    template.fields
      .filter(({ required, name }) => required || name === 'fineFen')
      .map((field) => [field.name, plain[field.name]]),
  )
}
