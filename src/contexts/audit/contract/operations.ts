import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'

const Waiting = z.object({ what: z.string(), waiting: z.number().int(), oldestAt: z.string().nullable() })

export const Operations = z.object({
  at: z.string(),
  startedAt: z.string(),
  version: z.string(),
  missing: z.array(z.object({ what: z.string(), mend: z.string() })),
  /** Since this server started. */
  calls: z.object({ total: z.number(), faults: z.number(), p95Ms: z.number().nullable() }),
  database: z.object({
    version: z.string(),
    bytes: z.number(),
    open: z.number(),
    idle: z.number(),
    waiting: z.number(),
  }),
  disks: z.array(z.object({ what: z.string(), freeBytes: z.number(), totalBytes: z.number() })),
  queues: z.array(Waiting),
  /** Statutory clocks in the asker's region: overdue, and due within a week. */
  clocks: z.array(z.object({ what: z.string(), overdue: z.number().int(), soon: z.number().int() })),
  slow: z.array(z.object({ text: z.string(), ms: z.number(), at: z.string() })),
  journal: z.object({ chains: z.number().int(), rows: z.number().int(), lastCheckpointAt: z.string().nullable() }),
  pausedSignIns: z.number().int(),
})
export type Operations = z.infer<typeof Operations>

export const getOperations = endpoint({
  method: 'GET',
  path: '/audit/operations',
  may: 'audit.verify',
  audit: 'none',
  about: 'How this installation runs: readiness, calls, database, disk, queues, clocks, slow statements. Counts only.',
  input: z.object({}),
  output: Operations,
})
