import { Button } from 'antd-mobile'
import { useState } from 'react'
import type { Colleague } from '../../../contexts/inspection/contract/join.ts'
import { JOIN_ROLES, type JoinRole } from '../../../contexts/inspection/model.ts'
import { isCertified } from '../../../contexts/people/model.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { newId } from '../../ui/device.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SearchField, Sheet, TextField } from '../Field.tsx'
import { useNameOf } from '../law.ts'
import { rightNow } from '../offline/clock.ts'
import { words as all } from '../words-site.ts'
import { useVisitNow } from './context.ts'
import { withoutInkOf } from './ink.ts'
import { useColleagues, useJoin } from './use-join.ts'

const words = all.join
const SHOWN_MAX = 8
const ROLES = Object.keys(JOIN_ROLES) as JoinRole[]
const RECUSALS = ['none', 'asked'] as const

/** Somebody comes to a visit that has begun: a colleague who enforces, help, or company (PLN-15). */
export function JoinSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Sheet open={open} title={words.title} onClose={onClose}>
      <JoinForm onClose={onClose} />
    </Sheet>
  )
}

function JoinForm({ onClose }: { readonly onClose: () => void }) {
  const { file, draft, refresh } = useVisitNow()
  const nameOf = useNameOf()
  const colleagues = useColleagues()
  const [personId, setPersonId] = useState(newId)
  const [typed, setTyped] = useState({
    role: 'officer' as JoinRole,
    officerId: null as string | null,
    name: '',
    post: '',
    crowdBecause: '',
    recusal: null as 'none' | 'asked' | null,
  })
  const set = (part: Partial<typeof typed>) => {
    setPersonId(newId())
    setTyped((before) => ({ ...before, ...part }))
  }
  const { submit, busy, trouble } = useJoin(colleagues, async () => {
    // The record will name one more: whoever signed it before signs what stands there then.
    draft.set((before) => ({
      ...before,
      signing: { ...before.signing, record: withoutInkOf(before.signing.record, before.signing.record) },
    }))
    await refresh()
    onClose()
  })
  const { inspection, facts } = file
  const { recusal } = typed
  const people = inspection.officers.length + inspection.assistants.length + 1
  const isCrowd = facts.onSiteMax ? people > facts.onSiteMax.people : false
  return (
    <>
      <div className="chips" role="group" aria-label={words.role} style={{ marginBottom: 12 }}>
        {ROLES.map((role) => (
          <button
            key={role}
            type="button"
            className="chip"
            aria-pressed={typed.role === role}
            onClick={() => set({ role, officerId: null })}
          >
            {JOIN_ROLES[role]}
          </button>
        ))}
      </div>
      {typed.role === 'officer' ? (
        <ColleaguePicker
          colleagues={colleagues}
          chosen={typed.officerId}
          onChoose={(officerId) => set({ officerId })}
        />
      ) : (
        <>
          <TextField label={words.name} max={50} value={typed.name} onChange={(name) => set({ name })} />
          <TextField label={words.post} max={50} value={typed.post} onChange={(post) => set({ post })} />
        </>
      )}
      {isCrowd && facts.onSiteMax && (
        <TextField
          label={words.crowd}
          help={words.crowdHint(people, facts.onSiteMax.people)}
          rows={2}
          max={300}
          value={typed.crowdBecause}
          onChange={(crowdBecause) => set({ crowdBecause })}
        />
      )}
      <p className="soft">{words.recusalWhy}</p>
      <div className="two either" role="group" aria-label={words.recusal}>
        {RECUSALS.map((recusal) => (
          <button
            key={recusal}
            type="button"
            className="result"
            aria-pressed={typed.recusal === recusal}
            onClick={() => set({ recusal })}
          >
            {words.recusals[recusal]}
          </button>
        ))}
      </div>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      {recusal === null && <p className="soft">{words.recusalFirst}</p>}
      <Button
        block
        color="primary"
        loading={busy}
        disabled={recusal === null}
        onClick={() => {
          if (recusal) void submit({ ...typed, recusal, personId })
        }}
      >
        {words.submit}
      </Button>
    </>
  )
}

type PickerProps = {
  readonly colleagues: readonly Colleague[]
  readonly chosen: string | null
  readonly onChoose: (officerId: string) => void
}

/** Colleagues by name, each with his certificate as it stands today. */
function ColleaguePicker({ colleagues, chosen, onChoose }: PickerProps) {
  const [q, setQ] = useState('')
  const on = lawDateOf(rightNow())
  const found = colleagues.filter(({ officer }) => officer.name.includes(q.trim()))
  return (
    <>
      {colleagues.length > SHOWN_MAX && <SearchField label={words.search} value={q} onChange={setQ} />}
      {colleagues.length === 0 && <p className="soft">{words.nobody}</p>}
      <div className="choices" role="radiogroup" aria-label={words.officer}>
        {found.slice(0, SHOWN_MAX).map(({ officer }) => (
          <button
            key={officer.id}
            type="button"
            role="radio"
            className="choice"
            aria-checked={chosen === officer.id}
            onClick={() => onChoose(officer.id)}
          >
            {officer.name}
            <small>
              {isCertified(officer, on) ? words.certified(officer.certificate?.number ?? '') : words.notCertified}
            </small>
          </button>
        ))}
      </div>
      {found.length > SHOWN_MAX && <p className="soft">{words.more(found.length - SHOWN_MAX)}</p>}
    </>
  )
}
