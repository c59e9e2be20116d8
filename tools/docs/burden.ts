/** The page of what the budgets allow and what the fixed scripts measured; `plumbline bench field-burden` measures anew. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BURDEN_BUDGET } from '../../src/contexts/device/rules/burden.ts'
import { page, table } from './write.ts'

/** As the scripts left it. Figures that depend on the machine are those with `Ms`. */
type Measured = {
  readonly visit: {
    readonly items: number
    readonly findings: number
    readonly taps: number
    readonly checklist: number
    readonly photoTaps: number
    readonly strokes: number
    readonly typed: number
  }
  readonly searchTaps: number
  readonly firstPaintMs: number
  readonly coldStartMs: number
  readonly tickP95Ms?: number
  /** What the machine takes for a frame without a tap, at the same slow-down. */
  readonly frameP95Ms?: number
  readonly firstLoad: { readonly bytes: number; readonly files: number }
  readonly takenAlong: { readonly visits: number; readonly bytes: number }
  readonly lostAnswers: { readonly commands: number; readonly lost: number }
  readonly kills: number
  readonly interleavings: number
  readonly photos: {
    readonly count: number
    readonly bytes: number
    readonly sent: number
    readonly seconds: number
    readonly cuts: number
    readonly lossPercent: number
    readonly again: number
  }
}

const MEASURED = join(import.meta.dirname, 'burden.json')

const verdict = (measured: number, budget: number) => (measured <= budget ? 'kept' : 'not kept')
const NOT_MEASURED = 'not measured by this command'

const row = (task: string, measured: number, budget: number, unit: string) => [
  task,
  `${measured} ${unit}`,
  `≤ ${budget} ${unit}`,
  verdict(measured, budget),
]

export function burdenPage(): string {
  const measured = JSON.parse(readFileSync(MEASURED, 'utf8')) as Measured
  const { visit, searchTaps, firstPaintMs, coldStartMs } = measured
  const typedAFinding = Math.ceil(visit.typed / Math.max(1, visit.findings))
  return page(
    'Burden',
    `What the work asks of people, measured by fixed scripts in a real browser: \`npm run -s plumbline -- bench field-burden\` measures, \`npm run docs\` writes. The scripts are \`tests/journeys/field-offline.test.ts\`, \`field-speed.test.ts\` and \`field-size.test.ts\`; they fail when a budget is broken. The phone counts every real visit the same way and tells the office; \`GET /api/device/burden\` shows leaders the middle of each figure and how many visits kept the budget.`,
    `## One visit, the network off\n\n${visit.items} matters, ${visit.findings} hazards with photos, record and order each signed by three persons.`,
    table(
      ['what', 'measured', 'budget', ''],
      [
        row('taps beyond checklist, photos and signatures', visit.taps, BURDEN_BUDGET.taps, 'taps'),
        row('characters typed a finding', typedAFinding, BURDEN_BUDGET.typedAFinding, 'characters'),
        ['taps in the checklist', `${visit.checklist} taps`, 'one a matter', verdict(visit.checklist, visit.items)],
        ['taps for photos', `${visit.photoTaps} taps`, '', ''],
        ['strokes of signatures', `${visit.strokes} strokes`, '', ''],
        ['minutes', 'a script does not walk through a plant: minutes are counted in real visits only', '', ''],
      ],
    ),
    '## Other budgets',
    table(
      ['task', 'measured', 'budget', ''],
      [
        row('from an observation in plain words to matter, article and penalty clause, offline', searchTaps, 3, 'taps'),
        row('first screen of the field app, cold cache, CPU four times slower', firstPaintMs, 2500, 'ms'),
        row('cold start of the field app offline with tasks, CPU four times slower', coldStartMs, 2000, 'ms'),
        ['file a case from a failed re-check', NOT_MEASURED, '0 facts typed again', ''],
        ['bureau head: read and approve one item', NOT_MEASURED, '≤ 3 clicks', ''],
        ['a pivot "city × matter × year, rectification rate"', NOT_MEASURED, '≤ 5 actions', ''],
        ['enterprise: answer one rectification item from a phone', NOT_MEASURED, '≤ 8 taps', ''],
        ['WCAG 2.2 AA (axe) violations', 'every screen, by `tests/screens.test.ts`', '0', ''],
      ],
    ),
    ...sizeAndProofs(measured),
    'Milliseconds and seconds depend on the machine and its load; taps, characters, bytes and counts do not.',
  )
}

const TICK = 'a tick among 60 items to the next paint, p95, CPU four times slower'

/** Size and speed of the phone, and the proofs at full length. */
function sizeAndProofs({ firstLoad, takenAlong, tickP95Ms, frameP95Ms, ...proved }: Measured): string[] {
  const { lostAnswers, kills, interleavings, photos } = proved
  const mega = (bytes: number) => Number((bytes / 1_000_000).toFixed(2))
  return [
    '## Size and speed of the field app',
    table(
      ['what', 'measured', 'budget', ''],
      [
        row('script before the visit’s screen works, gzipped', Math.ceil(firstLoad.bytes / 1024), 350, 'KB'),
        row(`${takenAlong.visits} visits of 40 matters taken along, without photos`, mega(takenAlong.bytes), 5, 'MB'),
        tickP95Ms === undefined || frameP95Ms === undefined
          ? [TICK, 'not measured on a quiet machine yet', '≤ 100 ms', '']
          : row(`${TICK}, beyond the ${frameP95Ms} ms of a frame without a tap`, Math.max(0, tickP95Ms - frameP95Ms), 100, 'ms'),
      ],
    ),
    '## Proofs at full length',
    '`npm run -s plumbline -- bench field-proofs` runs them; each fails when anything is lost or doubled.',
    table(
      ['what was done to it', 'what was kept'],
      [
        [
          `${lostAnswers.commands} commands whose answers (${lostAnswers.lost}) were lost after the commit, sent again`,
          `${lostAnswers.commands}, each once`,
        ],
        [
          `the browser killed at ${kills} random points of a visit`,
          'everything typed more than 2 s before, nothing twice',
        ],
        [
          `${interleavings} random interleavings of two phones and the desk`,
          'the same everywhere; each command once or a visible task',
        ],
        [
          `${photos.count} photos of ${mega(photos.bytes / photos.count)} MB over 1 Mbit/s, ${photos.lossPercent} % loss, ${photos.cuts} cuts`,
          `all, equal by hash, in ${photos.seconds} s; ${mega(photos.sent)} of ${mega(photos.bytes)} MB left the phone, ${photos.again} of its pieces twice`,
        ],
      ],
    ),
  ]
}
