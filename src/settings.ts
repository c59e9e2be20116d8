/** What an installation is told by flags and environment, checked before anything starts. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { isIP } from 'node:net'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { EmbeddedOptions } from './platform/embedded-postgres.ts'
import type { FilesPlace } from './platform/files.ts'
import { placeOf, type Bucket } from './platform/files/bucket.ts'
import { openLog } from './platform/log.ts'
import { pooled } from './platform/db.ts'
import { addressesIn } from './platform/primary.ts'
import type { OidcSettings } from './platform/oidc.ts'
import { fieldKeysIn, tellFieldKeys } from './platform/sealing.ts'
import { isSuite, SUITES, type Suite } from './platform/signing.ts'
import type { TraceSettings } from './platform/traces.ts'

export type Settings = {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly files: FilesPlace
  /** Signing keys of this installation; only its own user reads them. */
  readonly keysFolder: string
  readonly databaseUrl: string | null
  /** A pooler before DATABASE_URL, for everything but migrations, backup and restore. */
  readonly poolerUrl: string | null
  /** A hot standby that answers boards and statistics. */
  readonly replicaUrl: string | null
  /** A superuser beside DATABASE_URL, for backup and restore. */
  readonly adminUrl: string | null
  readonly demo: boolean
  /** Bearer token that /metrics asks for; null leaves it to callers on this machine. */
  readonly metricsToken: string | null
  /** The identity provider of single sign-on; null leaves sign-in to names and passwords. */
  readonly oidc: OidcSettings | null
  /** The collector of traces; null traces nothing. */
  readonly traces: TraceSettings | null
  /** With what the journal is hashed and signed from now on; what is there keeps its own. */
  readonly journalCrypto: Suite
  /** Calls a minute from one address; null leaves the product's own figure. */
  readonly callsPerMinute: number | null
  /** Reverse proxies on other machines: addresses or networks. One on this machine is believed anyway. */
  readonly proxies: readonly string[]
}

/** Thrown with one line a field, each telling the field, what is wrong and what would be right. */
export class WrongSettings extends Error {
  readonly fields: readonly string[]
  constructor(fields: readonly string[]) {
    super(`the configuration is not usable:\n${fields.map((line) => `  ${line}`).join('\n')}`)
    this.fields = fields
  }
}

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

type Env = Readonly<Record<string, string | undefined>>

/** Flags win over the environment; the environment over the defaults. Throws WrongSettings with everything at once. */
export function settingsOf(args: string[], env: Env = process.env): Settings {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      bureau: { type: 'string' },
    },
  })
  const dataDir = resolve(values.data ?? env['PLUMBLINE_DATA'] ?? '.plumbline')
  const settings: Settings = {
    port: Number(values.port ?? env['PLUMBLINE_PORT'] ?? 8080),
    host: values.host ?? env['PLUMBLINE_HOST'] ?? '127.0.0.1',
    dataDir,
    files: bucketOf(env) ?? (env['PLUMBLINE_FILES'] || join(dataDir, 'files')),
    keysFolder: join(dataDir, 'keys'),
    databaseUrl: env['DATABASE_URL'] || null,
    poolerUrl: env['PLUMBLINE_POOLER_URL'] || null,
    replicaUrl: env['PLUMBLINE_REPLICA_URL'] || null,
    adminUrl: env['PLUMBLINE_ADMIN_URL'] || null,
    demo: env['PLUMBLINE_DEMO'] !== '0',
    metricsToken: env['PLUMBLINE_METRICS_TOKEN'] || null,
    oidc: oidcOf(env),
    traces: tracesOf(env),
    journalCrypto: (env['PLUMBLINE_JOURNAL_CRYPTO'] || 'sha256-ed25519') as Suite,
    callsPerMinute: env['PLUMBLINE_CALLS_PER_MINUTE'] ? Number(env['PLUMBLINE_CALLS_PER_MINUTE']) : null,
    proxies: (env['PLUMBLINE_PROXY'] ?? '').split(/[\s,]+/).filter((word) => word !== ''),
  }
  const wrong = whyNotUsable(settings, env)
  if (wrong.length > 0) throw new WrongSettings(wrong)
  return settings
}

