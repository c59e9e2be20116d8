/**
 * A real Chromium without any installation: the binary comes compressed in the npm package @sparticuz/chromium. We
 * unpack it ourselves, once, and move it into place whole; the package's own unpacking takes a half-written file of
 * another test process for a finished one. PLUMBLINE_CHROMIUM names another Chromium to use.
 */
import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core'
import type { Cleanup } from './database.ts'

const MODULES = join(import.meta.dirname, '../../node_modules')
const PACKAGE = join(MODULES, '@sparticuz/chromium')
const CACHE = join(MODULES, '.cache/plumbline-browser')

type Program = { readonly path: string; readonly env: Readonly<Record<string, string>> }

/**
 * Starts Chromium with Chinese fonts; it is closed after the test, and ends by itself when the test process is killed.
 */
export async function launchBrowser(t: Cleanup): Promise<Browser> {
  const browser = await chromium.launch(await launching())
  t.after(() => browser.close())
  return browser
}

/**
 * A phone that keeps what it holds in a folder, like the one in an officer's pocket: it may be killed and opened again.
 */
export async function launchPhone(folder: string, options: BrowserContextOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...(await launching()), ...options })
}

let prepared: ReturnType<typeof prepare> | undefined
/** Once a process: each font configuration is a file that is taken away at the end. */
const launching = () => (prepared ??= prepare())

async function prepare() {
  const program = await chromiumProgram()
  return {
    executablePath: program.path,
    // Without a graphics card, and for root, who cannot have Chromium's sandbox; the pages are our own.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none', '--lang=zh-CN'],
    env: { ...definedOnly(process.env), ...program.env, FONTCONFIG_FILE: await fontConfiguration() },
  }
}

const definedOnly = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))

async function chromiumProgram(): Promise<Program> {
  const own = process.env['PLUMBLINE_CHROMIUM']
  if (own) return { path: own, env: {} }
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string }
  const folder = join(CACHE, version)
  if (!existsSync(folder)) await unpack(folder)
  const path = join(folder, 'chromium')
  const libraries = { LD_LIBRARY_PATH: join(folder, 'lib') }
  for (const env of [{}, libraries]) {
    if (spawnSync(path, ['--version'], { env: { ...process.env, ...env } }).status === 0) return { path, env }
  }
  const told = spawnSync(path, ['--version'], { encoding: 'utf8' })
  throw new Error(
    `Chromium does not start here; set PLUMBLINE_CHROMIUM to another one. It says: ${told.stderr ?? told.error}`,
  )
}

async function unpack(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true })
  const part = await mkdtemp(join(CACHE, 'part-'))
  const unpacked = (name: string, to: string, mode: number) =>
    pipeline(
      createReadStream(join(PACKAGE, 'bin', name)),
      createBrotliDecompress(),
      createWriteStream(join(part, to), { mode }),
    )
  await unpacked('chromium.br', 'chromium', 0o755)
  // Libraries that a bare server lacks (NSS, expat); used only where the system's own are missing.
  await unpacked('al2023.tar.br', 'lib.tar', 0o644)
  spawnSync('tar', ['-xf', 'lib.tar', '--no-same-owner'], { cwd: part })
  await rm(join(part, 'lib.tar'))
  // Another test process may have been faster; its copy is as good.
  await rename(part, folder).catch(() => rm(part, { recursive: true, force: true }))
}

/** Every font name a page may ask for becomes Noto Sans SC, so that pictures look the same on every machine. */
async function fontConfiguration(): Promise<string> {
  const fonts = join(MODULES, '@expo-google-fonts/noto-sans-sc')
  const path = join(CACHE, `fonts-${process.pid}.conf`)
  const names = ['sans-serif', 'serif', 'monospace', 'system-ui']
  await mkdir(CACHE, { recursive: true })
  await writeFile(
    path,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(fonts, '400Regular')}</dir>
  <dir>${join(fonts, '700Bold')}</dir>
  <cachedir>${join(CACHE, 'fonts')}</cachedir>
  ${names.map((name) => `<alias binding="same"><family>${name}</family><prefer><family>Noto Sans SC</family></prefer></alias>`).join('\n  ')}
</fontconfig>
`,
  )
  process.once('exit', () => spawnSync('rm', ['-f', path]))
  return path
}
