/** Reads what the stories left in the database, story by story, and cuts it for copying. */
import { canonical, type JournalRow } from '../../src/platform/journal.ts'
import { readTable, seeEverything, tablesOf, type Table } from '../../src/platform/backup/tables.ts'
import { asOwner, type OwnConnection } from '../../src/platform/db.ts'
import type { LawDate } from '../../src/kernel/time.ts'
import { bytesOf, cutterOf, dayOfCopied, joined, type Cut, type Cutter, type Slot } from './cut.ts'
import { POSTS, STORY_BUREAU, STORY_TOWN, storyTeam, type StoryPlan } from './story.ts'

/** Written once for the whole province, or kept by the server for itself: not part of any story. */
const NO_STORY = [
  'people.',
  'registry.',
  'platform.',
  'law.',
  'journal.chain',
  'document.number_counter',
  'planning.year_counter',
  'casework.counted_with',
]
/** Written once for all papers that say the same. */
const SHARED = 'document.form'
/** Acts that only looked, and uploads that their record tells of: the province's journal holds what changed something. */
const NOT_COPIED = new Set(['evidence.added', 'evidence.moment-recorded', 'evidence.handed-over'])

export type StoryRow = {
  readonly table: string
  readonly cut: Cut
  /** The form, where the row is a paper. */
  readonly form: string | null
}

export type StoryAct = {
  /** When it was done, for the order of the journal. */
  readonly at: Cut
  /** The text whose hash the row carries. */
  readonly hashed: Cut
  readonly row: Cut
  /** Places among the story's slots that are filled when the acts of the bureau stand in order. */
  readonly chainAt: Readonly<Record<'seq' | 'prev-hash' | 'hash', number>>
}

export type Story = {
  readonly plan: StoryPlan
  readonly slots: readonly Slot[]
  readonly rows: readonly StoryRow[]
  readonly acts: readonly StoryAct[]
  /** The day of each number, by `year.serial`. */
  readonly numberedOn: ReadonlyMap<string, LawDate>
  /** The day of the visit, of the first act and of the last one. */
  readonly on: LawDate
  readonly lastOn: LawDate
  readonly hazards: number
}

export type Stories = {
  readonly stories: readonly Story[]
  /** Rows that every copy points to as they are. */
  readonly shared: readonly { readonly table: string; readonly row: string }[]
  /** The columns of each table as the rows hold them. */
  readonly columns: ReadonlyMap<string, readonly string[]>
}

type Line = { readonly table: string; readonly values: readonly string[]; readonly text: string }

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

export const readStories = (adminUrl: string, plans: readonly StoryPlan[]): Promise<Stories> =>
  asOwner(adminUrl, async (client) => {
    await seeEverything(client)
    const columns = new Map<string, readonly string[]>()
    const lines: Line[] = []
    for (const table of await withoutIdentities(client)) {
      if (NO_STORY.some((name) => table.name.startsWith(name))) continue
      columns.set(table.name, table.columns)
      for (const text of await linesOf(client, table)) lines.push({ table: table.name, values: text.split('\t'), text })
    }
    const isShared = ({ table }: Line) => table === SHARED
    const byStory = attributed(
      lines.filter((line) => !isShared(line)),
      plans,
    )
    return {
      stories: plans.map((plan) => storyOf(plan, byStory.get(plan.nth) ?? [], columns)),
      shared: lines.filter(isShared).map(({ table, text }) => ({ table, row: bytesOf(text) })),
      columns,
    }
  })

/** Columns that the database counts itself are left to it. */
async function withoutIdentities(client: OwnConnection): Promise<Table[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I.%I', table_schema, table_name, column_name) as name from information_schema.columns where is_identity = 'YES'`,
  )
  const counted = new Set(rows.map(({ name }) => name))
  return (await tablesOf(client)).map((table) => ({
    ...table,
    columns: table.columns.filter((column) => !counted.has(`${table.name}.${column}`)),
  }))
}

async function linesOf(client: OwnConnection, table: Table): Promise<string[]> {
  const parts: Buffer[] = []
  await readTable(client, { table, partBytes: 1, keep: async (part) => void parts.push(part) })
  return Buffer.concat(parts).toString('utf8').split('\n').slice(0, -1)
}