/** `PLUMBLINE_FILES=s3://BUCKET/PREFIX`, and the variables by which the S3 tools of every vendor are told the rest. */
function bucketOf(env: Env): Bucket | null {
  const told = /^s3:\/\/([^/]*)\/?(.*?)\/*$/.exec(env['PLUMBLINE_FILES'] ?? '')
  if (!told) return null
  return {
    name: told[1] ?? '',
    prefix: told[2] ? `${told[2]}/` : '',
    endpoint: env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL'] || '',
    region: env['AWS_REGION'] || 'us-east-1',
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
  }
}

const whyNoBucket = ({ name, prefix, endpoint, accessKeyId, secretAccessKey }: Bucket): string[] => [
  ...(/^[a-z0-9][a-z0-9.-]{2,62}$/.test(name) && /^([\w.-]+\/)*$/.test(prefix)
    ? []
    : [`PLUMBLINE_FILES: s3://bucket or s3://bucket/prefix, not "s3://${name}/${prefix}"`]),
  ...(isSafe(endpoint)
    ? []
    : ['AWS_ENDPOINT_URL_S3: the https address of the storage, without the bucket; http only on this machine']),
  ...(accessKeyId ? [] : ['AWS_ACCESS_KEY_ID: the key under which the storage knows this system']),
  ...(secretAccessKey ? [] : ['AWS_SECRET_ACCESS_KEY: the secret of that key']),
]

const isSafe = (url: string) =>
  URL.canParse(url) &&
  (new URL(url).protocol === 'https:' || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(url))

const SSO_PATH = '/desk/sso'

function oidcOf(env: Env): OidcSettings | null {
  const issuer = env['PLUMBLINE_OIDC_ISSUER']
  if (!issuer) return null
  return {
    issuer,
    clientId: env['PLUMBLINE_OIDC_CLIENT_ID'] ?? '',
    clientSecret: env['PLUMBLINE_OIDC_CLIENT_SECRET'] ?? '',
    claim: env['PLUMBLINE_OIDC_CLAIM'] || 'preferred_username',
    label: env['PLUMBLINE_OIDC_LABEL'] || '统一身份认证',
    redirectUri: `${(env['PLUMBLINE_PUBLIC_URL'] ?? '').replace(/\/+$/, '')}${SSO_PATH}`,
  }
}

function tracesOf(env: Env): TraceSettings | null {
  const endpoint = env['OTEL_EXPORTER_OTLP_ENDPOINT']
  return endpoint ? { endpoint, share: Number(env['OTEL_TRACES_SAMPLER_ARG'] || 1) } : null
}

const whyNoTraces = ({ endpoint, share }: TraceSettings): string[] => [
  ...(URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)
    ? []
    : ['OTEL_EXPORTER_OTLP_ENDPOINT: the http address of a collector, like http://127.0.0.1:4318']),
  ...(share >= 0 && share <= 1 ? [] : ['OTEL_TRACES_SAMPLER_ARG: the share of calls that are traced, from 0 to 1']),
]

function whyNoOidc({ issuer, clientId, clientSecret, redirectUri }: OidcSettings): string[] {
  return [
    ...(isSafe(issuer) ? [] : ['PLUMBLINE_OIDC_ISSUER: an https address; http only on this machine']),
    ...(clientId ? [] : ['PLUMBLINE_OIDC_CLIENT_ID: the name under which the identity provider knows this system']),
    ...(clientSecret ? [] : ['PLUMBLINE_OIDC_CLIENT_SECRET: the secret that the identity provider gave this system']),
    ...(isSafe(redirectUri)
      ? []
      : ['PLUMBLINE_PUBLIC_URL: the https address of this system; the identity provider sends browsers back to it']),
  ]
}

/** Every field that cannot be used. */
function whyNotUsable(settings: Settings, env: Env): string[] {
  const wrong: string[] = settings.oidc ? whyNoOidc(settings.oidc) : []
  if (settings.traces) wrong.push(...whyNoTraces(settings.traces))
  if (typeof settings.files !== 'string') wrong.push(...whyNoBucket(settings.files))
  const { port } = settings
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    wrong.push(`PLUMBLINE_PORT (--port): a number from 0 to 65535, not "${env['PLUMBLINE_PORT'] ?? port}"`)
  if (!/^[\w.:-]+$/.test(settings.host))
    wrong.push(`PLUMBLINE_HOST (--host): a host name or an address, not "${settings.host}"`)
  for (const [name, url] of [
    ['DATABASE_URL', settings.databaseUrl],
    ['PLUMBLINE_POOLER_URL', settings.poolerUrl],
    ['PLUMBLINE_REPLICA_URL', settings.replicaUrl],
    ['PLUMBLINE_ADMIN_URL', settings.adminUrl],
  ] as const)
    if (url !== null && !isDatabase(url))
      wrong.push(`${name}: an address like postgres://user:password@host:5432/database, or host:5432,other:5432 in it`)
  if (settings.poolerUrl && !settings.databaseUrl)
    wrong.push('DATABASE_URL: beside PLUMBLINE_POOLER_URL the database itself, for migrations')
  if (!['0', '1', undefined, ''].includes(env['PLUMBLINE_DEMO']))
    wrong.push(`PLUMBLINE_DEMO: 1 with the demo county, 0 without, not "${env['PLUMBLINE_DEMO']}"`)
  if (env['PLUMBLINE_LOG'] !== undefined && !LEVELS.includes(env['PLUMBLINE_LOG']))
    wrong.push(`PLUMBLINE_LOG: one of ${LEVELS.join(', ')}, not "${env['PLUMBLINE_LOG']}"`)
  const calls = settings.callsPerMinute
  if (calls !== null && (!Number.isInteger(calls) || calls < 60))
    wrong.push(`PLUMBLINE_CALLS_PER_MINUTE: a whole number from 60 on, not "${env['PLUMBLINE_CALLS_PER_MINUTE']}"`)
  for (const proxy of settings.proxies.filter((word) => !isAddressOrNetwork(word)))
    wrong.push(`PLUMBLINE_PROXY: addresses or networks like 10.0.0.5,172.18.0.0/16, not "${proxy}"`)
  if (!isSuite(settings.journalCrypto))
    wrong.push(`PLUMBLINE_JOURNAL_CRYPTO: ${Object.keys(SUITES).join(' or ')}, not "${settings.journalCrypto}"`)
  if (settings.metricsToken !== null && settings.metricsToken.length < 16)
    wrong.push('PLUMBLINE_METRICS_TOKEN: at least 16 characters')
  for (const [name, folder] of [
    ['PLUMBLINE_DATA (--data)', settings.dataDir],
    ...(typeof settings.files === 'string' ? ([['PLUMBLINE_FILES', settings.files]] as const) : []),
  ] as const)
    if (!isWritable(folder)) wrong.push(`${name}: ${folder} is not a folder that this user may write`)
  return wrong
}

/** A network narrower than the whole internet: whoever is a proxy may say from which address a call came. */
function isAddressOrNetwork(word: string): boolean {
  const [address = '', bits, ...rest] = word.split('/')
  const family = isIP(address)
  const isPrefix = /^\d{1,3}$/.test(bits ?? '') && Number(bits) >= 8 && Number(bits) <= (family === 6 ? 128 : 32)
  return family !== 0 && rest.length === 0 && (bits === undefined || isPrefix)
}

const isDatabase = (url: string) =>
  addressesIn(url).every((address) => URL.canParse(address) && /^postgres(ql)?:$/.test(new URL(address).protocol))

/** Makes the folder, or its first missing parents, as a start would; a file in its place is no folder. */
function isWritable(folder: string): boolean {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return statSync(folder).isDirectory()
  } catch {
    return false
  }
}

