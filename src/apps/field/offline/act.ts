import type { Me } from '../../../contexts/people/contract.ts'
import type { InspectionFile } from '../../../contexts/inspection/contract.ts'
import { visitAfter, type OnSiteAct } from '../../../contexts/inspection/rules/ahead.ts'
import { papersAhead } from '../../../contexts/inspection/rules/papers-ahead.ts'
import { lawDataOf } from '../../../contexts/inspection/rules/take-along.ts'
import { lawBookOf } from '../../../contexts/law/rules/lawbook.ts'
import { refusesForeignLease } from '../../../contexts/device/rules/phone.ts'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { newId, sha256OfFile } from '../../ui/device.ts'
import { askerOf } from '../api.ts'
import { words } from '../words-offline.ts'
import { rightNow } from './clock.ts'
import { tallyNow, tellTally } from '../burden/meter.ts'
import { actsAhead } from './outbox.ts'
import type { LocalVisit, Pack, Phone } from './phone.ts'
import type { ActName } from './replay.ts'

type Door = { readonly creditCode: string; readonly doorSha256: string }

/** Whether a code, scanned or typed, is that of this door. */
export async function opensDoor({ creditCode, doorSha256 }: Door, doorCode: string): Promise<boolean> {
  if (doorCode.toUpperCase() === creditCode) return true
  const token = doorCode.split('/').at(-1) ?? ''
  return (await sha256OfFile(new Blob([token]))) === doorSha256
}

/** Whose door it is by what was taken along; null for a code that does not belong to this business. */
export async function doorOf({ along }: Pack, doorCode: string): Promise<string | null> {
  const { enterprise, inspection } = along.file
  const door = { creditCode: enterprise.creditCode, doorSha256: along.doorSha256 }
  return (await opensDoor(door, doorCode)) ? inspection.enterpriseId : null
}

export type Deed = {
  readonly name: ActName
  readonly file: InspectionFile
  readonly me: Me
  readonly input: Readonly<Record<string, unknown>>
}

/**
 * Does an act on the phone: the same transition as on the server decides, and command, changed visit and papers are
 * written in one stroke. Throws Refused with every reason. Answers the id of the command.
 */
export async function actHere(phone: Phone, { name, file, me, input }: Deed): Promise<string> {
  const { id } = file.inspection
  const pack = await phone.pack(id)
  unlessRefused([refusesForeignLease(pack?.along.lease ?? null, phone.id)])
  const at = rightNow()
  const done = { by: askerOf(me), at }
  const isDoor = name === 'enter' || name === 'enterUrgently'
  const door = isDoor && pack ? await doorOf(pack, String(input['doorCode'] ?? '')) : null
  const act = { name, input, ...(isDoor ? { doorOf: door } : {}) } as unknown as OnSiteAct
  const before = { inspection: file.inspection, facts: file.facts }
  const after = visitAfter(before, act, done)
  const known = await phone.visit(id)
  const isAhead = actsAhead(phone.commands(), id).length > 0
  const papers = pack
    ? papersAhead({ along: pack.along, book: lawBookOf(lawDataOf(pack.along.law)), before, after, act, at })
    : []
  const visit: LocalVisit = {
    file: { ...file, ...after, hazards: after.facts.hazards },
    papersAhead: [...(isAhead ? (known?.papersAhead ?? []) : []), ...papers],
  }
  const command = newId()
  await phone.add(
    {
      id: command,
      kind: 'act',
      action: name,
      subject: id,
      title: `${file.enterprise.name} ${words.acts[name]}`,
      input: { ...input, id },
    },
    [
      { kind: 'visit', id, value: visit },
      { kind: 'draft', id, value: null },
    ],
  )
  const tally = tallyNow(id)
  if (tally && !isDoor) await tellTally(phone, { inspectionId: id, tally, findings: after.facts.hazards.length })
  return command
}

/** Takes an act back that the server refused on the spot: the officer has its answer before him. */
export async function takeBack(phone: Phone, commandId: string, file: InspectionFile): Promise<void> {
  await phone.change(
    (box) => box.filter(({ id }) => id !== commandId),
    [{ kind: 'visit', id: file.inspection.id, value: { file, papersAhead: [] } }],
  )
}