/** Each row goes to the story whose ids it holds; what only hangs on such a row follows it. */
function attributed(lines: readonly Line[], plans: readonly StoryPlan[]): Map<number, Line[]> {
  const shared = new Set(POSTS.map((post) => storyTeam()[post].officer.id))
  const owner = new Map<string, number>()
  for (const { nth, visit, caseId } of plans)
    for (const id of [visit.id, visit.enterprise.id, caseId]) if (id) owner.set(id, nth)
  const found = new Map<number, Line[]>()
  let waiting = [...lines]
  for (let before = -1; waiting.length !== before; ) {
    before = waiting.length
    waiting = waiting.filter((line) => {
      const ids = (line.text.match(UUID) ?? []).filter((id) => !shared.has(id))
      const nth = ids.map((id) => owner.get(id)).find((one) => one !== undefined)
      if (nth === undefined) return true
      for (const id of ids) if (!owner.has(id)) owner.set(id, nth)
      const own = found.get(nth) ?? []
      found.set(nth, own)
      own.push(line)
      return false
    })
  }
  const lost = waiting.filter(({ table }) => table !== 'journal.entry')
  if (lost.length > 0)
    throw new Error(`rows that belong to no story: ${[...new Set(lost.map(({ table }) => table))].join(', ')}`)
  return found
}

function wordsOf({ visit: { enterprise, team } }: StoryPlan): Map<string, string> {
  return new Map([
    [STORY_BUREAU.region, 'region'],
    [STORY_TOWN, 'town'],
    ...(['name', 'shortName', 'address', 'phone', 'reconsiderationOrgan', 'court', 'collectingAccount'] as const).map(
      (field): [string, string] => [STORY_BUREAU[field], `bureau.${field}`],
    ),
    ...(['id', 'name', 'creditCode', 'address', 'legalRepresentative', 'principal', 'safetyManager'] as const).map(
      (field): [string, string] => [enterprise[field], `business.${field}`],
    ),
    ...POSTS.flatMap((post): [string, string][] => {
      const { id, name, certificate } = team[post].officer
      return [
        [id, `${post}.id`],
        [name, `${post}.name`],
        [certificate?.number ?? '', `${post}.certificate`],
      ]
    }),
  ])
}

type Columns = ReadonlyMap<string, readonly string[]>

function storyOf(plan: StoryPlan, lines: readonly Line[], columns: Columns): Story {
  const cutter = cutterOf(wordsOf(plan), plan.caseOn ?? plan.visit.on)
  const at = ({ table, values }: Line, column: string) => {
    const place = columns.get(table)?.indexOf(column) ?? -1
    return place < 0 ? null : (values[place] ?? null)
  }
  const papers = lines.filter(({ table }) => table === 'document.paper')
  const issuedOn = new Map(papers.map((line) => [at(line, 'id') ?? '', dayOfCopied(at(line, 'issued_at') ?? '')]))
  const numberedOn = new Map<string, LawDate>()
  for (const line of papers.toSorted((a, b) => ((at(a, 'issued_at') ?? '') < (at(b, 'issued_at') ?? '') ? -1 : 1))) {
    const of = `${at(line, 'serial_year')}.${at(line, 'serial')}`
    if (!numberedOn.has(of)) numberedOn.set(of, dayOfCopied(at(line, 'issued_at') ?? ''))
  }
  const acts = lines.filter((line) => line.table === 'journal.entry' && isCopied(line, at))
  const days = lines.filter(({ table }) => table === 'journal.entry').map((line) => dayOfCopied(at(line, 'at') ?? ''))
  return {
    plan,
    rows: lines
      .filter(({ table }) => table !== 'journal.entry')
      .map((line) => ({
        table: line.table,
        form: line.table === 'document.paper' ? at(line, 'template') : null,
        cut: cutRow(line, { cutter, columns: columns.get(line.table) ?? [], issuedOn }),
      })),
    acts: acts.map((line) => actOf(line, cutter, columns.get('journal.entry') ?? [])),
    slots: cutter.slots,
    numberedOn,
    on: plan.visit.on,
    lastOn: days.toSorted().at(-1) ?? plan.visit.on,
    hazards: lines.filter(({ table }) => table === 'hazard.hazard').length,
  }
}

