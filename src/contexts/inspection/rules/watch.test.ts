import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../../../kernel/time.ts'
import { loadLawBook } from '../../law/store.ts'
import { thresholdsOf, watchAll } from './watch-all.ts'
import { WATCHES, type Population, type Watch, type WatchedGuidance, type WatchedVisit } from './watch-model.ts'

const TODAY = '2026-11-20'
const THRESHOLDS = thresholdsOf(loadLawBook(), { region: '441302', date: TODAY }) ?? assert.fail('no thresholds')
let serial = 0
const aVisit = (changes: Partial<WatchedVisit> = {}): WatchedVisit => ({
  inspectionId: `v${(serial += 1)}`,
  enterpriseId: 'e1',
  enterpriseName: '示例公司',
  bureau: '441302',
  officerIds: ['o1', 'o2'],
  on: '2026-06-01',
  hasCause: false,
  minutes: 90,
  items: 10,
  answered: 10,
  findings: 0,
  highRisk: true,
  ...changes,
})
const aGuidance = (changes: Partial<WatchedGuidance> = {}): WatchedGuidance => ({
  guidanceId: `g${(serial += 1)}`,
  enterpriseId: 'e1',
  enterpriseName: '示例公司',
  bureau: '441302',
  purpose: 'guidance',
  on: '2026-06-01',
  found: 2,
  told: '了解用工情况',
  ...changes,
})
const alarms = (visits: WatchedVisit[], populations: Population[] = [], guidances: WatchedGuidance[] = []) =>
  watchAll({ visits, populations, guidances }, THRESHOLDS, TODAY)
const rung = (visits: WatchedVisit[], populations: Population[] = []) => [
  ...new Set(alarms(visits, populations).map(({ watch }) => watch)),
]

test('before the circular of 2025-02-27 there is nothing to watch by', () =>
  assert.equal(thresholdsOf(loadLawBook(), { region: '441302', date: '2025-02-26' }), null))

test('circular art. 2: a bureau that chooses only low-risk businesses is flagged with its numbers, a balanced one is not', () => {
  const chosen = (risky: number) =>
    Array.from({ length: 10 }, (_, at) => aVisit({ enterpriseId: `e${at}`, highRisk: at < risky, findings: 1 }))
  const populations = [{ bureau: '441302', businesses: 100, highRisk: 40 }]
  assert.deepEqual(rung(chosen(1), populations), ['selective'])
  assert.match(alarms(chosen(1), populations)[0]?.says ?? '', /10家.*高风险1家，占10%.*占40%/)
  assert.deepEqual(rung(chosen(2), populations), [], 'half of the share, the edge')
  assert.deepEqual(rung(chosen(1).slice(0, 7), populations), [], 'too few to judge')
  assert.deepEqual(
    rung(
      chosen(0).map((visit) => ({ ...visit, hasCause: true })),
      populations,
    ),
    [],
    'nobody chose',
  )
})

test('circular art. 2 (PLN-14): three visits of one team without a finding are a model route; a finding or another team ends it', () => {
  const days = ['2026-02-01', '2026-05-01', '2026-09-01']
  const show = (changes: (at: number) => Partial<WatchedVisit> = () => ({})) =>
    days.map((on, at) => aVisit({ on, ...changes(at) }))
  assert.ok(rung(show()).includes('model-route'))
  assert.ok(!rung(show((at) => ({ findings: at === 1 ? 1 : 0 }))).includes('model-route'))
  assert.ok(!rung(show((at) => ({ officerIds: [`o${at}`] }))).includes('model-route'))
  assert.ok(!rung(show().slice(1)).includes('model-route'))
})

test('circular art. 4: three visits in a row without findings are low yield, whoever made them', () => {
  const row = (findings: number[]) =>
    findings.map((found, at) => aVisit({ on: addDays('2026-01-10', at * 60), findings: found, officerIds: [`o${at}`] }))
  assert.deepEqual(rung(row([0, 0, 0])), ['low-yield'])
  assert.deepEqual(rung(row([0, 0])), [])
  assert.deepEqual(rung(row([0, 0, 0, 2])), [])
})

test('circular art. 4: two bureaus within 30 days ring, on the 31st day and after a complaint not', () => {
  const two = (gap: number, changes: Partial<WatchedVisit> = {}) => [
    aVisit({ findings: 1 }),
    aVisit({ bureau: '4413', on: addDays('2026-06-01', gap), findings: 1, ...changes }),
  ]
  assert.deepEqual(rung(two(30)), ['repeated'])
  assert.deepEqual(rung(two(31)), [])
  assert.deepEqual(rung(two(5, { hasCause: true })), [])
  assert.deepEqual(rung(two(5, { bureau: '441302' })), [])
})

