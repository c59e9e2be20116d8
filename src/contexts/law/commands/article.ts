import { Invalid } from '../../../kernel/answer.ts'
import { chineseNumber } from '../../../kernel/citation.ts'
import { no, Refused } from '../../../kernel/refusal.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { LawDateShape } from '../model.ts'
import { articlePlace } from '../rules/chinese-number.ts'
import { findInstrumentNamed, instrumentsOf } from '../rules/lawbook.ts'
import { readInstruments } from '../store.ts'
import { openLibrary, type Library } from '../store/library.ts'
import { DATA, dataFolder, optionsOf, shaped, today, WrongUsage } from './arguments.ts'

const notImported = (title: string) =>
  no('library-missing', { title }, '还没有导入法规正文，查不到“{title}”', '先运行 law import <目录> --data <数据目录>')

function libraryIn(folder: string, wanted: string): Library {
  const library = openLibrary(folder)
  if (!library) throw new Refused([notImported(wanted)])
  return library
}

/**
 * Titles that a person may mean: the instrument's, the exact one, with the country's name, and the only one that
 * contains the words.
 */
function titlesOf(library: Library, words: string, on: LawDate): string[] {
  const named = findInstrumentNamed(instrumentsOf(readInstruments()), words, on)?.name
  const exact = [named, words, `中华人民共和国${words}`].filter((title) => title !== undefined)
  if (library.statutes.some(({ title }) => exact.includes(title))) return exact
  const like = [...new Set(library.statutes.map(({ title }) => title).filter((title) => title.includes(words)))]
  return like.length === 1 ? like : exact
}

/** `law article <law> <article> --on DATE`: the text in force on the date. */
export async function article(args: string[]): Promise<unknown> {
  const { values, positionals } = optionsOf(args, { ...DATA, on: { type: 'string' } })
  const [law, wanted, ...rest] = positionals
  if (!law || !wanted || rest.length > 0)
    throw new WrongUsage('law article <law name or code> <article> [--on DATE] [--data DIR]')
  const on = shaped(LawDateShape, values.on ?? today())
  const place = articlePlace(wanted)
  if (!place) throw new Invalid([{ field: 'article', says: `“${wanted}”不是条号，例如 97、第九十七条、134-1` }])
  const library = libraryIn(dataFolder(values.data), law)
  const titles = titlesOf(library, law, on)
  const found = library.find({ titles, ...place, on })
  library.close()
  if (!found) {
    const known =
      library.statutes
        .filter(({ title }) => titles.includes(title))
        .map(({ title, effectiveFrom }) => `${title}（${effectiveFrom}起施行）`)
        .join('、') || '未导入该法规'
    throw new Refused([
      no(
        'article-not-found',
        { law, article: wanted, on, known },
        '{on}没有生效的“{law}”{article}',
        '核对名称、条号和日期。已导入：{known}',
      ),
    ])
  }
  const { statute } = found
  return {
    law: statute.title,
    version: statute.version,
    effectiveFrom: statute.effectiveFrom,
    effectiveTo: statute.effectiveTo,
    article: `第${chineseNumber(place.number)}条${place.sub ? `之${chineseNumber(place.sub)}` : ''}`,
    path: found.article.path,
    text: found.article.text,
  }
}
