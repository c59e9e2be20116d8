import { existsSync, statSync } from 'node:fs'
import { Invalid } from '../../../kernel/answer.ts'
import { loadLawBook, readPlaces } from '../store.ts'
import { importFolder } from '../store/import.ts'
import { addToLibrary } from '../store/library-writing.ts'
import { DATA, dataFolder, optionsOf, teller, WrongUsage } from './arguments.ts'

/** `law import <dir>`: statutes as Markdown, text or Word into the library of the data folder, beside what is there. */
export async function importLaws(args: string[]): Promise<unknown> {
  const { values, positionals } = optionsOf(args, { ...DATA, encoding: { type: 'string' } })
  const [folder, ...rest] = positionals
  const encoding = values.encoding?.toLowerCase() ?? 'utf-8'
  if (!folder || rest.length > 0 || (encoding !== 'utf-8' && encoding !== 'gb18030'))
    throw new WrongUsage('law import <dir> [--encoding utf-8|gb18030] [--data DIR]')
  if (!existsSync(folder)) throw new Invalid([{ field: 'dir', says: `没有文件夹“${folder}”` }])
  if (!statSync(folder).isDirectory()) throw new Invalid([{ field: 'dir', says: `“${folder}”不是文件夹` }])
  const tell = teller()
  const help = { instruments: loadLawBook().instruments, regions: readPlaces() }
  const { statutes, skipped } = importFolder(folder, help, { tell, encoding })
  const change = addToLibrary(dataFolder(values.data), statutes, tell)
  return {
    ...(statutes.length === 0 && skipped.length > 0 ? { ok: false } : {}),
    laws: statutes.length,
    articles: statutes.reduce((sum, { articles }) => sum + articles.length, 0),
    ...change,
    skipped,
  }
}
