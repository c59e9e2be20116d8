import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findQuotas, refusesQuotas } from './quota-linter.ts'

const codes = (text: string) => [...new Set(findQuotas(text).map(({ code }) => code))]

const BANNED: readonly (readonly [text: string, code: string, article: number])[] = [
  ['各县区全年执法检查不少于40次。', 'inspection-quota', 14],
  ['每名执法人员每年检查40家企业。', 'inspection-quota', 14],
  ['每月检查企业二十家以上', 'inspection-quota', 14],
  ['确保全年立案30件', 'inspection-quota', 14],
  ['罚款金额达到50万元', 'inspection-quota', 14],
  ['下达罚没收入指标', 'inspection-quota', 14],
  ['检查覆盖率达到100%', 'inspection-quota', 14],
  ['将检查次数纳入年度考核', 'assessed-by-visits-or-fines', 14],
  ['按罚款金额对各中队排名', 'assessed-by-visits-or-fines', 14],
  ['绩效奖金与处罚金额挂钩', 'assessed-by-visits-or-fines', 14],
  ['向乡镇层层分解隐患排查任务', 'search-task-passed-down', 14],
  ['以调研名义对企业开展检查', 'inspection-under-another-name', 14],
  ['以帮扶名义检查企业', 'inspection-as-guidance', 12],
  ['安排领导参观样板间', 'model-route', 2],
  ['委托第三方机构开展检查', 'inspection-by-third-party', 6],
]

for (const [text, code, article] of BANNED) {
  test(`circular art. ${article}: “${text}” is refused with the article`, () => {
    const found = findQuotas(text)
    assert.ok(codes(text).includes(code), `found ${JSON.stringify(found)}`)
    assert.equal(found.find((one) => one.code === code)?.cites.article, article)
    assert.ok(refusesQuotas(text).every(({ says, mend }) => says.length > 0 && mend))
  })
}

const ALLOWED = [
  '对重点检查单位每年至少检查一次。',
  '高危行业一级企业年度检查不超过2次。',
  '年度检查次数上限为8次。',
  '严禁下达检查指标，严禁将检查频次、罚款数额与考核挂钩。',
  '不得以调研名义开展执法检查。',
  '杜绝样板间、经典线路。',
  '本次专项检查的对象为辖区内粉尘涉爆企业，期限为2026年6月1日至6月30日，检查不超过20家。',
  '计划检查重点检查单位35家，一般检查单位由双随机抽查确定。',
  '罚款应当按照决定书载明的期限缴纳。',
  '考核以案卷评查质量和隐患整改为主。',
]

for (const text of ALLOWED) {
  test(`circular art. 2, 3 and 14: “${text}” is allowed`, () => assert.deepEqual(findQuotas(text), []))
}

test('several findings come in the order of the text, each with its words', () => {
  const text = '参观样板间。全年检查40次，检查次数纳入考核。'
  assert.deepEqual(
    findQuotas(text)
      .map(({ at }) => at)
      .every((at, place, all) => place === 0 || at >= (all[place - 1] ?? 0)),
    true,
  )
  assert.deepEqual(codes(text).toSorted(), ['assessed-by-visits-or-fines', 'inspection-quota', 'model-route'])
  for (const { at, excerpt } of findQuotas(text)) assert.equal(text.slice(at, at + excerpt.length), excerpt)
})
