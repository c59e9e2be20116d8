/**
 * HTML and programs typed into a name, a finding and an opinion: text everywhere, in the answer, on the paper and on
 * the page.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { demoPhoto } from '../src/demo/photos.ts'
import { signature } from '../src/demo/voice.ts'
import { sha256Of } from '../src/platform/files.ts'
import { BUSINESS, CAST, STARTS_AT } from './journeys/dongguan.ts'
import { launchBrowser } from './support/browser.ts'
import { charactersOf } from './support/pdf.ts'
import { serveStage, type Served } from './support/served.ts'

const NAME = '<img src=x onerror="window.struck=1">演示厂'
const FINDING = '</td><script>window.struck=2</script> #eval("1+1") ${7*7} 焊工无证上岗'
const OPINION = '<svg onload=window.struck=3> 同意'
const squeezed = (text: string) => text.replaceAll(/\s/g, '')

type Answer = {
  inspection: { version: number; enterpriseName: string; record: { situation: string } | null }
  papers: { id: string; template: string }[]
}

/** A visit to the business with the hostile name; answers its id and the id of the record. */
async function visitIt(served: Served, cookie: Record<'first' | 'unit', string>) {
  const must = async (path: string, who: 'first' | 'unit', body: object): Promise<Answer> => {
    const answer = await served.post(path, { cookie: cookie[who], body })
    assert.equal(answer.status, 200, `${path}: ${answer.text}`)
    return answer.body as unknown as Answer
  }
  await must(`/registry/enterprises/${BUSINESS.id}`, 'unit', { version: 1, name: NAME })
  const { body } = await served.get(`/inspection/suggested-items?enterpriseId=${BUSINESS.id}&date=2022-06-06`, {
    cookie: cookie.first,
  })
  const items = (body['items'] as { id: string; mandatory: boolean }[])
    .filter(({ mandatory }) => mandatory)
    .slice(0, 2)
    .map(({ id }) => id)
  const id = randomUUID()
  await must('/inspection/plans', 'first', {
    id,
    enterpriseId: BUSINESS.id,
    reason: 'plan',
    reasonRef: '2022年度计划',
    plannedOn: '2022-06-06',
    officerIds: [CAST.first.id, CAST.second.id],
    assistants: [],
    checkItemIds: items,
    method: 'both',
  })
  await must(`/inspection/${id}/approve-plan`, 'unit', { version: 1, opinion: OPINION })
  await must(`/inspection/${id}/enter`, 'first', {
    version: 2,
    means: 'typed',
    doorCode: BUSINESS.creditCode,
    latitude: null,
    longitude: null,
  })
  const from = served.clock.now()
  const photo = await demoPhoto(2)
  const kept = await served.upload(
    '/evidence',
    { name: '"><script>.jpg', mime: 'image/jpeg', bytes: photo },
    {
      cookie: cookie.first,
      fields: { subjectKind: 'inspection', subjectId: id, name: FINDING, sha256: sha256Of(photo), takenAt: from },
    },
  )
  assert.equal(kept.status, 200, kept.text)
  served.clock.forward(60)
  const at = served.clock.now()
  const recorded = await must(`/inspection/${id}/record`, 'first', {
    version: 3,
    from,
    until: at,
    places: '车间',
    situation: FINDING,
    refusalNote: '',
    partySignature: signature(BUSINESS.safetyManager, '安全管理人员', at),
    present: [
      { role: 'safety-manager', name: BUSINESS.safetyManager, absentBecause: '' },
      { role: 'principal', name: '', absentBecause: '外出' },
    ],
    answers: items.map((checkItemId, nth) => ({
      checkItemId,
      result: nth === 0 ? 'nonconforming' : 'conforming',
      note: '',
    })),
    findings: [
      {
        id: randomUUID(),
        checkItemId: items[0],
        description: FINDING,
        place: '车间',
        violationKey: null,
        quantity: 1,
        majorHazardCode: null,
        evidenceIds: [kept.body['id']],
      },
    ],
    signatures: [signature(CAST.first.name, '执法人员', at), signature(CAST.second.name, '执法人员', at)],
  })
  return { id, recorded, record: recorded.papers.find(({ template }) => template === 'D03')?.id }
}

test('HTML in a name and in a finding comes back as it was typed, is drawn on the paper and runs in no page', async (t) => {
  const served = await serveStage(t, STARTS_AT)
  const cookie = { first: await served.signIn('first'), unit: await served.signIn('unit') }
  const { id, recorded, record } = await visitIt(served, cookie)
  assert.equal(recorded.inspection.enterpriseName, NAME)
  assert.equal(recorded.inspection.record?.situation, FINDING)
  const json = await served.get(`/inspection/${id}`, { cookie: cookie.first })
  assert.match(json.headers.get('content-type') ?? '', /^application\/json/)
  assert.match(json.headers.get('content-security-policy') ?? '', /script-src 'self'(;|$)/)
  assert.equal(json.headers.get('x-content-type-options'), 'nosniff')

  const pdf = await fetch(`${served.base}/api/document/${record}/pdf`, { headers: { cookie: cookie.first } })
  const drawn = charactersOf(new Uint8Array(await pdf.arrayBuffer()))
  for (const text of [NAME, FINDING])
    assert.ok(drawn.includes(squeezed(text)), `${text} is not on the paper: ${drawn.slice(0, 400)}`)
  const docx = await fetch(`${served.base}/api/document/${record}/docx`, { headers: { cookie: cookie.first } })
  const xml = strFromU8(unzipSync(new Uint8Array(await docx.arrayBuffer()))['word/document.xml'] ?? new Uint8Array())
  assert.ok(xml.includes('&lt;script&gt;'))
  assert.ok(!xml.includes('<script'))

  const browser = await launchBrowser(t)
  const context = await browser.newContext()
  const [name = '', value = ''] = cookie.first.split('=')
  await context.addCookies([{ name, value, url: served.base }])
  const page = await context.newPage()
  for (const path of [
    `/desk/inspections/${id}`,
    `/desk/enterprises/${BUSINESS.id}`,
    '/desk/inspections',
    `/field/visit/${id}`,
  ]) {
    await page.goto(`${served.base}${path}`)
    await page.getByText(NAME).first().waitFor()
    assert.equal(await page.evaluate('window.struck'), undefined, path)
    assert.equal(await page.locator('img[src=x], svg[onload]').count(), 0, path)
  }
  await page.goto(`${served.base}/desk/inspections/${id}`)
  await page.getByText(FINDING).first().waitFor()
})
