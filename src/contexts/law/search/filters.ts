import { covers, type Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { loadLanguage } from './terms.ts'

/** What an asker narrows a search to; null leaves it open. */
export type Filters = {
  readonly on: LawDate | null
  /** The asker's own region: what the nation, its province and its city made, and nothing of elsewhere. */
  readonly region: Region | null
  /** Name of a law, short or in part: 安法, 消防, 安全生产法. */
  readonly law: string | null
}

export const OPEN: Filters = { on: null, region: null, law: null }

export const holdsIn = (made: Region, region: Region | null): boolean => region === null || covers(made, region)

/** Whether a name is the law that a filter means. A short name that everybody knows means that law alone. */
export function lawTest(law: string | null): (name: string) => boolean {
  if (law === null) return () => true
  const wanted = law.normalize('NFKC').replace(/[《》〈〉<>\s]/g, '')
  const known = loadLanguage().aliases.find(({ says }) => says === wanted)?.law
  return known === undefined ? (name) => name.includes(wanted) : (name) => name === known
}
