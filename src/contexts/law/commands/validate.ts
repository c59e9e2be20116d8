import { existsSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Invalid } from '../../../kernel/answer.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { systemClock } from '../../../platform/clock.ts'
import { LawDateShape, type LawData } from '../model.ts'
import { doubtsOf } from '../rules/validate-report.ts'
import { validateLaw, type Complaint } from '../rules/validate.ts'
import { readLawData } from '../store.ts'
import { readBeside, readFolder, type ReadLaw } from '../store/read-folder.ts'

const sizes = (data: LawData | null) =>
  data
    ? {
        instruments: data.instruments.length,
        violations: data.violations.length,
        'major-hazards': data.majorHazards.length,
        'check-items': data.checkItems.length,
        parameters: data.parameters.length,
        clocks: data.clocks.length,
        'discretion-tiers': data.tiers.length,
        'discretion-factors': data.factors.length,
        'leniency-lists': data.leniency.length,
        checklists: data.checklists.length,
      }
    : null

function readFrom(path: string | undefined): ReadLaw {
  if (path === undefined) {
    const kept = process.env['PLUMBLINE_LAW']
    return kept ? readFolder(kept) : { data: readLawData(), complaints: [] }
  }
  if (!existsSync(path)) throw new Invalid([{ field: 'path', says: `没有文件或文件夹“${path}”` }])
  return statSync(path).isDirectory() ? readFolder(path) : readBeside(path)
}

/**
 * `law validate [folder or <list>.json] [--on DATE]`: what is wrong with law data, with file, row, field and reason;
 * `ok` false and exit code 1 when there is anything. A single file is checked beside the data that ship. `doubts` may
 * stay: citations of what is no longer in force on the date, amounts in no tier or in two.
 */
export async function validate(args: string[]): Promise<unknown> {
  const { values, positionals } = parseArgs({
    args,
    options: { on: { type: 'string' } },
    allowPositionals: true,
    strict: true,
  })
  const on = LawDateShape.safeParse(values.on ?? lawDateOf(systemClock.now()))
  if (!on.success) throw new Invalid([{ field: 'on', says: '日期应为 2026-03-05 的写法' }])
  const { data, complaints } = readFrom(positionals[0])
  const found: readonly Complaint[] = data ? [...complaints, ...validateLaw(data)] : complaints
  return {
    ok: found.length === 0,
    on: on.data,
    rows: sizes(data),
    complaints: found,
    doubts: data ? doubtsOf(data, on.data) : [],
  }
}