const isCopied = (line: Line, at: (line: Line, column: string) => string | null) =>
  at(line, 'outcome') === 'done' && !NOT_COPIED.has(at(line, 'action') ?? '')

type Row = {
  readonly cutter: Cutter
  readonly columns: readonly string[]
  readonly issuedOn: ReadonlyMap<string, LawDate>
}

/** Days by which the `year` of a row is told, the first that it has. */
const DAY_OF_YEAR = ['issued_at', 'on_day', 'filed_on', 'opened_on', 'updated_at']

function cutRow({ table, values }: Line, { cutter, columns, issuedOn }: Row): Cut {
  const valueOf = (column: string) => values[columns.indexOf(column)] ?? ''
  const yearDay = () =>
    issuedOn.get(valueOf('paper_id')) ??
    dayOfCopied(DAY_OF_YEAR.map(valueOf).find((value) => value !== '' && value !== '\\N') ?? '')
  const cuts = columns.map((column, place): Cut => {
    const value = values[place] ?? ''
    if (value === '\\N') return { parts: [value], slots: [] }
    const of = `${valueOf('serial_year')}.${value}`
    switch (column) {
      case 'verify_token':
        return cutter.token(value)
      case 'year':
        return cutter.only({ kind: 'year', day: yearDay() })
      case 'serial':
        return table === 'document.paper' ? cutter.only({ kind: 'serial', of }) : cutter.serial(value)
      case 'serial_year':
        return cutter.only({ kind: 'serial-year', of: `${value}.${valueOf('serial')}` })
      case 'cap':
      case 'ordinal':
        return table.startsWith('planning.visit') ? cutter.only({ kind: column }) : cutter.text(value)
      default:
        return cutter.text(value)
    }
  })
  return joined(cuts, '\t')
}

const unescaped = (value: string): string | null =>
  value === '\\N'
    ? null
    : value.replace(/\\(.)/g, (_, letter: string) => ({ t: '\t', n: '\n', r: '\r' })[letter] ?? letter)

const instant = (value: string | null) =>
  value === null ? null : new Date(value.replace(' ', 'T').replace(/\+00$/, 'Z')).toISOString()

/** The row of the journal twice: as its hash sees it, and as the table takes it. */
function actOf({ values }: Line, cutter: Cutter, columns: readonly string[]): StoryAct {
  const value = (column: string) => unescaped(values[columns.indexOf(column)] ?? '')
  const text = (column: string) => value(column) ?? ''
  const row: Omit<JournalRow, 'hash' | 'hashedWith'> = {
    region: text('region'),
    seq: 0,
    at: instant(value('at')) ?? '',
    deviceAt: instant(value('device_at')),
    asker: text('asker'),
    askerName: text('asker_name'),
    address: text('address'),
    action: text('action'),
    outcome: 'done',
    subjectKind: value('subject_kind'),
    subjectId: value('subject_id'),
    cites: text('cites'),
    digest: text('digest'),
    detail: JSON.parse(text('detail')) as Record<string, unknown>,
    prevHash: '',
  }
  const chained: Readonly<Record<string, Cut>> = {
    seq: cutter.only({ kind: 'seq' }),
    prev_hash: cutter.only({ kind: 'prev-hash' }),
    hash: cutter.only({ kind: 'hash' }),
  }
  const placeOf = (column: string) => chained[column]?.slots[0] ?? 0
  const cuts = columns.map((column, place) => chained[column] ?? cutter.text(values[place] ?? ''))
  const [before = '', after = ''] = canonical(row).split('"prevHash":""')
  const [middle = '', end = ''] = after.split('"seq":0')
  return {
    at: cutter.text(row.at),
    hashed: joined(
      [
        cutter.text(before),
        { parts: ['"prevHash":"', '"'], slots: [placeOf('prev_hash')] },
        cutter.text(middle),
        { parts: ['"seq":', ''], slots: [placeOf('seq')] },
        cutter.text(end),
      ],
      '',
    ),
    row: joined(cuts, '\t'),
    chainAt: { seq: placeOf('seq'), 'prev-hash': placeOf('prev_hash'), hash: placeOf('hash') },
  }
}
