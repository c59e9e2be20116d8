import type { EarlierInterview } from '../../../contexts/casework/rules/on-site-interview.ts'
import type { PaperFace } from '../../../contexts/document/rules/layout.ts'
import { openOf } from '../offline/outbox.ts'
import type { Phone } from '../offline/phone.ts'

/** What a phone wrote beside the steps of a visit; its paper stays readable until the office has made its own. */
export type SideDone = {
  readonly command: string
  readonly face: PaperFace
} & (
  | { readonly kind: 'penalise'; readonly hazardId: string; readonly number: string }
  | { readonly kind: 'interview'; readonly interview: EarlierInterview }
)

const ofVisit = async (phone: Phone, inspectionId: string): Promise<SideDone[]> =>
  (await phone.vault.get<SideDone[]>('side', inspectionId)) ?? []

/** Everything of all visits of this phone: a number is printed once, whichever visit it served. */
export const allDone = async (phone: Phone): Promise<SideDone[]> => (await phone.vault.all<SideDone[]>('side')).flat()

/** The interviews of one visit that this phone kept. */
export const interviewsDone = async (phone: Phone, inspectionId: string): Promise<EarlierInterview[]> =>
  (await ofVisit(phone, inspectionId)).flatMap((one) => (one.kind === 'interview' ? [one.interview] : []))

/** Papers beside a visit that the office does not know yet. */
export async function sidePapersAhead(phone: Phone, inspectionId: string): Promise<PaperFace[]> {
  const open = new Set(openOf(phone.commands(), inspectionId).map(({ id }) => id))
  return (await ofVisit(phone, inspectionId)).filter(({ command }) => open.has(command)).map(({ face }) => face)
}

type Doing = {
  readonly inspectionId: string
  readonly title: string
  readonly input: Readonly<Record<string, unknown>>
  readonly done: SideDone
}

/** Keeps the command that the office will hear, and the paper that was signed, in one stroke. */
export async function keepDone(phone: Phone, { inspectionId, title, input, done }: Doing): Promise<void> {
  const value = [...(await ofVisit(phone, inspectionId)), done]
  await phone.add({ id: done.command, kind: 'beside', action: done.kind, subject: inspectionId, title, input }, [
    { kind: 'side', id: inspectionId, value },
  ])
}

/** Takes back what the office refused while everybody still stands there: a number is free again. */
export async function takeDoneBack(phone: Phone, inspectionId: string, command: string): Promise<void> {
  const value = (await ofVisit(phone, inspectionId)).filter((one) => one.command !== command)
  await phone.change((box) => box.filter(({ id }) => id !== command), [{ kind: 'side', id: inspectionId, value }])
}
