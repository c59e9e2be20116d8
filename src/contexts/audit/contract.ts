import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'

/** One row of the journal as it is read; the hashes let anybody recompute the chain. */
export const JournalEntry = z.object({
  region: z.string(),
  seq: z.number().int(),
  at: z.string(),
  deviceAt: z.string().nullable(),
  asker: z.string(),
  askerName: z.string(),
  address: z.string(),
  action: z.string(),
  outcome: z.enum(['done', 'refused', 'read']),
  subjectKind: z.string().nullable(),
  subjectId: z.string().nullable(),
  cites: z.string(),
  digest: z.string(),
  detail: z.record(z.string(), z.unknown()),
  prevHash: z.string(),
  hash: z.string(),
})
export type JournalEntry = z.infer<typeof JournalEntry>

export const listJournal = endpoint({
  method: 'GET',
  path: '/audit/journal',
  may: 'audit.read',
  audit: 'audit.journal-read',
  about: 'The latest acts of the own bureau and those below it, newest first. Reading is itself journalled.',
  input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  output: z.object({ entries: z.array(JournalEntry) }),
})

export const listActsOn = endpoint({
  method: 'GET',
  path: '/audit/journal/:kind/:id',
  may: 'audit.read',
  audit: 'audit.journal-read',
  about: 'Every act on one thing (enterprise, inspection, case, document …), oldest first, at most 500.',
  input: z.object({ kind: z.string().max(60), id: z.string().max(100) }),
  output: z.object({ entries: z.array(JournalEntry) }),
})

export const verifyChains = endpoint({
  method: 'GET',
  path: '/audit/verify',
  may: 'audit.verify',
  audit: 'audit.verified',
  about:
    'Recomputes every chain of the own scope from its first row and names the first row that was altered, moved ' +
    'or removed.',
  input: z.object({}),
  output: z.object({
    ok: z.boolean(),
    rows: z.number().int(),
    chains: z.number().int(),
    firstBroken: z.object({ region: z.string(), seq: z.number().int(), why: z.string() }).nullable(),
  }),
})
