import type { PaperFace } from '../../../contexts/document/rules/layout.ts'
import { openOf, type Command } from '../offline/outbox.ts'
import type { Phone } from '../offline/phone.ts'

/** One penalty on the spot that this phone made: its paper stays readable until the office has made its own. */
export type SpotDone = {
  readonly command: string
  readonly hazardId: string
  readonly number: string
  readonly face: PaperFace
}

/** The penalties of all visits of this phone: a number is printed once, whichever visit it served. */
export const spotsDone = async (phone: Phone): Promise<SpotDone[]> => (await phone.vault.all<SpotDone[]>('spot')).flat()

/** The papers of a visit's penalties that the office does not know yet. */
export async function spotPapersAhead(phone: Phone, inspectionId: string): Promise<PaperFace[]> {
  const open = new Set(openOf(phone.commands(), inspectionId).map(({ id }) => id))
  const done = (await phone.vault.get<SpotDone[]>('spot', inspectionId)) ?? []
  return done.filter(({ command }) => open.has(command)).map(({ face }) => face)
}

type Penalised = {
  readonly inspectionId: string
  readonly title: string
  readonly input: Readonly<Record<string, unknown>>
  readonly done: SpotDone
}

/** Keeps a penalty: the command that the office will hear, and the paper that was handed over, in one stroke. */
export async function keepSpot(phone: Phone, { inspectionId, title, input, done }: Penalised): Promise<void> {
  const before = (await phone.vault.get<SpotDone[]>('spot', inspectionId)) ?? []
  await phone.add({ id: done.command, kind: 'beside', action: 'penalise', subject: inspectionId, title, input }, [
    { kind: 'spot', id: inspectionId, value: [...before, done] },
  ])
}

/** Takes a penalty back that the office refused while the officers still stood there: its number is free again. */
export async function takeSpotBack(phone: Phone, inspectionId: string, command: string): Promise<void> {
  const before = (await phone.vault.get<SpotDone[]>('spot', inspectionId)) ?? []
  const without = (box: readonly Command[]): Command[] => box.filter(({ id }) => id !== command)
  await phone.change(without, [
    { kind: 'spot', id: inspectionId, value: before.filter((one) => one.command !== command) },
  ])
}
