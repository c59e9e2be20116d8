import { useQuery } from '@tanstack/react-query'
import { Toast } from 'antd-mobile'
import { joinOnSite, type Colleague } from '../../../contexts/inspection/contract/join.ts'
import type { JoinInput } from '../../../contexts/inspection/model.ts'
import { joinedBy, whyNotJoined } from '../../../contexts/inspection/rules/join.ts'
import { listOfficers } from '../../../contexts/people/contract.ts'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { call } from '../../client.ts'
import { newId } from '../../ui/device.ts'
import { useSubmit, type Submit } from '../../ui/use-submit.ts'
import { askerOf, usePack } from '../api.ts'
import { rightNow } from '../offline/clock.ts'
import { usePhone, type PhoneNow } from '../offline/PhoneProvider.tsx'
import { takeOne } from '../offline/take.ts'
import { NotTaken } from '../use-act.ts'
import { words } from '../words-offline.ts'
import { useVisitNow, type VisitNow } from './context.ts'

/** Who of the bureau may join: as taken along, or as the office knows them where nothing was. */
export function useColleagues(): readonly Colleague[] {
  const { file } = useVisitNow()
  const { id, region, officers } = file.inspection
  const kept = usePack(id)?.along.colleagues
  const asked = useQuery({
    queryKey: ['colleagues', region],
    enabled: kept === undefined,
    queryFn: () => call(listOfficers, {}),
  })
  const all =
    kept ??
    (asked.data?.officers ?? []).map((officer) => ({ officer: { ...officer, phone: '' }, recusedBecause: null }))
  return all.filter(
    ({ officer: { id: one, region: of, certificate } }) =>
      of === region && certificate !== null && !officers.some(({ id: known }) => known === one),
  )
}

/**
 * Adds somebody on site. Where the phone keeps the visit it decides by the rules of the office, queues the act and sends it
 * at once when there is network; a refusal at once takes it back, a later one is a task in the outbox.
 */
export function useJoin(colleagues: readonly Colleague[], after: () => void | Promise<void>): Submit<JoinInput> {
  const now = usePhone()
  const visit = useVisitNow()
  const { id } = visit.file.inspection
  return useSubmit(async (input: JoinInput, key) => {
    if (!now || (await now.phone.pack(id)) === null) return void (await call(joinOnSite, { ...input, id }, { key }))
    const release = now.hold(id)
    try {
      await joinHere(now, visit, { input, colleague: colleagues.find(({ officer }) => officer.id === input.officerId) })
    } finally {
      release()
    }
  }, after)
}

type Asked = { readonly input: JoinInput; readonly colleague: Colleague | undefined }

async function joinHere({ phone, run }: PhoneNow, { file, me }: VisitNow, { input, colleague }: Asked): Promise<void> {
  const { id, enterpriseName } = file.inspection
  const kept = await phone.visit(id)
  const { inspection: thing, facts } = kept?.file ?? file
  const joiner = { officer: colleague?.officer ?? null, recusedBecause: colleague?.recusedBecause ?? null }
  const act = { thing, facts, input, joiner, by: askerOf(me), at: rightNow() }
  unlessRefused(whyNotJoined(act))
  const there = {
    ...facts,
    officers: joiner.officer ? [...facts.officers, joiner.officer] : facts.officers,
    joined: [...(facts.joined ?? []), joinedBy(act)],
  }
  const command = newId()
  const before = { file: kept?.file ?? file, papersAhead: kept?.papersAhead ?? [] }
  await phone.add(
    {
      id: command,
      kind: 'beside',
      action: 'join',
      subject: id,
      title: `${enterpriseName} ${words.acts.join}`,
      input: { ...input, ...(joiner.officer ? { name: joiner.officer.name } : {}), id },
    },
    [{ kind: 'visit', id, value: { ...before, file: { ...before.file, facts: there } } }],
  )
  // A run that began before knows nothing of this command; the one after it does.
  if ((await run()) !== 'offline') await run()
  const sent = phone.commands().find((one) => one.id === command)
  if (sent?.state === 'refused' && sent.trouble) {
    await phone.change((box) => box.filter((one) => one.id !== command), [{ kind: 'visit', id, value: before }])
    throw new NotTaken(sent.trouble)
  }
  // Taken again it brings the key under which this phone and the one of who joined hand over to each other.
  if (sent?.state === 'done' && joiner.officer) await takeOne(phone, id).catch(() => undefined)
  if (sent?.state === 'waiting') Toast.show({ content: words.kept })
}
