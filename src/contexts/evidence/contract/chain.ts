import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { Evidence, Recording, Transfer } from '../model.ts'

const Words = (what: string, max = 200) => z.string().trim().min(1, `请填写${what}`).max(max, `${what}过长`)
const Instant = z.iso.datetime({ error: '时间格式不正确' })
const Holding = z.object({ holder: z.string(), from: z.string(), until: z.string().nullable(), place: z.string() })

export const custodyOfItem = endpoint({
  method: 'GET',
  path: '/evidence/:id/custody',
  may: 'evidence.read',
  audit: 'evidence.custody-read',
  about: 'Who held one original, or the thing behind it, from when to when, and every handing over.',
  input: z.object({ id: IdShape }),
  output: z.object({ item: Evidence, holdings: z.array(Holding), transfers: z.array(Transfer) }),
})

export const handOver = endpoint({
  method: 'POST',
  path: '/evidence/:id/hand-over',
  may: 'evidence.add',
  audit: 'evidence.handed-over',
  about: 'Records a handing over (APL 46): only from the one who holds it, forward in time; rows are never changed.',
  input: z.object({
    id: IdShape,
    transferId: IdShape,
    handedAt: Instant,
    from: Words('移交人'),
    to: Words('接收人'),
    place: Words('保管地点'),
    purpose: Words('移交事由', 500),
    condition: Words('包装、封存和完好情况', 500),
    witness: z.string().trim().max(100).nullable(),
  }),
  output: Transfer,
})

export const bindRecording = endpoint({
  method: 'POST',
  path: '/evidence/:id/recording',
  may: 'evidence.add',
  audit: 'evidence.recording-bound',
  about:
    'Says which moment of a case a sound or video recording shows (APL 47). `shows` is the id of the interview, procedure or paper.',
  input: z.object({
    id: IdShape,
    recordingId: IdShape,
    caseId: IdShape,
    moment: Recording.shape.moment,
    shows: z.string().max(80),
    startedAt: Instant,
    endedAt: Instant,
    partyTold: z.boolean(),
    gapReason: z.string().trim().max(500).default(''),
  }),
  output: Recording,
})
