import { useQuery } from '@tanstack/react-query'
import { Toast } from 'antd-mobile'
import { useNavigate } from 'react-router'
import { SpotPenalty } from '../../../contexts/casework/contract/on-site.ts'
import { spotFacts } from '../../../contexts/casework/rules/on-site.ts'
import { findNumber } from '../../../contexts/law/rules/lawbook.ts'
import { yuanText } from '../../../kernel/money.ts'
import { no } from '../../../kernel/refusal.ts'
import { lawDateOf, type Instant } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { usePack, useStock } from '../api.ts'
import { TextField } from '../Field.tsx'
import { useNameOf } from '../law.ts'
import type { Phone } from '../offline/phone.ts'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { useKept } from '../offline/use-kept-draft.ts'
import { allDone } from '../side/store.ts'
import { useBeside } from '../side/use-beside.ts'
import { inkedBy, useSideDraft } from '../side/use-side-draft.ts'
import type { Draft } from '../../ui/use-draft.ts'
import { useNow } from '../use-now.ts'
import { useVisitNow } from '../visit/context.ts'
import { FinishBar } from '../visit/Missing.tsx'
import { Chips, SigningCard } from '../visit/Signing.tsx'
import { NO_SPOT, saysOfSpot, type SpotDraft } from './draft.ts'
import {
  bookOf,
  numberHere,
  penaltyHere,
  punishableHere,
  saidOf,
  whyNotHere,
  type Chosen,
  type SpotGround,
} from './spot.ts'
import { words } from './words.ts'

/** What the page stands on; null until it is read, or where this phone may not punish. */
function useGround(): SpotGround | null {
  const { file, me } = useVisitNow()
  const phone = usePhone()?.phone ?? null
  const pack = usePack(file.inspection.id)
  const stock = useStock()
  const known = useQuery({ queryKey: ['beside', phone?.id], queryFn: () => (phone ? allDone(phone) : []) })
  if (!pack || !stock || !known.data) return null
  const done = known.data.filter((one) => one.kind === 'penalise')
  return { file, me, pack, stock, done }
}

/** 当场处罚 (APL 51, 52): one hazard, within the caps, told first, signed, handed over at once; without network. */
export function SpotPage() {
  const { file } = useVisitNow()
  const phone = usePhone()?.phone ?? null
  const id = `${file.inspection.id}.spot`
  const kept = useKept<SpotDraft>(phone, id)
  const ground = useGround()
  return phone && ground && kept !== undefined ? <Penalising phone={phone} id={id} kept={kept} ground={ground} /> : null
}

type PenalisingProps = {
  readonly phone: Phone
  readonly id: string
  readonly kept: { readonly at: string; readonly value: SpotDraft } | null
  readonly ground: SpotGround
}

function Penalising({ phone, id, kept, ground }: PenalisingProps) {
  const draft = useSideDraft<SpotDraft>({ phone, id, initial: NO_SPOT, kept, says: saysOfSpot })
  const at = useNow()
  const choices = punishableHere(ground, at)
  const chosen = choices.find(({ hazard }) => hazard.id === draft.value.hazardId) ?? null
  if (choices.length === 0) return <EmptyState title={words.none}>{words.noneMend}</EmptyState>
  return (
    <>
      <section className="card">
        <h2>{words.which}</h2>
        <div className="choices" role="radiogroup" aria-label={words.which}>
          {choices.map(({ hazard, clause }) => (
            <button
              key={hazard.id}
              type="button"
              role="radio"
              className="choice"
              aria-checked={hazard.id === chosen?.hazard.id}
              onClick={() =>
                draft.set({ hazardId: hazard.id, facts: null, penaltyKind: clause.range ? 'fine' : 'warning' })
              }
            >
              {hazard.place ? `${hazard.place}：` : ''}
              {hazard.description}
              <small>{clause.basis}</small>
            </button>
          ))}
        </div>
      </section>
      {chosen && <Decide draft={draft} ground={ground} chosen={chosen} at={at} />}
    </>
  )
}

type Deciding = {
  readonly draft: Draft<SpotDraft>
  readonly ground: SpotGround
  readonly chosen: Chosen
  readonly at: Instant
}

function Decide({ draft, ground, chosen, at }: Deciding) {
  const { refresh, file } = useVisitNow()
  const nameOf = useNameOf()
  const go = useNavigate()
  const { signing } = draft.value
  const act = useBeside(
    () => penaltyHere(ground, draft.value, chosen),
    async () => {
      draft.discard()
      await refresh()
      Toast.show({ content: words.done })
      void go(`/visit/${file.inspection.id}/papers`, { replace: true })
    },
  )
  const said = saidOf(ground, draft.value, chosen, at)
  const issues = SpotPenalty.safeParse(said).error?.issues ?? []
  const refusals = [
    ...[...new Set(issues.map(({ message }) => message))].map((sentence) => no('field-invalid', {}, sentence)),
    ...whyNotHere(ground, said, chosen, at),
  ]
  return (
    <>
      <Amount draft={draft} ground={ground} chosen={chosen} at={at} />
      <Tell draft={draft} ground={ground} said={said} />
      <SigningCard
        signing={signing}
        onOfficer={(officerId, ink) =>
          draft.set((before) => ({ ...before, signing: inkedBy(before.signing, officerId, ink) }))
        }
        onChange={(part) =>
          draft.set((before) => ({ ...before, signing: { ...before.signing, lapsed: false, ...part } }))
        }
      />
      <p className="soft">{words.number(numberHere(ground, at) ?? '—')}</p>
      <p className="notice">{words.after}</p>
      <TroubleNotice trouble={act.trouble} nameOf={nameOf} />
      <FinishBar refusals={refusals} busy={act.busy} label={words.submit} onSubmit={() => void act.submit()} />
    </>
  )
}

