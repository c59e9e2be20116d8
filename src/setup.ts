/** `plumbline setup`: the first bureau and the first administrator of an installation that begins without the demo. */
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { NewBureau } from './contexts/people/contract/bureaus.ts'
import type { Bureau } from './contexts/people/model.ts'
import { createBureau, createOfficer, findTopBureau, freshPassword, hasAccount } from './contexts/people/public.ts'
import { Invalid } from './kernel/answer.ts'
import { no, Refused } from './kernel/refusal.ts'
import type { Instant } from './kernel/time.ts'
import { systemClock } from './platform/clock.ts'
import { NATIONWIDE, withDatabase, type Tx } from './platform/db.ts'
import { appendToJournal, chooseJournalHash } from './platform/journal.ts'
import { migrate } from './platform/migrate.ts'
import { SUITES, type Suite } from './platform/signing.ts'
import { openPostgres, settingsOf } from './settings.ts'

export type SetUp = {
  readonly bureau: string
  readonly admin: string
  /** Told this once; must be changed at the first sign-in. Null when the installation was set up before. */
  readonly password: string | null
}

type Wish = { readonly bureau: Bureau; readonly admin: string; readonly at: Instant; readonly suite: Suite }

/**
 * `setup --region CODE --name NAME --short 东 --admin USERNAME`: one transaction, so that nothing is ever half set up. A
 * second run with the same words changes nothing; one with other words is refused, because bureaus are then added in
 * the desk by the administrator.
 */
export async function setup(args: string[]): Promise<SetUp> {
  const { values } = parseArgs({
    args,
    options: {
      region: { type: 'string', default: '' },
      name: { type: 'string', default: '' },
      short: { type: 'string', default: '' },
      admin: { type: 'string', default: '' },
      data: { type: 'string' },
    },
  })
  const read = NewBureau.safeParse({ region: values.region, name: values.name, shortName: values.short })
  const complaints = read.success
    ? []
    : read.error.issues.map(({ path, message }) => ({
        field: path[0] === 'shortName' ? '--short' : `--${String(path[0])}`,
        says: message,
      }))
  if (!/^[a-z][a-z0-9._-]{2,39}$/.test(values.admin))
    complaints.push({ field: '--admin', says: '用户名为3至40个小写字母、数字、点、横线，以字母开头' })
  if (!read.success || complaints.length > 0) throw new Invalid(complaints)
  const settings = settingsOf(values.data ? ['--data', values.data] : [])
  const postgres = await openPostgres(settings, { share: true })
  try {
    await migrate(postgres.ownerUrl)
    const wish = { bureau: read.data, admin: values.admin, at: systemClock.now(), suite: settings.journalCrypto }
    return await withDatabase(postgres.url, 1, (db) => db.transaction(NATIONWIDE, (tx) => setUp(tx, wish)))
  } finally {
    await postgres.stop()
  }
}

/** Sets up an empty installation inside the caller's transaction. */
export async function setUp(tx: Tx, { bureau, admin, at, suite }: Wish): Promise<SetUp> {
  const there = await findTopBureau(tx)
  if (there && there.region === bureau.region && (await hasAccount(tx, admin)))
    return { bureau: there.name, admin, password: null }
  if (there)
    throw new Refused([
      no('already-set-up', { name: there.name }, '本系统已由{name}启用', '增加机构和人员请由系统管理员在“人员”中办理'),
    ])
  const password = freshPassword()
  await createBureau(tx, bureau)
  const officer = {
    id: randomUUID(),
    region: bureau.region,
    name: '系统管理员',
    phone: '',
    roles: ['admin' as const],
    certificate: null,
  }
  await createOfficer(tx, { officer, username: admin, password, mustChangePassword: true, at, by: 'setup' })
  await chooseJournalHash(tx, SUITES[suite])
  await appendToJournal(tx, {
    region: bureau.region,
    at,
    deviceAt: null,
    asker: 'setup',
    askerName: '系统启用',
    address: '',
    action: 'people.installation-set-up',
    outcome: 'done',
    subjectKind: 'officer',
    subjectId: officer.id,
    cites: '',
    digest: '',
    detail: { bureau: bureau.name, admin },
  })
  return { bureau: bureau.name, admin, password }
}
