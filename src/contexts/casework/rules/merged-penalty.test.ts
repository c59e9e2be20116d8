import assert from 'node:assert/strict'
import { test } from 'node:test'
import { charactersOf } from '../../../../tests/support/pdf.ts'
import { renderPdf } from '../../document/render.ts'
import { findTemplateOn } from '../../document/render/catalogue.ts'
import { aCase, aJudgement, anAct, bureau, ID, periods } from '../fixtures.ts'
import type { Case, Judgement } from '../model.ts'
import { remedyOf } from './paper-words.ts'
import { decisionPaper, notification } from './papers-decision.ts'

const ON = '2026-03-16'
const AT = `${ON}T02:00:00.000Z`
const ACTS = [
  anAct(),
  anAct({ id: ID.otherAct, violationKey: 'AQ-97-4', fact: '未如实记录2月份的安全生产教育和培训情况', quantity: 1 }),
]
const AMOUNTS = [
  { actId: ID.act, amountFen: 4_900_000 },
  { actId: ID.otherAct, amountFen: 1_250_000 },
]
const SUM = 6_150_000

/** Two acts judged each by its own range: 0 to 100,000 yuan in tier B, and 5,000 to 60,000 yuan in tier A. */
const [first, second] = aJudgement({}, ACTS).acts
const judgement: Judgement = {
  ...aJudgement({}, ACTS),
  acts: [
    { ...(first ?? assert.fail()), title: '特种作业人员无证上岗' },
    {
      ...(second ?? assert.fail()),
      title: '未如实记录教育培训',
      basis: ['《中华人民共和国安全生产法》第九十七条第（四）项'],
      minFen: 500_000,
      maxFen: 6_000_000,
      tier: 'A',
      bandMinFen: 500_000,
      bandMaxFen: 2_000_000,
      because: ['涉及一人，A档'],
    },
  ],
}

function merged(): Case {
  const thing = aCase('decided')
  const money = { amountFen: SUM, amounts: AMOUNTS, measures: ['责令限期改正'] }
  return {
    ...thing,
    acts: ACTS,
    report: thing.report && { ...thing.report, derivation: judgement },
    notice: thing.notice && { ...thing.notice, ...money },
    decision: thing.decision && { ...thing.decision, ...money },
  }
}

/** What the paper of a form draws, without blanks. */
function printed(code: string, data: Record<string, unknown>): string {
  const template = findTemplateOn(code, ON) ?? assert.fail(code)
  return charactersOf(renderPdf(template, { bureau, data, number: '（演）应急罚〔2026〕7号', issuedAt: AT }).pdf)
}

const ground = { thing: merged(), bureau, at: AT }
const remedy = remedyOf({ bureau, superior: null, on: ON, periods })
const PRINTED = {
  D34: () => printed('D34', decisionPaper(ground, periods, remedy)),
  D35: () => printed('D35', decisionPaper(ground, periods, remedy)),
  D24: () => printed('D24', notification(ground, periods)),
}

test('CAS-07, APL 29 and 44: the printed decision and notification show each violation, its own range, tier, article and fine, and the sum', () => {
  for (const [code, print] of Object.entries(PRINTED)) {
    const paper = print()
    const shows = (text: string) => assert.ok(paper.includes(text), `${code} does not show ${text}`)
    for (const { fact } of ACTS) shows(fact)
    shows('“特种作业人员无证上岗”：法定幅度0元至100,000元，适用裁量阶次B（30,000元至70,000元），确定罚款49,000元')
    shows('“未如实记录教育培训”：法定幅度5,000元至60,000元，适用裁量阶次A（5,000元至20,000元），确定罚款12,500元')
    shows(
      '对“特种作业人员无证上岗”，依据《中华人民共和国安全生产法》第九十七条第（七）项，处以罚款人民币肆万玖仟元整（¥49,000.00）',
    )
    shows(
      '对“未如实记录教育培训”，依据《中华人民共和国安全生产法》第九十七条第（四）项，处以罚款人民币壹万贰仟伍佰元整（¥12,500.00）',
    )
    shows('合计人民币陆万壹仟伍佰元整（¥61,500.00）')
    assert.ok(paper.indexOf('12,500.00') < paper.indexOf('61,500.00'), `${code}: the sum stands behind its parts`)
  }
})
