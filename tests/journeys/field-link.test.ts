/** NEW-14: two officers, two phones, no network: drafts go over by codes on the glass, one phone writes the papers. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import type { InspectionFile } from '../../src/contexts/inspection/contract.ts'
import { sha256Of } from '../../src/platform/files.ts'
import { violationsOf } from '../support/axe.ts'
import { launchBrowser } from '../support/browser.ts'
import { press, write } from './browser-hands.ts'
import { CAST } from './dongguan.ts'
import { aPhoto, openFieldHouse } from './field-house.ts'
import {
  enterByCode,
  findSomething,
  nextMinute,
  PHONE,
  signAsAll,
  signInOnPhone,
  takeEverythingAlong,
  whoWasThere,
} from './field-hands.ts'

/** One phone shows its codes, the other photographs each; answers what the other says then. */
async function handOver(from: Page, to: Page): Promise<number> {
  const codes = new Map<string, string>()
  for (const page of [from, to]) if (!page.url().endsWith('/link')) await press(page, '双机合并')
  await press(from, '出示给同事扫')
  const code = from.locator('img.qr')
  const all = Number(await code.getAttribute('data-codes'))
  while (codes.size < all) {
    const [name, src] = await Promise.all([code.getAttribute('alt'), code.getAttribute('src')])
    codes.set(src ?? '', name ?? '')
  }
  for (const [src, name] of codes) {
    await to.getByLabel('拍照识别二维码').setInputFiles({
      name: `${name}.png`,
      mimeType: 'image/png',
      buffer: Buffer.from(src.split(',')[1] ?? '', 'base64'),
    })
    await to
      .getByText(/已读 \d+ \/ \d+ 张|的手机$/)
      .first()
      .waitFor()
  }
  await to.getByRole('heading', { name: /的手机$/ }).waitFor()
  return all
}

test('NEW-14: two phones merge without network, one of them writes the papers, differences are shown by field, and the office gets one visit with the evidence of both', async (t) => {
  const house = await openFieldHouse(t)
  const { inspection, enterprise, items } = await house.visit(4)
  const browser = await launchBrowser(t)
  const [mine, theirs] = await Promise.all([browser.newContext(PHONE), browser.newContext(PHONE)])
  const main = await signInOnPhone(mine, house.base, 'first')
  await takeEverythingAlong(main)
  const second = await signInOnPhone(theirs, house.base, 'second')
  await takeEverythingAlong(second)
  await Promise.all([mine.setOffline(true), theirs.setOffline(true)])
  const [one, two, three, four] = items.map(({ content }) => content)
  assert.ok(one && two && three && four)

  await enterByCode(main, enterprise)
  const entered = Date.now()
  await press(main.getByRole('group', { name: one, exact: true }), '符合')
  await second.goto(`${house.base}/field/visit/${inspection.id}`)
  await second.getByText(new RegExp(`由${CAST.first.name}的终端（主办）办理`)).waitFor()
  await write(second, '输入统一社会信用代码', enterprise.creditCode)
  await press(second, '用输入的代码入企')
  await press(second, '确认入企')
  await second.getByText(new RegExp(`由${CAST.first.name}的终端主办`)).waitFor()
  const codes = await handOver(main, second)
  t.diagnostic(`${codes} codes for a visit that was just entered`)
  await press(second, '合并')
  await second.getByText(/^已合并/).waitFor()

  await second.getByRole('link', { name: '检查', exact: true }).click()
  await second.getByText('已查 1 / 4 项').waitFor()
  await press(second.getByRole('group', { name: one, exact: true }), '不适用')
  await press(second.getByRole('group', { name: three, exact: true }), '符合')
  const photo = await aPhoto(77)
  await findSomething(second, { item: two, place: '配电室', photos: [{ name: '同事拍.jpg', bytes: photo }] })
  await main.getByRole('link', { name: '检查', exact: true }).click()
  await press(main.getByRole('group', { name: one, exact: true }), '未查')
  await press(main.getByRole('group', { name: four, exact: true }), '符合')

  await press(main, `${CAST.second.name} 在场`)
  await main.getByText(`现场只有1名执法人员（${CAST.first.name}），不得少于两人`).waitFor()
  await press(main, `${CAST.second.name} 不在场`)
  await handOver(second, main)
  await main.getByText('将并入作答 2 项、问题 1 个、签名 0 个').waitFor()
  await main.getByText('1 处两边不一致，请逐项选择').waitFor()
  assert.deepEqual(await violationsOf(main), [])
  await main.getByRole('radio', { name: /不适用.*对方/ }).click()
  await press(main, '合并')
  await handOver(main, second)
  await press(second, '合并')
  for (const page of [main, second]) {
    await page.getByRole('link', { name: /^检查/ }).click()
    await page.getByText('已查 4 / 4 项').waitFor()
    assert.equal(
      await page
        .getByRole('group', { name: one, exact: true })
        .getByRole('button', { name: '不适用' })
        .getAttribute('aria-pressed'),
      'true',
      'both phones hold the same',
    )
  }

  await press(main, '填写记录')
  await whoWasThere(main, enterprise)
  await write(main, '检查场所', '配电室')
  await nextMinute(main, entered)
  await signAsAll(main, enterprise)
  await press(main, '提交检查记录')
  await main.getByRole('heading', { name: '责令整改的问题' }).waitFor()

  await mine.setOffline(false)
  await main.goto(`${house.base}/field/outbox`)
  await main.getByRole('heading', { name: '需要您处理' }).waitFor()
  await theirs.setOffline(false)
  await second.goto(`${house.base}/field/outbox`)
  await second.getByText('没有待上传的内容').waitFor({ timeout: 30_000 })
  await main.reload()
  await main.getByText('没有待上传的内容').waitFor({ timeout: 30_000 })
  const file = (await house.ask('unit', 'GET', `/inspection/${inspection.id}`)).body as unknown as InspectionFile
  assert.equal(file.inspection.state, 'recorded')
  assert.deepEqual(
    file.inspection.answers.map(({ result }) => result),
    ['not-applicable', 'nonconforming', 'conforming', 'conforming'],
  )
  assert.deepEqual(
    file.facts.evidence.map(({ sha256, takenBy }) => [sha256, takenBy]),
    [[sha256Of(photo), CAST.second.name]],
  )
})
