import { useQuery } from '@tanstack/react-query'
import { Toast } from 'antd-mobile'
import { useNavigate } from 'react-router'
import { SiteInterview } from '../../../contexts/casework/contract/on-site.ts'
import { no } from '../../../kernel/refusal.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import type { Draft } from '../../ui/use-draft.ts'
import { usePack, useStock } from '../api.ts'
import { Either, TextField } from '../Field.tsx'
import { useNameOf } from '../law.ts'
import { rightNow } from '../offline/clock.ts'
import type { Phone } from '../offline/phone.ts'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { useKept } from '../offline/use-kept-draft.ts'
import { interviewsDone } from '../side/store.ts'
import { useBeside } from '../side/use-beside.ts'
import { inkedBy, useSideDraft } from '../side/use-side-draft.ts'
import { useNow } from '../use-now.ts'
import { useVisitNow } from '../visit/context.ts'
import { FinishBar } from '../visit/Missing.tsx'
import { MinuteField } from '../visit/MinuteField.tsx'
import { Chips, SigningCard } from '../visit/Signing.tsx'
import {
  interviewersOf,
  interviewHere,
  interviewOf,
  NO_INTERVIEW,
  questionsHere,
  saysOfInterview,
  whyNotKept,
  type InterviewDraft,
  type InterviewGround,
} from './interview.ts'
import { Dialogue } from './Dialogue.tsx'
import { ReadingBack } from './ReadingBack.tsx'
import { words } from './words.ts'

/** 询问笔录 (D16) on site, without network: told first, asked from the bank, read back, signed. */
export function InterviewPage() {
  const { file, me } = useVisitNow()
  const phone = usePhone()?.phone ?? null
  const { id } = file.inspection
  const pack = usePack(id)
  const stock = useStock()
  const draftId = `${id}.interview`
  const kept = useKept<InterviewDraft>(phone, draftId)
  const before = useQuery({
    queryKey: ['beside', phone?.id, id],
    queryFn: () => (phone ? interviewsDone(phone, id) : []),
  })
  if (!phone || !pack || !stock || !before.data || kept === undefined) return null
  return <Asking phone={phone} id={draftId} kept={kept} ground={{ file, me, pack, stock, before: before.data }} />
}

type AskingProps = {
  readonly phone: Phone
  readonly id: string
  readonly kept: { readonly at: string; readonly value: InterviewDraft } | null
  readonly ground: InterviewGround
}

function Asking({ phone, id, kept, ground }: AskingProps) {
  const { refresh } = useVisitNow()
  const draft = useSideDraft<InterviewDraft>({ phone, id, initial: NO_INTERVIEW, kept, says: saysOfInterview })
  const now = useNow()
  // The screen's clock ticks; an end that was set a moment ago is not in the future.
  const at = draft.value.until > now && draft.value.until <= rightNow() ? draft.value.until : now
  const nameOf = useNameOf()
  const go = useNavigate()
  const { inspection } = ground.file
  const act = useBeside(
    () => interviewHere(ground, draft.value),
    async () => {
      draft.discard()
      await refresh()
      Toast.show({ content: words.done })
      void go(`/visit/${inspection.id}/papers`, { replace: true })
    },
  )
  const input = interviewOf(ground, draft.value, at)
  const issues = SiteInterview.safeParse(input).error?.issues ?? []
  const refusals = [
    ...[...new Set(issues.map(({ message }) => message))].map((sentence) => no('field-invalid', {}, sentence)),
    ...whyNotKept(ground, input, at),
  ]
  return (
    <>
      {ground.before.length > 0 && <p className="notice">{words.kept(ground.before.length)}</p>}
      <Who draft={draft} ground={ground} />
      <Told draft={draft} />
      <Dialogue draft={draft} groups={questionsHere(ground)} />
      <When draft={draft} ground={ground} from={input.from} until={input.until} />
      <ReadingBack draft={draft} ground={ground} input={input} at={at} />
      <SigningCard
        label={words.signs}
        partyIs={{ name: draft.value.respondent, post: draft.value.jobTitle }}
        signing={draft.value.signing}
        onOfficer={(officerId, ink) =>
          draft.set((before) => ({ ...before, signing: inkedBy(before.signing, officerId, ink) }))
        }
        onChange={(part) =>
          draft.set((before) => ({ ...before, signing: { ...before.signing, lapsed: false, ...part } }))
        }
      />
      <TroubleNotice trouble={act.trouble} nameOf={nameOf} />
      <FinishBar refusals={refusals} busy={act.busy} label={words.submit} onSubmit={() => void act.submit()} />
    </>
  )
}

