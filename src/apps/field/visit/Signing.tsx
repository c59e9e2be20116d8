import { Button } from 'antd-mobile'
import type { Inspection } from '../../../contexts/inspection/model.ts'
import { SignaturePad } from '../../ui/SignaturePad.tsx'
import { Either, TextField } from '../Field.tsx'
import { rightNow } from '../offline/clock.ts'
import { words as site } from '../words-site.ts'
import { words } from '../words.ts'
import { partyOf } from './acts.ts'
import { useVisitNow } from './context.ts'
import { signAsOfficer, signPaper, type Ink, type PaperSigned, type SigningDraft } from './draft.ts'

const inkOf = (strokes: string) => (strokes ? { strokes, at: rightNow() } : null)

/** Names that the file knows already, so that the party's name is one tap. */
function knownNames(
  inspection: Inspection,
  present: readonly { name: string }[],
  file: { principal: string; safetyManager: string },
): string[] {
  const names = [
    ...present.map(({ name }) => name),
    ...inspection.present.map(({ name }) => name),
    file.principal,
    file.safetyManager,
  ]
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))].slice(0, 4)
}

/** Signatures on glass for one paper of the visit's own steps. */
export function Signing({ paper }: { paper: PaperSigned }) {
  const { draft } = useVisitNow()
  return (
    <SigningCard
      signing={draft.value.signing[paper]}
      onOfficer={(officerId, ink) => draft.set((before) => signAsOfficer(before, paper, { officerId, ink }))}
      onChange={(part) => draft.set((before) => signPaper(before, paper, part))}
    />
  )
}

type CardProps = {
  readonly signing: SigningDraft
  readonly onOfficer: (officerId: string, ink: Ink | null) => void
  readonly onChange: (part: Partial<SigningDraft>) => void
  /** Who signs beside the officers; the person in charge of the business when left out. */
  readonly label?: string
  /** His name and post, where they are known already. */
  readonly partyIs?: { readonly name: string; readonly post: string }
}

/** Signatures on glass for one paper: each officer, and the party or its refusal (WSL 68). */
export function SigningCard({ signing, onOfficer, onChange, label = words.sign.party, partyIs }: CardProps) {
  const { file } = useVisitNow()
  return (
    <section className="card" aria-label={words.sign.title}>
      <h2>{words.sign.title}</h2>
      {signing.lapsed && (
        <p className="notice warn" role="status">
          {words.sign.lapsed}
        </p>
      )}
      {file.inspection.officers.map(({ id, name, certificateNumber }) => (
        <div key={id} className="signer">
          <p>{words.sign.officer(name, certificateNumber)}</p>
          <SignaturePad
            label={name}
            value={signing.officers[id]?.strokes ?? ''}
            onChange={(strokes) => onOfficer(id, inkOf(strokes))}
          />
        </div>
      ))}
      <div className="signer">
        <h3>{label}</h3>
        <Either
          label={words.sign.how}
          yes={words.sign.signs}
          no={words.sign.refuses}
          value={!signing.partyRefuses}
          onChange={(signs) => onChange({ partyRefuses: !signs })}
        />
        {signing.partyRefuses ? (
          <Refusing signing={signing} onChange={onChange} name={partyIs?.name} />
        ) : (
          <PartySigning signing={signing} onChange={onChange} label={label} isKnown={partyIs !== undefined} />
        )}
      </div>
    </section>
  )
}

/** The principal's own signature: a major hazard closes over it (REC-05). */
export function PrincipalSigning() {
  const { file, draft } = useVisitNow()
  const { principal } = file.enterprise
  return (
    <section className="card" aria-label={site.principalSigns}>
      <h2>{site.principalSigns}</h2>
      <p className="soft">{site.principalWhy}</p>
      <div className="signer">
        <p>{principal}</p>
        <SignaturePad
          label={principal}
          value={draft.value.principalInk?.strokes ?? ''}
          onChange={(strokes) => draft.set({ principalInk: inkOf(strokes) })}
        />
      </div>
    </section>
  )
}

type PartyProps = Pick<CardProps, 'signing' | 'onChange'>

/** The party as typed or known, and the names that are one tap away. */
function useParty(signing: SigningDraft) {
  const { file, draft } = useVisitNow()
  return {
    party: partyOf(file.inspection, signing),
    names: knownNames(file.inspection, draft.value.present, file.enterprise),
  }
}

function Refusing({ signing, onChange, name }: PartyProps & { readonly name: string | undefined }) {
  const { party, names } = useParty(signing)
  const who = name ?? (party.name || names[0] || '')
  return (
    <>
      <TextField
        label={words.sign.refusalNote}
        value={signing.refusalNote}
        rows={2}
        max={500}
        placeholder={words.sign.refusalHint}
        onChange={(refusalNote) => onChange({ refusalNote })}
      />
      <Button block onClick={() => onChange({ refusalNote: words.sign.refusalQuick(who) })}>
        {words.sign.refusalFill}
      </Button>
    </>
  )
}

type PartySigningProps = PartyProps & { readonly label: string; readonly isKnown: boolean }

function PartySigning({ signing, onChange, label, isKnown }: PartySigningProps) {
  return (
    <>
      {!isKnown && <PartyName signing={signing} onChange={onChange} />}
      <SignaturePad
        label={label}
        value={signing.party?.strokes ?? ''}
        onChange={(strokes) => onChange({ party: inkOf(strokes) })}
      />
    </>
  )
}

function PartyName({ signing, onChange }: PartyProps) {
  const { party, names } = useParty(signing)
  return (
    <>
      <TextField
        label={words.sign.partyName}
        value={party.name}
        max={50}
        onChange={(partyName) => onChange({ partyName })}
      />
      <Chips
        label={words.sign.partyName}
        options={names}
        value={party.name}
        onPick={(partyName) => onChange({ partyName })}
      />
      <TextField
        label={words.sign.partyPost}
        value={party.post}
        max={50}
        onChange={(partyPost) => onChange({ partyPost })}
      />
      <Chips
        label={words.sign.partyPost}
        options={words.sign.partyPosts}
        value={party.post}
        onPick={(partyPost) => onChange({ partyPost })}
      />
    </>
  )
}

type ChipsProps = {
  readonly label: string
  readonly options: readonly string[]
  readonly value: string
  readonly onPick: (value: string) => void
}

/** Ready answers, one tap each. */
export function Chips({ label, options, value, onPick }: ChipsProps) {
  if (options.length === 0) return null
  return (
    <div className="chips below" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option}
          type="button"
          className="chip"
          aria-pressed={option === value}
          onClick={() => onPick(option)}
        >
          {option}
        </button>
      ))}
    </div>
  )
}
