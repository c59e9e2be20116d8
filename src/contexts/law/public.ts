import type { LawBook } from './rules/lawbook.ts'
import { loadLawBook } from './store.ts'

/** The law of this installation, read once: hand it to the pure functions of law/rules. */
export const lawbook = (): LawBook => loadLawBook()