type PartProps = { readonly draft: Draft<InterviewDraft> }

const TEXTS = ['age', 'idNumber', 'home', 'phone'] as const

function Who({ draft: { value, set }, ground: { file } }: PartProps & { readonly ground: InterviewGround }) {
  const { present } = file.inspection
  const { principal, safetyManager, name } = file.enterprise
  const names = [...new Set([...present.map((person) => person.name), principal, safetyManager])].filter(Boolean)
  return (
    <section className="card">
      <h2>{words.who}</h2>
      <TextField
        label={words.respondent}
        value={value.respondent}
        max={50}
        onChange={(respondent) => set({ respondent })}
      />
      <Chips
        label={words.respondent}
        options={names}
        value={value.respondent}
        onPick={(respondent) => set({ respondent })}
      />
      <TextField label={words.jobTitle} value={value.jobTitle} max={50} onChange={(jobTitle) => set({ jobTitle })} />
      <details>
        <summary>{words.more}</summary>
        <Chips label={words.gender} options={words.genders} value={value.gender} onPick={(gender) => set({ gender })} />
        {TEXTS.map((field) => (
          <TextField
            key={field}
            label={words[field]}
            value={value[field]}
            max={field === 'home' ? 300 : 40}
            onChange={(text) => set({ [field]: text })}
          />
        ))}
        <TextField
          label={words.employer}
          value={value.employer ?? name}
          max={200}
          onChange={(employer) => set({ employer })}
        />
      </details>
    </section>
  )
}

const FLAGS = ['certificatesShown', 'rightsTold'] as const

function Told({ draft: { value, set } }: PartProps) {
  return (
    <section className="card" aria-label={words.tell}>
      <h2>{words.tell}</h2>
      <p className="say">{words.say}</p>
      <div className="stack">
        {FLAGS.map((flag) => (
          <button
            key={flag}
            type="button"
            className="result"
            aria-pressed={value[flag]}
            onClick={() => set({ [flag]: !value[flag], from: value.from || rightNow() })}
          >
            {words.flags[flag]}
          </button>
        ))}
      </div>
      <div className="field">
        <div className="field-label">{words.recusal}</div>
        <Either
          label={words.recusal}
          yes={words.recusals.不申请}
          no={words.recusals.申请}
          value={value.recusal === '不申请'}
          onChange={(isNone) => set({ recusal: isNone ? '不申请' : '申请' })}
        />
      </div>
    </section>
  )
}

type WhenProps = PartProps & { readonly ground: InterviewGround; readonly from: string; readonly until: string }

function When({ draft: { value, set }, ground: { file, me }, from, until }: WhenProps) {
  const people = interviewersOf(file)
  return (
    <section className="card">
      <h2>{words.when}</h2>
      <TextField
        label={words.place}
        value={value.place}
        max={200}
        placeholder={words.placeHint}
        onChange={(place) => set({ place })}
      />
      <MinuteField label={words.from} value={from} onChange={(at) => set({ from: at })} />
      <MinuteField label={words.until} value={until} onChange={(at) => set({ until: at })} />
      <p className="soft">
        {words.interviewers}：{people.map(({ name }) => name).join('、')}
        <br />
        {words.recorder}：{people.find(({ id }) => id !== me.id)?.name ?? me.name}
      </p>
    </section>
  )
}
