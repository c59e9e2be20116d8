import { Invalid, NotFound } from '../../../kernel/answer.ts'
import { no, Refused } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { importStandards, listStandards, showStandard } from '../contract/standards.ts'
import { changesBy, type StandardChanges } from '../rules/standard-changes.ts'
import { readStandardNumber } from '../rules/standard-number.ts'
import { currentBook } from '../store/merged.ts'
import { readStandardsFile } from '../store/standards.ts'
import * as table from '../store/standards-table.ts'

const LISTED = 200

/** A number or the beginning of one in the plain form; null for words. */
function plainBeginning(words: string): string | null {
  const number = readStandardNumber(words)
  if (number) return number.plain
  const flat = words.normalize('NFKC').toUpperCase().replace(/[—–]/g, '-').replace(/[\s/]/g, '')
  return /^[A-Z]{2,}\d*[\d.]*-?\d{0,4}$/.test(flat) ? flat.replace(/^([A-Z]+)-/, '$1') : null
}

/** The check items whose basis names the standard: they are what an officer looks at because of it. */
const itemsNaming = (plain: string) => {
  const series = plain.replace(/-\d{4}$/, '')
  return currentBook()
    .checkItems.filter(({ basisNote }) =>
      (basisNote ?? '').split(/[；;，、\s]*(?=(?:GB|AQ|JGJ|TSG|HG|SY|DL|XF|GA)[\s/\dTZ])/).some((part) => {
        const number = readStandardNumber(/^[A-Z]+(?:\/[TZ])?\s*[A-Z]?[\d.]+(?:[-—]\d{4})?/.exec(part)?.[0] ?? '')
        return number !== null && (number.plain === plain || (number.year === null && number.series === series))
      }),
    )
    .map(({ id, content, industryName }) => ({ id, content, industryName }))
}

async function changesOf(tx: Tx, file: { name: string; bytes: Buffer }): Promise<StandardChanges> {
  const read = await readStandardsFile(file)
  if ('why' in read)
    throw new Invalid([{ field: 'file', says: read.line === null ? read.why : `第${read.line}行：${read.why}` }])
  const held = new Map((await table.allStandards(tx)).map((row) => [row.plain, row]))
  const changes = changesBy(held, read)
  if ('circle' in changes)
    throw new Refused([
      no(
        'standards-in-circle',
        { circle: changes.circle.join(' → '), line: changes.line ?? '' },
        '标准的代替关系成环：{circle}（第{line}行），整个文件没有导入',
        '改正“代替”或“被代替”一栏后重新导入',
      ),
    ])
  return changes
}

export const standards: readonly Route[] = [
  serve(listStandards, ({ words, after, ...filter }, { tx }) => {
    const plain = words ? plainBeginning(words) : null
    return table.listStandards(tx, { ...filter, ...(plain ? { plain } : { words }) }, after)
  }),
  serve(showStandard, async ({ number }, { tx }) => {
    const plain = readStandardNumber(number)?.plain ?? number
    const chain = await table.chainOfStandard(tx, plain)
    const standard = chain.find((row) => row.plain === plain)
    if (!standard) throw new NotFound(`standard ${number}`)
    return { standard, chain, checkItems: itemsNaming(plain) }
  }),
  serve(importStandards, async ({ apply }, { tx, upload, note }) => {
    if (!upload) throw new Invalid([{ field: 'file', says: '请选择 CSV 或 XLSX 文件' }])
    const changes = await changesOf(tx, upload)
    const isApplied = apply === 'true' && changes.rows.length > 0
    if (isApplied) await table.saveStandards(tx, changes.rows)
    const counts = {
      added: changes.added.length,
      changed: changes.changed.length,
      withdrawn: changes.withdrawn.length,
      replaced: changes.replaced.length,
      unchanged: changes.unchanged,
      unreadable: changes.unreadable.length,
    }
    note({ isApplied, ...counts })
    return {
      isApplied,
      ...counts,
      newOnes: changes.added.slice(0, LISTED).map(({ number, title }) => ({ number, title })),
      changes: changes.changed
        .slice(0, LISTED)
        .map(({ number, title, fields }) => ({ number, title, fields: [...fields] })),
      lines: changes.unreadable.slice(0, LISTED),
    }
  }),
]
