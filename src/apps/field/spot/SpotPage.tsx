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
import { usePack } from '../api.ts'
import { TextField } from '../Field.tsx'
import { useNameOf } from '../law.ts'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { useNow } from '../use-now.ts'
import { useVisitNow } from '../visit/context.ts'
import { withoutSpot, type SpotDraft } from '../visit/draft.ts'
import { FinishBar } from '../visit/Missing.tsx'
import { Chips, Signing } from '../visit/Signing.tsx'
import { bookOf, numberHere, punishableHere, saidOf, whyNotHere, type Chosen, type SpotGround } from './spot.ts'
import { spotsDone } from './store.ts'
import { usePenalise } from './use-penalise.ts'
import { words } from './words.ts'

/** What the page stands on; null until it is read, or where this phone may not punish. */
function useGround(): SpotGround | null {
  const { file, me } = useVisitNow()
  const phone = usePhone()?.phone ?? null
  const pack = usePack(file.inspection.id)
  const done = useQuery({ queryKey: ['spots', phone?.id], queryFn: () => (phone ? spotsDone(phone) : []) })
  return pack?.spot && done.data ? { file, me, pack: { ...pack, spot: pack.spot }, done: done.data } : null
}

/** 当场处罚 (APL 51, 52): one hazard, within the caps, told first, signed, handed over at once; without network. */
export function SpotPage() {
  const { draft } = useVisitNow()
  const ground = useGround()
  const at = useNow()
  if (!ground) return null
  const choices = punishableHere(ground, at)
  const chosen = choices.find(({ hazard }) => hazard.id === draft.value.spot.hazardId) ?? null
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
                draft.set((before) => ({
                  ...before,
                  spot: {
                    ...before.spot,
                    hazardId: hazard.id,
                    facts: null,
                    penaltyKind: clause.range ? 'fine' : 'warning',
                  },
                }))
              }
            >
              {hazard.place ? `${hazard.place}：` : ''}
              {hazard.description}
              <small>{clause.basis}</small>
            </button>
          ))}
        </div>
      </section>
      {chosen && <Decide ground={ground} chosen={chosen} at={at} />}
    </>
  )
}

type Deciding = { readonly ground: SpotGround; readonly chosen: Chosen; readonly at: Instant }

function Decide({ ground, chosen, at }: Deciding) {
  const { draft, refresh, file } = useVisitNow()
  const nameOf = useNameOf()
  const go = useNavigate()
  const act = usePenalise(ground, async () => {
    draft.set(withoutSpot)
    await refresh()
    Toast.show({ content: words.done })
    void go(`/visit/${file.inspection.id}/papers`, { replace: true })
  })
  const said = saidOf(ground, draft.value, chosen, at)
  const issues = SpotPenalty.safeParse(said).error?.issues ?? []
  const refusals = [
    ...[...new Set(issues.map(({ message }) => message))].map((sentence) => no('field-invalid', {}, sentence)),
    ...whyNotHere(ground, said, chosen, at),
  ]
  return (
    <>
      <Amount ground={ground} chosen={chosen} at={at} />
      <Tell ground={ground} said={said} />
      <Signing paper="spot" />
      <p className="soft">{words.number(numberHere(ground) ?? '—')}</p>
      <p className="notice">{words.after}</p>
      <TroubleNotice trouble={act.trouble} nameOf={nameOf} />
      <FinishBar
        refusals={refusals}
        busy={act.busy}
        label={words.submit}
        onSubmit={() => void act.submit(chosen)}
      />
    </>
  )
}

/** Changes one part of the penalty that is being typed. */
function useSpotDraft() {
  const { draft } = useVisitNow()
  const change = (part: Partial<SpotDraft>) =>
    draft.set((before) => ({ ...before, spot: { ...before.spot, ...part } }))
  return [draft.value.spot, change] as const
}

type Option<Value extends string> = { readonly value: Value; readonly label: string }
type PickProps<Value extends string> = {
  readonly label: string
  readonly options: readonly Option<Value>[]
  readonly value: Value
  readonly onPick: (value: Value) => void
}

function Pick<Value extends string>({ label, options, value, onPick }: PickProps<Value>) {
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

function Amount({ ground, chosen: { hazard, clause }, at }: Deciding) {
  const [spot, change] = useSpotDraft()
  const isUnit = clause.against === 'unit' && ground.file.enterprise.kind !== 'self-employed'
  const capFen =
    findNumber(bookOf(ground.pack), isUnit ? 'penalty.simple.organisation-max' : 'penalty.simple.citizen-max', {
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
        <Pick
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
          <Pick
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
function Tell({ ground, said }: { readonly ground: SpotGround; readonly said: SpotPenalty }) {
  const [spot, change] = useSpotDraft()
  const { remedy } = ground.pack.spot
  return (
    <section className="card" aria-label={words.tell}>
      <h2>{words.tell}</h2>
      <p className="soft">{words.read}</p>
      <p className="say">
        {words.say({
          facts: said.facts,
          violated: said.violatedText,
          basis: said.basisText,
          penalty: said.penaltyKind === 'warning' ? words.warning : words.penalty(yuanText(said.amountFen)),
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
      <TextField
        label={words.heard}
        value={spot.heard}
        rows={2}
        max={2000}
        onChange={(heard) => change({ heard })}
      />
      <Chips
        label={words.heard}
        options={[words.noObjection]}
        value={spot.heard}
        onPick={(heard) => change({ heard })}
      />
    </section>
  )
}