type Option<Value extends string> = { readonly value: Value; readonly label: string }
type OneOfProps<Value extends string> = {
  readonly label: string
  readonly options: readonly Option<Value>[]
  readonly value: Value
  readonly onPick: (value: Value) => void
}

function OneOf<Value extends string>({ label, options, value, onPick }: OneOfProps<Value>) {
  return (
    <div className="field" role="group" aria-label={label}>
      <div className="field-label">{label}</div>
      <div className="choices" role="radiogroup" aria-label={label}>
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            role="radio"
            className="choice"
            aria-checked={option.value === value}
            onClick={() => onPick(option.value)}
          >
            {option.label}
          </button>
        ))}
      </div>
    </div>
  )
}

function Amount({ draft: { value: spot, set: change }, ground, chosen: { hazard, clause }, at }: Deciding) {
  const isUnit = clause.against === 'unit' && ground.file.enterprise.kind !== 'self-employed'
  const capFen =
    findNumber(bookOf(ground), isUnit ? 'penalty.simple.organisation-max' : 'penalty.simple.citizen-max', {
      region: ground.file.inspection.region,
      date: lawDateOf(at),
    }) ?? 0
  const kinds = [
    ...(clause.range ? [{ value: 'fine' as const, label: words.fine }] : []),
    ...(clause.mayWarn ? [{ value: 'warning' as const, label: words.warning }] : []),
  ]
  return (
    <section className="card">
      <h2>{words.title}</h2>
      <p className="soft">
        {words.violated}：{clause.violated}
        <br />
        {words.basis}：{clause.basis}
      </p>
      <TextField
        label={words.facts}
        value={spot.facts ?? spotFacts(hazard, at)}
        rows={3}
        max={2000}
        onChange={(facts) => change({ facts })}
      />
      {kinds.length > 1 && (
        <OneOf
          label={words.kind}
          options={kinds}
          value={spot.penaltyKind}
          onPick={(penaltyKind) => change({ penaltyKind, yuan: '' })}
        />
      )}
      {spot.penaltyKind === 'fine' && clause.range && (
        <>
          <TextField
            label={words.amount}
            value={spot.yuan}
            max={12}
            placeholder={words.amountHint}
            help={
              <>
                {words.range(yuanText(clause.range.minFen), yuanText(clause.range.maxFen))}；
                {words.cap(isUnit ? words.unit : words.citizen, yuanText(capFen))}
              </>
            }
            onChange={(yuan) => change({ yuan })}
          />
          <OneOf
            label={words.collect}
            options={Object.entries(words.collects).map(([value, label]) => ({
              value: value as SpotDraft['collect'],
              label,
            }))}
            value={spot.collect}
            onPick={(collect) => change({ collect })}
          />
        </>
      )}
    </section>
  )
}

const FLAGS = ['certificatesShown', 'told', 'recorded'] as const

/** Read out before anything is decided (APL 44, 45), the compulsory reconsideration with it (ARL 23). */
type TellProps = Pick<Deciding, 'draft' | 'ground'> & { readonly said: SpotPenalty }

function Tell({ draft: { value: spot, set: change }, ground, said }: TellProps) {
  const { remedy } = ground.stock
  return (
    <section className="card" aria-label={words.tell}>
      <h2>{words.tell}</h2>
      <p className="soft">{words.read}</p>
      <p className="say">
        {words.say({
          facts: said.facts,
          violated: said.violatedText,
          basis: said.basisText,
          penalty:
            said.penaltyKind === 'warning'
              ? words.warning
              : words.penalty(said.amountFen > 0 ? yuanText(said.amountFen) : '＿＿'),
        })}
      </p>
      <p className="say">{words.remedy({ organ: remedy.organ, days: remedy.reconsiderationDays })}</p>
      <div className="stack">
        {FLAGS.map((flag) => (
          <button
            key={flag}
            type="button"
            className="result"
            aria-pressed={spot[flag]}
            onClick={() => change({ [flag]: !spot[flag] })}
          >
            {words.flags[flag]}
          </button>
        ))}
      </div>
      <TextField label={words.heard} value={spot.heard} rows={2} max={2000} onChange={(heard) => change({ heard })} />
      <Chips
        label={words.heard}
        options={[words.noObjection]}
        value={spot.heard}
        onPick={(heard) => change({ heard })}
      />
    </section>
  )
}