test('circular art. 11: minutes on site and no check list are a punch card; a short visit with every answer is not', () => {
  assert.deepEqual(rung([aVisit({ minutes: 19, answered: 4 })]), ['punch-card'])
  assert.deepEqual(rung([aVisit({ minutes: 20, answered: 0 })]), [])
  assert.deepEqual(rung([aVisit({ minutes: 5, answered: 5 })]), [])
  assert.deepEqual(rung([aVisit({ minutes: null, answered: 0 })]), [], 'a visit without record is still open')
})

test('INS-12, circular art. 12: guidance that becomes an inspection within days rings; later, by another bureau or after a complaint it does not', () => {
  const rings = (changes: Partial<WatchedVisit>) =>
    alarms([aVisit({ findings: 1, ...changes })], [], [aGuidance()]).map(({ watch, says }) => `${watch} ${says}`)
  assert.deepEqual(rings({ on: '2026-06-08' }), [
    'disguised 2026-06-01到“示例公司”帮扶或调研，7天后（2026-06-08）检查该企业',
  ])
  assert.deepEqual(rings({ on: '2026-06-09' }), [])
  assert.deepEqual(rings({ on: '2026-05-31' }), [], 'the inspection came first')
  assert.deepEqual(rings({ on: '2026-06-03', hasCause: true }), [])
  assert.deepEqual(rings({ on: '2026-06-03', bureau: '4413' }), [])
})

test('circular art. 14, APL 74, trap 29: no alarm counts fines or ranks people', () => {
  const text = JSON.stringify(
    alarms([aVisit({ minutes: 3, answered: 0 }), aVisit({ bureau: '4413', on: '2026-06-02' })]),
  )
  assert.doesNotMatch(text, /罚款|排名|名次|得分|o1/)
})

/** A year of a county: honest work, near misses, and what was planted. */
function plantedYear(seed: number) {
  const random = (() => {
    let state = seed
    return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
  })()
  const planted: { watch: Watch; of: string }[] = []
  const visits: WatchedVisit[] = []
  const day = () => addDays('2025-12-01', Math.floor(random() * 300))
  for (let at = 0; at < 120; at += 1) {
    const enterpriseId = `h${seed}-${at}`
    const first = day()
    const times = random() < 0.15 ? 2 : 1
    for (let nth = 0; nth < times; nth += 1)
      visits.push(
        aVisit({
          enterpriseId,
          on: addDays(first, nth * (32 + Math.floor(random() * 20))),
          bureau: nth === 1 && random() < 0.5 ? '4413' : '441302',
          officerIds: [`o${Math.floor(random() * 12)}`, `o${12 + Math.floor(random() * 12)}`],
          findings: random() < 0.6 ? 1 + Math.floor(random() * 4) : 0,
          minutes: 25 + Math.floor(random() * 150),
          answered: 5 + Math.floor(random() * 6),
          highRisk: random() < 0.45,
        }),
      )
  }
  const plant = (watch: Watch, of: string, made: Partial<WatchedVisit>[]) => {
    planted.push({ watch, of })
    for (const changes of made) visits.push(aVisit({ enterpriseId: of, findings: 1, ...changes }))
  }
  for (let at = 0; at < 4; at += 1) {
    const of = (word: string) => `${word}${seed}-${at}`
    const start = addDays('2025-12-10', Math.floor(random() * 60))
    const later = (days: number) => addDays(start, days)
    plant(
      'model-route',
      of('m'),
      [0, 70, 140].map((days) => ({ on: later(days), findings: 0 })),
    )
    planted.push({ watch: 'low-yield', of: of('m') })
    plant(
      'low-yield',
      of('l'),
      [0, 60, 120].map((days) => ({ on: later(days), findings: 0, officerIds: [`l${days}`] })),
    )
    plant('repeated', of('r'), [{ on: later(0) }, { on: later(Math.floor(random() * 31)), bureau: '4413' }])
    plant('punch-card', of('p'), [
      { on: later(9), minutes: 2 + Math.floor(random() * 17), answered: Math.floor(random() * 5) },
    ])
    const urgent = (hours: number | null) => ({
      since: `${later(9)}T02:00:00.000Z`,
      decidedAt:
        hours === null ? null : new Date(Date.parse(`${later(9)}T02:00:00.000Z`) + hours * 3_600_000).toISOString(),
      agreed: hours === null ? null : true,
    })
    plant('unratified', of('u'), [{ on: later(9), hasCause: true, urgent: urgent(at % 2 === 0 ? null : 25) }])
    // Near misses: they look alike and break one condition each.
    const near = (word: string, made: Partial<WatchedVisit>[]) => {
      for (const changes of made) visits.push(aVisit({ enterpriseId: of(word), findings: 1, ...changes }))
    }
    near(
      'nm',
      [0, 70, 140].map((days, nth) => ({ on: later(days), findings: nth === 1 ? 1 : 0 })),
    )
    near(
      'nl',
      [0, 60].map((days) => ({ on: later(days), findings: 0, officerIds: [`n${days}`] })),
    )
    near('nr', [{ on: later(0) }, { on: later(10), bureau: '4413', hasCause: true }])
    near('nq', [{ on: later(0) }, { on: later(31), bureau: '4413' }])
    near('nu', [{ on: later(9), hasCause: true, urgent: urgent(24) }])
    near('np', [{ on: later(9), minutes: 8, answered: 9 }])
    near('nz', [{ on: later(9), minutes: 45, answered: 2 }])
  }
  plant('selective', 'bureau', [])
  for (let at = 0; at < 12; at += 1)
    visits.push(aVisit({ bureau: '441303', enterpriseId: `s${seed}-${at}`, highRisk: at === 0, findings: at % 2 }))
  const populations = [
    { bureau: '441302', businesses: 400, highRisk: 180 },
    { bureau: '441303', businesses: 200, highRisk: 90 },
  ]
  return { visits, populations, planted }
}

