import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { maskedParty, maskedPerson, maskedText } from './masking.ts'

const masked = (text: string, part: { persons?: string[]; keep?: string[] } = {}) =>
  maskedText(text, { persons: part.persons ?? [], keep: part.keep ?? [] })

test('APL 50: a person keeps the surname alone, a double surname whole', () => {
  assert.equal(maskedPerson('王小明'), '王某')
  assert.equal(maskedPerson('欧阳小明'), '欧阳某')
  assert.equal(maskedPerson('买买提·艾力'), '买某')
  assert.equal(maskedPerson(' 李四 '), '李某')
  assert.equal(maskedPerson(''), '')
})

test('APL 50: names behind a role and in its enumerations go, the companies stay', () => {
  assert.equal(
    masked('演示机械有限公司员工邓大勇、李四和许小红在现场焊接'),
    '演示机械有限公司员工邓某、李某和许某在现场焊接',
  )
  assert.equal(masked('焊工：王小明，未持证'), '焊工：王某，未持证')
  assert.equal(masked('法定代表人欧阳建国承认'), '法定代表人欧阳某承认')
  assert.equal(masked('安全员 阿布都·买买提 未到场'), '安全员 阿某 未到场')
  assert.equal(masked('陈大文先生到场'), '陈某先生到场')
})

test('APL 50: two persons of one surname stay two', () => {
  assert.equal(masked('员工王一、王二未持证，王二离开', {}), '员工王某甲、王某乙未持证，王某乙离开')
})

test('APL 50: persons of the file are masked wherever they stand, also with blanks between the characters', () => {
  assert.equal(masked('赵 铁 柱说现场由赵铁柱管', { persons: ['赵铁柱'] }), '赵某说现场由赵某管')
})

test('APL 50: identity numbers go in every disguise', () => {
  for (const number of [
    '441900199001011234',
    '44190019900101123X',
    '44190019900101123x',
    '441900 19900101 1234',
    '441900-19900101-1234',
    '４４１９００１９９００１０１１２３４',
    '4419001990010112\u200b34',
    '441900900101123',
    '441900.1990.01.01.1234',
  ]) {
    const out = masked(`身份证号${number}，`)
    assert.doesNotMatch(out, /[0-9０-９]{4}/, `${number} → ${out}`)
  }
})

test('APL 50: phone numbers go, with area code, country code and blanks', () => {
  for (const phone of [
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '+86 13800138000',
    '１３８００１３８０００',
    '0769-22334455',
    '(0769)22334455'.replace(/[()]/g, ''),
  ]) {
    assert.doesNotMatch(masked(`电话${phone}。`), /[0-9０-９]{4}/, phone)
  }
})

test('APL 50: home addresses, plates, mailboxes, accounts and cards go', () => {
  assert.doesNotMatch(masked('王小明，住东莞市大岭山镇演示路5号2栋301，从事焊接'), /演示路|301/)
  assert.doesNotMatch(masked('家庭住址：某某村8组'), /8组/)
  assert.doesNotMatch(masked('驾驶粤S12345货车'), /S12345/)
  assert.doesNotMatch(masked('邮箱 a.b+c@example.org'), /example/)
  assert.doesNotMatch(masked('微信号：demo_12345'), /demo/)
  assert.doesNotMatch(masked('卡号6222021234567890123'), /6222/)
  assert.doesNotMatch(masked('护照E12345678'), /E12345678/)
})

test('what is no personal data stays as it is', () => {
  for (const text of [
    '罚款人民币肆万玖仟元整（¥49,000.00）',
    '2026年3月5日，3名焊工未取得特种作业操作证上岗作业',
    '违反《中华人民共和国安全生产法》第三十条第一款',
    '（演）应急罚〔2026〕7号',
    '员工高处作业未系安全带',
    '操作人员未持证上岗',
    '负责人未履行职责',
    '作业人员安全培训不足',
    '住宿区与车间未分开',
  ])
    assert.equal(masked(text), text)
})

test('the company and its credit code stay even where the code looks like an identity number', () => {
  const keep = ['王氏李四机械有限公司', '914419001990010112']
  const text = '王氏李四机械有限公司（914419001990010112）员工李四'
  assert.equal(masked(text, { keep }), '王氏李四机械有限公司（914419001990010112）员工李某')
  assert.doesNotMatch(masked('914419001990010112'), /9144/)
})

test('hostile texts: nothing hides in markup, invisible or private characters, and the text stays text', () => {
  assert.equal(masked('员工<b>王小明</b>，电话138\u200d0013\ufeff8000'), '员工王某，电话（电话略）')
  assert.equal(masked('电话138<i>0013</i>8000'), '电话（电话略）')
  assert.doesNotMatch(masked('电话1\u00ad3800138000'), /8000/)
  assert.equal(masked('\u{f0000}\u{f0100}\u{f0001}', { keep: ['演示机械有限公司'] }), '')
  assert.equal(masked('$&员工王小明$1', { persons: ['王小明'] }), '$&员工王某$1')
  assert.equal(masked('a'.repeat(50_000)).length, 50_000)
})

test('no identity number survives in any surroundings, and masking twice changes nothing more', () => {
  const birthday = fc
    .date({
      min: new Date('1940-01-01'),
      max: new Date('2010-12-31'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''))
  const number = fc
    .tuple(
      fc.integer({ min: 110_000, max: 659_999 }),
      birthday,
      fc.integer({ min: 100, max: 999 }),
      fc.constantFrom('0', '5', 'X', 'x'),
    )
    .map((parts) => parts.join(''))
  const words = fc.constantFrom('员工', '身份证', '，', '。', '（', '）', '在现场', '\n', '罚款')
  fc.assert(
    fc.property(words, number, words, (before, id, after) => {
      const out = masked(`${before}${id}${after}`)
      return !out.includes(id) && masked(out) === out
    }),
  )
})

test('a shop named after its owner alone is a person, a shop with a trade name is a business', () => {
  assert.equal(maskedParty({ kind: 'individual', name: '王小明' }), '王某')
  assert.equal(maskedParty({ kind: 'self-employed', name: '王小明' }), '王某')
  assert.equal(maskedParty({ kind: 'self-employed', name: '演示镇小明五金店' }), '演示镇小明五金店')
  assert.equal(maskedParty({ kind: 'enterprise', name: '演示机械有限公司' }), '演示机械有限公司')
})

test('a name in front of a number that is masked already is masked too', () => {
  assert.equal(masked('经查询，邓小明（990****0015）没有登记').includes('邓小明'), false)
})
