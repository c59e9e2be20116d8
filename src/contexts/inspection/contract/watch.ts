import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { CitationShape } from '../../../kernel/plumb-line.ts'
import { WATCHES, type Watch } from '../rules/watch-model.ts'

const WatchShape = z.enum(Object.keys(WATCHES) as [Watch, ...Watch[]])

export const WatchNote = z.object({ because: z.string(), at: z.string(), byName: z.string() })

export const AlarmView = z.object({
  watch: WatchShape,
  key: z.string(),
  bureau: z.string(),
  enterpriseId: z.string().nullable(),
  enterpriseName: z.string(),
  on: z.string(),
  says: z.string(),
  formula: z.string(),
  inspectionIds: z.array(z.string()),
  cites: CitationShape,
  /** What was said to this very alarm; null while nobody has looked at it. */
  note: WatchNote.nullable(),
})
export type AlarmView = z.infer<typeof AlarmView>

export const watchAlarms = endpoint({
  method: 'GET',
  path: '/inspection/watch',
  may: 'inspection.watch',
  audit: 'inspection.watch-read',
  about:
    'Alarms over the visits of the last year in the asker’s region: selective enforcement, model routes, visits without findings, bureaus one after the other, punch-card visits, inspections under the name of guidance or research. Each gives its numbers, its formula with the thresholds (parameters of the law data) and its article. No scores, no rankings (circular art. 2, 4, 11, 12, 14).',
  input: z.object({}),
  output: z.object({
    since: z.string(),
    visits: z.number().int(),
    alarms: z.array(AlarmView),
    /** How sure the thresholds are: marks of the law data. */
    thresholds: z.array(
      z.object({ key: z.string(), value: z.unknown(), unit: z.string(), confidence: z.string(), source: z.string() }),
    ),
  }),
})

export const noteAlarm = endpoint({
  method: 'POST',
  path: '/inspection/watch/notes',
  may: 'inspection.watch',
  audit: 'inspection.alarm-noted',
  about:
    'Says what was found behind an alarm. It stays with the alarm and in the journal; the alarm rings again when its numbers change.',
  input: z.object({
    watch: WatchShape,
    key: z.string().min(1).max(300),
    because: z.string('请填写核查情况').trim().min(4, '请填写核查情况（不少于4个字）').max(1000, '核查情况过长'),
  }),
  output: WatchNote,
})
