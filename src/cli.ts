import { Invalid, NotFound } from './kernel/answer.ts'
import { Refused } from './kernel/refusal.ts'

/** A command answers with one JSON value; `args` are the words behind its name. */
type Command = (args: string[]) => Promise<unknown>

/** Loaded one by one, so that a command that only reads the law starts without server, database or fonts. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./serve.ts')).serve,
  setup: async () => (await import('./setup.ts')).setup,
  'law article': async () => (await import('./contexts/law/commands/article.ts')).article,
  'law search': async () => (await import('./contexts/law/commands/search.ts')).search,
  'law penalty': async () => (await import('./contexts/law/commands/decide.ts')).penalty,
  'law deadline': async () => (await import('./contexts/law/commands/decide.ts')).deadline,
  'law caps': async () => (await import('./contexts/law/commands/decide.ts')).caps,
  'law validate': async () => (await import('./contexts/law/commands/validate.ts')).validate,
  'law import': async () => (await import('./contexts/law/commands/import.ts')).importLaws,
  'law standards import': async () => (await import('./contexts/law/commands/standards.ts')).importStandards,
  'document render': async () => (await import('./contexts/document/commands.ts')).render,
  'document verify': async () => (await import('./contexts/document/commands.ts')).verify,
  'draw run': async () => (await import('./contexts/planning/commands.ts')).run,
  'draw verify': async () => (await import('./contexts/planning/commands.ts')).verify,
  synth: async () => (await import('../tools/synth/synth.ts')).synth,
  'bench ledger': async () => (await import('../tools/bench/ledger.ts')).ledger,
  'bench plan': async () => (await import('../tools/bench/plan.ts')).plan,
  'bench search-quality': async () => (await import('../tools/bench/search-quality.ts')).searchQuality,
  'bench search': async () => (await import('../tools/bench/search.ts')).searchSpeed,
  'bench papers': async () => (await import('../tools/bench/papers.ts')).papers,
  'bench field-burden': async () => (await import('../tools/bench/field-burden.ts')).fieldBurden,
  'bench field-proofs': async () => (await import('../tools/bench/field-proofs.ts')).fieldProofs,
  'bench fuzz': async () => (await import('../tools/bench/fuzz.ts')).fuzz,
  'bench faults': async () => (await import('../tools/bench/faults.ts')).faults,
  'bench clocks': async () => (await import('../tools/bench/clocks.ts')).clocks,
  'bench case-page': async () => (await import('../tools/bench/case-page.ts')).casePage,
  'bench province-day': async () => (await import('../tools/bench/province-day.ts')).provinceDay,
  'bench office-mix': async () => (await import('../tools/bench/office-mix.ts')).officeMix,
  'bench creators': async () => (await import('../tools/bench/creators.ts')).creators,
  'bench record-history': async () => (await import('../tools/bench/record-history.ts')).recordHistory,
  'bench tampering': async () => (await import('../tools/bench/tampering.ts')).tampering,
  'bench discretion': async () => (await import('../tools/bench/discretion.ts')).discretion,
  'backup key': async () => (await import('./keeping.ts')).backupKey,
  backup: async () => (await import('./keeping.ts')).backup,
  'field-key renew': async () => (await import('./keeping.ts')).renewFieldKeyCommand,
  restore: async () => (await import('./keeping.ts')).restore,
  'journal verify': async () => (await import('./keeping.ts')).verifyJournalCommand,
  'journal checkpoint': async () => (await import('./keeping.ts')).checkpointCommand,
}

const USAGE = `usage: npm run -s plumbline -- <command> [--json]
${Object.keys(COMMANDS)
  .map((name) => `  ${name}`)
  .join('\n')}`

/** Exit 0 done, 1 refused or failed, 2 wrong usage. With --json stdout holds one JSON value and nothing else. */
async function main(words: string[]): Promise<number> {
  const json = words.includes('--json')
  const args = words.filter((word) => word !== '--json')
  const name = Object.keys(COMMANDS).find(
    (candidate) => args.slice(0, candidate.split(' ').length).join(' ') === candidate,
  )
  if (!name) {
    process.stderr.write(`${USAGE}\n`)
    return 2
  }
  const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value, null, json ? 0 : 2)}\n`)
  try {
    const run = await COMMANDS[name]!() // the name was found among the keys
    const answer = await run(args.slice(name.split(' ').length))
    if (answer !== undefined) print(answer)
    return isFailure(answer) ? 1 : 0
  } catch (error) {
    if (error instanceof Refused) print({ refusals: error.refusals })
    else if (error instanceof Invalid) print({ error: { fields: error.fields } })
    else if (error instanceof NotFound) print({ error: { missing: error.what } })
    else if (isUsage(error)) {
      process.stderr.write(`${error.message}\n${USAGE}\n`)
      return 2
    } else print({ error: { message: error instanceof Error ? error.message : String(error) } })
    return 1
  }
}

const isFailure = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false

const isUsage = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

const code = await main(process.argv.slice(2))
if (code !== 0) process.exitCode = code
