import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aRemedy, sampleData, someOfficers } from './sample.ts'
import { catalogue, findTemplateOn } from '../render/catalogue.ts'
import { refusesOtherParty, refusesPaper } from './field-rules.ts'

function getForm(code: string, on = '2026-03-20') {
  const template = findTemplateOn(code, on)
  if (!template) throw new Error(`no ${code} on ${on}`)
  return template
}

function whyNot(code: string, changes: Record<string, unknown>, on = '2026-03-20'): string[] {
  const template = getForm(code, on)
  return refusesPaper({ template, data: sampleData(template, changes), on }).map(
    (refusal) => `${refusal.code}@${refusal.facts['field']}`,
  )
}

test('a well-filled form of every kind is not refused', () => {
  assert.ok(catalogue().length >= 60)
  for (const { code } of catalogue()) assert.deepEqual(whyNot(code, {}), [], code)
})

test('a missing required field is named, an empty optional one is not', () => {
  assert.deepEqual(whyNot('D34', { party: ' ', legalRep: '' }), ['field-missing@party'])
})

test('a value of the wrong shape is named', () => {
  assert.deepEqual(whyNot('D34', { fineFen: 490.5 }), ['field-malformed@fineFen'])
  assert.deepEqual(whyNot('D03', { startedAt: '2026-03-05' }), ['field-malformed@startedAt'])
  assert.deepEqual(whyNot('D02', { method: '电话检查' }), ['not-an-option@method'])
})

test('SZF 304: a record ends after it began', () => {
  const startedAt = '2026-03-05T01:30:00.000Z'
  assert.deepEqual(whyNot('D03', { startedAt, endedAt: startedAt }), ['end-not-after-start@endedAt'])
  assert.deepEqual(whyNot('D03', { startedAt, endedAt: '2026-03-05T01:31:00.000Z' }), [])
})

test('a plan may begin and end on the same day', () => {
  assert.deepEqual(whyNot('D02', { startsOn: '2026-03-05', endsOn: '2026-03-05' }), [])
  assert.deepEqual(whyNot('D02', { startsOn: '2026-03-05', endsOn: '2026-03-04' }), ['end-not-after-start@endsOn'])
})

test('APL 42: one officer alone is refused, two with certificates are not', () => {
  assert.deepEqual(whyNot('D03', { officers: someOfficers.slice(0, 1) }), ['too-few-persons@officers'])
  assert.deepEqual(whyNot('D03', { officers: someOfficers }), [])
})

test('SZF 308: each officer stands with a certificate of his own', () => {
  assert.deepEqual(whyNot('D03', { officers: [someOfficers[0], { name: '王堃' }] }), ['certificate-missing@officers'])
  assert.deepEqual(whyNot('D03', { officers: [someOfficers[0], { ...someOfficers[0], name: '王堃' }] }), [
    'certificate-repeated@officers',
  ])
})

test('SZF 351: a decision that proposes is refused, a notice that proposes is not', () => {
  assert.deepEqual(whyNot('D34', { penalty: '拟处人民币49,000元罚款。' }), ['proposal-wording@penalty'])
  assert.deepEqual(whyNot('D24', { penalty: '拟处人民币49,000元罚款。' }), [])
})

test('拟 in a chemical or in a name proposes nothing', () => {
  assert.deepEqual(whyNot('D34', { facts: '仓库存放拟除虫菊酯类农药。', party: '东莞市拟林示例有限公司' }), [])
})

test('SZF 140: a remedy without the name of the court counts as not told', () => {
  for (const court of ['有管辖权的人民法院', '当地人民法院', '人民法院', '']) {
    assert.deepEqual(whyNot('D34', { remedy: aRemedy({ court }) }), ['remedy-court-vague@remedy'], court)
  }
  assert.deepEqual(whyNot('D34', { remedy: aRemedy({ court: '东莞市第一人民法院' }) }), [])
})

test('the words "competent court" are refused wherever they stand', () => {
  assert.deepEqual(whyNot('D34', { otherPerformance: '可以向有管辖权的人民法院起诉。' }), [
    'remedy-court-vague@otherPerformance',
  ])
})

test('ARL 24: since 2024 only the government of the same level reconsiders', () => {
  assert.deepEqual(whyNot('D34', { remedy: aRemedy({ organ: '广东省应急管理厅' }) }), ['remedy-organ-wrong@remedy'])
  assert.deepEqual(whyNot('D34', { remedy: aRemedy({ organ: '广东省应急管理厅' }) }, '2023-12-31'), [])
  assert.deepEqual(whyNot('D34', { remedy: aRemedy({ organ: '上一级主管部门' }) }), ['remedy-organ-vague@remedy'])
})

test('SZF 135: a range or a limit is no amount', () => {
  for (const penalty of [
    '处1万元至2万元罚款。',
    '处10,000-20,000元罚款。',
    '处5万元以下罚款。',
    '处不超过五万元的罚款。',
  ]) {
    assert.deepEqual(whyNot('D24', { penalty }), ['amount-not-exact@penalty'], penalty)
  }
  assert.deepEqual(whyNot('D24', { penalty: '处人民币49,000元罚款。' }), [])
})

test('a fine in words needs its amount in figures', () => {
  assert.deepEqual(whyNot('D34', { fineFen: null }), ['amount-missing@penalty'])
  assert.deepEqual(whyNot('D34', { penalty: '警告。', fineFen: null }), [])
})

test('SZF 108: a citation goes down to the article', () => {
  assert.deepEqual(whyNot('D34', { basis: ['《中华人民共和国安全生产法》'] }), ['citation-without-article@basis'])
  assert.deepEqual(whyNot('D34', { basis: ['应急〔2025〕11号文件'] }), ['citation-without-article@basis'])
  assert.deepEqual(whyNot('D34', { basis: ['《中华人民共和国安全生产法》第九十七条第（七）项'] }), [])
})

test('SZF 504: full authority is no power of attorney; what a witness said of it is written down as said', () => {
  assert.deepEqual(whyNot('D35', { defence: '当事人委托李某全权代理。' }), [])
  assert.deepEqual(whyNot('D27', { rights: '可以全权委托一至二人代理。' }), ['full-authority@rights'])
})

test('SZF 602: a party has one name and one code on all papers of a case; another party has both of its own', () => {
  const before = [{ party: '甲公司', partyCode: '91A', paper: '立案审批表' }]
  const codes = (data: object) => refusesOtherParty({ ...data }, before).map(({ code }) => code)
  assert.deepEqual(codes({ party: '甲公司', partyCode: '91A' }), [])
  assert.deepEqual(codes({ party: '甲有限公司', partyCode: '91A' }), ['party-differs'])
  assert.deepEqual(codes({ party: '甲公司', partyCode: '91B' }), ['party-differs'])
  assert.deepEqual(codes({ party: '乙公司', partyCode: '91B' }), [])
})
