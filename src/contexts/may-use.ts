/**
 * Who may lean on whom: the one list that the architecture test and the diagram read.
 * In order: each context stands after everything it uses. News travels the other way as events.
 */
export const MAY_USE = {
  people: [],
  law: [],
  audit: [],
  registry: ['people', 'law'],
  device: ['people'],
  evidence: ['people', 'device'],
  document: ['people', 'law'],
  hazard: ['law', 'registry', 'evidence'],
  planning: ['law', 'registry', 'people', 'hazard'],
  inspection: ['law', 'registry', 'people', 'planning', 'hazard', 'evidence', 'device', 'document'],
  casework: ['law', 'registry', 'people', 'planning', 'hazard', 'inspection', 'evidence', 'device', 'document'],
  publicity: ['law', 'registry', 'document', 'inspection', 'casework'],
} as const satisfies Record<string, readonly string[]>

export type Context = keyof typeof MAY_USE
