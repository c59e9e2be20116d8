import type { z } from 'zod'
import { interviewOnSite, penaliseOnSite } from '../../../contexts/casework/contract/on-site.ts'
import { announceCapture } from '../../../contexts/evidence/contract.ts'
import { hello } from '../../../contexts/device/contract.ts'
import { tellBurden } from '../../../contexts/device/contract/burden.ts'
import { PROTOCOL } from '../../../contexts/device/model.ts'
import * as inspection from '../../../contexts/inspection/contract.ts'
import { joinOnSite } from '../../../contexts/inspection/contract/join.ts'
import { enterUrgently } from '../../../contexts/inspection/contract/urgent.ts'
import type { Endpoint } from '../../../kernel/endpoint.ts'
import { call } from '../../client.ts'
import { troubleOf } from '../../ui/trouble.ts'
import { elapsedSince, rememberSkew } from './clock.ts'
import { again, againWithColleagues, done, nextToSend, openOf, refused, sending, type Command } from './outbox.ts'
import { REPLAY_LOCK, type Phone } from './phone.ts'
import { sendPhoto } from './photo-upload.ts'
import { forgetEverything, forgetIfTold } from './vault.ts'

/** The acts that are replayed, by the name under which the outbox keeps them. */
export const ACTS = {
  enter: inspection.enter,
  enterUrgently,
  record: inspection.record,
  order: inspection.order,
  recheck: inspection.recheck,
  orderAgain: inspection.orderAgain,
  conclude: inspection.conclude,
} satisfies Record<string, Endpoint>
export type ActName = keyof typeof ACTS

const ENDPOINTS: Readonly<Record<string, Endpoint<z.ZodType, z.ZodType>>> = {
  ...ACTS,
  draftPlan: inspection.draftPlan,
  penalise: penaliseOnSite,
  interview: interviewOnSite,
  join: joinOnSite,
  capture: announceCapture,
  burden: tellBurden,
}

/** How a run ended: everything went, the network was gone, nobody is signed in, or the phone must forget. */
export type RunEnd = 'sent' | 'offline' | 'signed-out' | 'forgotten' | 'busy' | 'too-old'

/** A link that answers nothing for so long is no link. */
const PATIENCE_MS = 12_000
/** Faults of the server that are tried again before they become a task. */
const TRIES_MAX = 5

export type Progress = { readonly sent: (id: string, bytes: number, all: number) => void }

/**
 * Sends what waits, in order, one at a time and from one tab only. Whatever happens in between, each command carries
 * its own key, so that the server does it once.
 */
export async function replay(phone: Phone, progress: Progress = { sent: () => undefined }): Promise<RunEnd> {
  const end = await navigator.locks.request(REPLAY_LOCK, { ifAvailable: true }, async (lock): Promise<RunEnd> => {
    if (!lock) return 'busy'
    const greeted = await greet(phone)
    if (greeted) return greeted
    await phone.change(againWithColleagues)
    for (;;) {
      const command = nextToSend(phone.commands())
      if (!command) return 'sent'
      const stop = await sendOne(phone, command, progress)
      if (stop) return stop
    }
  })
  return end
}

/** The first word of every run: clocks are compared, and a lost phone hears that it must forget. */
async function greet(phone: Phone): Promise<RunEnd | null> {
  const said = {
    phone: phone.id,
    now: new Date().toISOString(),
    protocol: PROTOCOL,
    waiting: openOf(phone.commands()).length,
  }
  try {
    const answer = await call(hello, said, { signal: AbortSignal.timeout(PATIENCE_MS) })
    rememberSkew(answer.skewMs)
    if (answer.mustForget) {
      await forgetEverything()
      return 'forgotten'
    }
    return answer.protocolMin > PROTOCOL ? 'too-old' : null
  } catch (error) {
    if (troubleOf(error).kind !== 'not-signed-in') return 'offline'
    return (await forgetIfTold(phone.id)) ? 'forgotten' : 'signed-out'
  }
}

async function sendOne(phone: Phone, waiting: Command, progress: Progress): Promise<RunEnd | null> {
  await phone.change((box) => sending(frozen(box, waiting.id), waiting.id))
  const command = phone.commands().find(({ id }) => id === waiting.id)
  if (command?.state !== 'sending') return null
  try {
    if (command.kind === 'photo') await sendPhoto(phone, command, (sent, all) => progress.sent(command.id, sent, all))
    else await sendCommand(phone, command)
    await phone.change(
      (box) => done(box, command.id, new Date().toISOString()),
      command.kind === 'photo' ? [{ kind: 'photo', id: String(command.input['id']), value: null }] : [],
    )
    return null
  } catch (error) {
    return settle(phone, command, error)
  }
}

const sendCommand = (phone: Phone, { action, input, id, takenAt, seq, phone: doneOn }: Command) => {
  const endpoint = ENDPOINTS[action]
  if (!endpoint) throw new Error(`no endpoint for ${action}`)
  return call(endpoint, input, {
    key: id,
    takenAt,
    replay: { phone: doneOn ?? phone.id, protocol: PROTOCOL, seq },
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
}

/** What time has told by the clock that nobody sets is fixed at the first try: later tries say the same. */
const frozen = (box: readonly Command[], id: string): Command[] =>
  box.map((command) =>
    command.id === id && command.kind === 'capture' && !('elapsedMs' in command.input)
      ? { ...command, input: { ...command.input, elapsedMs: elapsedSince(command.ticks) } }
      : command,
  )

async function settle(phone: Phone, command: Command, error: unknown): Promise<RunEnd | null> {
  const trouble = troubleOf(error)
  if (trouble.kind === 'offline' || trouble.kind === 'not-signed-in') {
    await phone.change((box) => again(box, command.id))
    return trouble.kind === 'offline' ? 'offline' : 'signed-out'
  }
  if (trouble.kind === 'fault' && command.tries < TRIES_MAX) {
    await phone.change((box) => again(box, command.id))
    return 'offline'
  }
  await phone.change((box) => refused(box, command.id, trouble))
  return null
}