/** For commands that write originals by the folder. Throws WrongSettings where they are in a bucket. */
export function folderOfFiles({ files }: Settings): string {
  if (typeof files === 'string') return files
  throw new WrongSettings([`PLUMBLINE_FILES: this command needs a folder, not ${placeOf(files)}`])
}

export type OpenedDatabase = {
  /** Becomes plumbline_app. */
  readonly url: string
  readonly ownerUrl: string
  /** Sees every row. */
  readonly adminUrl: string
  stop(): Promise<void>
}

/**
 * The database of DATABASE_URL, or an embedded PostgreSQL in the data folder; `share` joins the one of a running
 * server.
 */
export async function openPostgres(
  { databaseUrl, poolerUrl, adminUrl, dataDir }: Settings,
  { share = false, filling = false }: Pick<EmbeddedOptions, 'share' | 'filling'> = {},
): Promise<OpenedDatabase> {
  tellFieldKeys(() => fieldKeysIn(dataDir))
  if (databaseUrl) {
    const url = poolerUrl ? pooled(poolerUrl) : databaseUrl
    return { url, ownerUrl: databaseUrl, adminUrl: adminUrl ?? databaseUrl, stop: async () => undefined }
  }
  const { startEmbedded } = await import('./platform/embedded-postgres.ts')
  const embedded = await startEmbedded({ dataDir: join(dataDir, 'postgres'), log: openLog('warn'), share, filling })
  const admin = new URL(embedded.adminUrl)
  admin.pathname = new URL(embedded.ownerUrl).pathname
  return { url: embedded.url, ownerUrl: embedded.ownerUrl, adminUrl: admin.href, stop: embedded.stop }
}

/** Where the key of backups lies when nobody says otherwise: outside the data folder that it is to survive. */
export const defaultBackupKey = (env: Env = process.env): string =>
  join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'plumbline', 'backup.key')