/** Visits under another name: what was planted, and near misses that break one condition each. */
function plantedNames(seed: number) {
  const at = (enterpriseId: string, changes: Partial<WatchedGuidance> = {}) =>
    aGuidance({ enterpriseId: `${enterpriseId}${seed}`, ...changes })
  const later = (enterpriseId: string, days: number, changes: Partial<WatchedVisit> = {}) =>
    aVisit({ enterpriseId: `${enterpriseId}${seed}`, on: addDays('2026-06-01', days), findings: 1, ...changes })
  return {
    planted: ['dr', 'dg'].map((of) => ({ watch: 'disguised' as const, of: `${of}${seed}` })),
    guidances: [
      at('dr', { purpose: 'research', found: 1 + (seed % 3) }),
      at('dg'),
      at('n1'),
      at('n2', { purpose: 'research', found: 0 }),
      at('n3'),
      at('n4'),
      at('n5'),
    ],
    visits: [
      later('dg', seed % 8),
      later('n3', 8 + (seed % 20)),
      later('n4', 2, { hasCause: true }),
      later('n5', 3, { bureau: '4413' }),
    ],
  }
}

test('circular art. 2, 4, 11, 12 and 14: on planted years the watchers find what was planted and ring hardly ever without cause', (t) => {
  const score = Object.fromEntries(Object.keys(WATCHES).map((watch) => [watch, { hit: 0, false: 0, missed: 0 }]))
  for (let seed = 1; seed <= 40; seed += 1) {
    const year = plantedYear(seed * 7_919)
    const named = plantedNames(seed)
    const planted = [...year.planted, ...named.planted]
    const rang = alarms([...year.visits, ...named.visits], year.populations, named.guidances).map(
      ({ watch, enterpriseId, bureau }) =>
        watch === 'selective' ? `selective ${bureau === '441303' ? 'bureau' : bureau}` : `${watch} ${enterpriseId}`,
    )
    const wanted = planted.map(({ watch, of }) => `${watch} ${of}`)
    for (const watch of Object.keys(WATCHES)) {
      const tally = score[watch]
      if (!tally) continue
      const mine = new Set(rang.filter((one) => one.startsWith(`${watch} `)))
      const sought = new Set(wanted.filter((one) => one.startsWith(`${watch} `)))
      tally.hit += [...mine].filter((one) => sought.has(one)).length
      tally.false += [...mine].filter((one) => !sought.has(one)).length
      tally.missed += [...sought].filter((one) => !mine.has(one)).length
    }
  }
  for (const [watch, { hit, false: wrong, missed }] of Object.entries(score)) {
    const precision = hit / (hit + wrong)
    const recall = hit / (hit + missed)
    t.diagnostic(
      `${watch}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} (${hit} found, ${wrong} false, ${missed} missed)`,
    )
    assert.ok(precision >= 0.9 && recall >= 0.95, watch)
  }
})

test('the order of the visits does not matter to any alarm', () => {
  const { visits, populations } = plantedYear(31)
  const keys = (some: readonly WatchedVisit[]) => alarms([...some], populations).map(({ key }) => key)
  const expected = keys(visits)
  fc.assert(
    fc.property(fc.shuffledSubarray(visits, { minLength: visits.length }), (shuffled) =>
      assert.deepEqual(keys(shuffled), expected),
    ),
    { numRuns: 20 },
  )
})
