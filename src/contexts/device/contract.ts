import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { IdShape } from '../../kernel/shapes.ts'
import { Lease, Phone, Receipt } from './model.ts'

export const hello = endpoint({
  method: 'POST',
  path: '/device/hello',
  may: 'signed-in',
  audit: 'device.greeted',
  about:
    'A phone reports itself at each contact: its clock, its protocol and how much it still holds. The answer tells the server’s time, the skew of the phone’s clock in milliseconds, whether the phone must forget everything, and the oldest protocol understood.',
  input: z.object({
    phone: IdShape,
    now: z.iso.datetime('终端时间格式不正确'),
    protocol: z.number().int().min(0).max(1000),
    waiting: z.number().int().min(0).max(100_000),
  }),
  output: z.object({
    now: z.string(),
    skewMs: z.number().int(),
    isClockWrong: z.boolean(),
    mustForget: z.boolean(),
    protocolMin: z.number().int(),
  }),
})

export const mustForget = endpoint({
  method: 'GET',
  path: '/device/phones/:id/must-forget',
  may: 'public',
  audit: 'none',
  about:
    'A phone whose session is over asks whether it must forget everything: it was lost, or its officer has left. Its ' +
    'own id, 122 random bits, is all that it needs; an unknown one need not.',
  input: z.object({ id: IdShape }),
  output: z.object({ mustForget: z.boolean() }),
})

export const listPhones = endpoint({
  method: 'GET',
  path: '/device/phones',
  may: 'device.read',
  audit: 'none',
  about: 'Phones of the own bureau and those below it, the last seen first, at most 500.',
  input: z.object({}),
  output: z.object({ phones: z.array(Phone) }),
})

export const wipePhone = endpoint({
  method: 'POST',
  path: '/device/phones/:id/wipe',
  may: 'signed-in',
  audit: 'device.wiped',
  about:
    'Tells a lost phone to forget everything at its next contact and takes nothing from it any more: its own officer, or an administrator.',
  input: z.object({ id: IdShape, because: z.string('请写明原因').trim().min(1, '请写明原因').max(200, '原因过长') }),
  output: Phone,
})

export const discardCommand = endpoint({
  method: 'POST',
  path: '/device/commands/:id/discard',
  may: 'signed-in',
  audit: 'device.command-discarded',
  about:
    'An officer gives up one command that was refused at the replay, with his reason. Only this one leaves the queue; what it said is kept in the journal by its digest.',
  input: z.object({
    id: IdShape,
    phone: IdShape,
    seq: z.number().int().positive(),
    action: z.string().max(60),
    subjectId: z.string().max(80),
    takenAt: z.iso.datetime(),
    sentAt: z.iso.datetime(),
    because: z.string('请写明放弃的原因').trim().min(1, '请写明放弃的原因').max(300, '原因过长'),
    /** What the command would have done: only its digest stays, in the journal. */
    input: z.string().max(300_000),
  }),
  output: Receipt,
})

export const listCommands = endpoint({
  method: 'GET',
  path: '/device/commands',
  may: 'device.read',
  audit: 'none',
  about: 'What phones replayed or gave up about one subject, in the order of the acts, at most 500, with all clocks.',
  input: z.object({ subjectId: z.string().max(80) }),
  output: z.object({ commands: z.array(Receipt), lease: Lease.nullable() }),
})
