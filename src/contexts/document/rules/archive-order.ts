import type { Template } from '../model.ts'

type Filed = { readonly template: Pick<Template, 'archiveOrder'>; readonly issuedAt: string }

/** Behind everything that the list names. */
const UNLISTED = Number.MAX_SAFE_INTEGER
const placeOf = ({ template }: Filed) => template.archiveOrder?.place ?? UNLISTED

/**
 * The order in which a file is bound: by the place of the form (data/law/templates, `archiveOrder`), then by time of
 * issue,
 * then as they came. Page numbers follow from it, so it must not depend on anything else.
 */
export const inArchiveOrder = <Each extends Filed>(papers: readonly Each[]): Each[] =>
  [...papers].sort((a, b) => placeOf(a) - placeOf(b) || Date.parse(a.issuedAt) - Date.parse(b.issuedAt))

/** 3, or 3—5. */
export const pageSpan = ([from, to]: readonly [number, number]): string =>
  from === to ? String(from) : `${from}—${to}`
