import { Button } from 'antd-mobile'
import type { Inspection } from '../../../contexts/inspection/model.ts'
import { SignaturePad } from '../../ui/SignaturePad.tsx'
import { Either, TextField } from '../Field.tsx'
import { rightNow } from '../offline/clock.ts'
import { words as site } from '../words-site.ts'
import { words } from '../words.ts'
import { partyOf } from './acts.ts'
import { useVisitNow } from './context.ts'
import { signAsOfficer, signPaper, type PaperSigned, type SigningDraft } from './draft.ts'

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

/** Signatures on glass for one paper: each officer, and the party or its refusal (WSL 68). */
export function Signing({ paper }: { paper: PaperSigned }) {
  const { file, draft } = useVisitNow()
  const signing = draft.value.signing[paper]
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
            onChange={(strokes) =>
              draft.set((before) => signAsOfficer(before, paper, { officerId: id, ink: inkOf(strokes) }))
            }
          />
        </div>
      ))}
      <div className="signer">
        <h3>{words.sign.party}</h3>
        <Either
          label={words.sign.how}
          yes={words.sign.signs}
          no={words.sign.refuses}
          value={!signing.partyRefuses}
          onChange={(signs) => draft.set((before) => signPaper(before, paper, { partyRefuses: !signs }))}
        />
        {signing.partyRefuses ? <Refusing paper={paper} /> : <PartySigning paper={paper} />}
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

/** Signing of one paper, the names that are one tap away, and how to change it. */
function useParty(paper: PaperSigned) {
  const { file, draft } = useVisitNow()
  const signing = draft.value.signing[paper]
  return {
    signing,
    party: partyOf(file.inspection, signing),
    names: knownNames(file.inspection, draft.value.present, file.enterprise),
    change: (part: Partial<SigningDraft>) => draft.set((before) => signPaper(before, paper, part)),
  }
}

function Refusing({ paper }: { paper: PaperSigned }) {
  const { signing, party, names, change } = useParty(paper)
  return (
    <>
      <TextField
        label={words.sign.refusalNote}
        value={signing.refusalNote}
        rows={2}
        max={500}
        placeholder={words.sign.refusalHint}
        onChange={(refusalNote) => change({ refusalNote })}
      />
      <Button block onClick={() => change({ refusalNote: words.sign.refusalQuick(party.name || names[0] || '') })}>
        {words.sign.refusalFill}
      </Button>
    </>
  )
}

function PartySigning({ paper }: { paper: PaperSigned }) {
  const { signing, party, names, change } = useParty(paper)
  return (
    <>
      <TextField
        label={words.sign.partyName}
        value={party.name}
        max={50}
        onChange={(partyName) => change({ partyName })}
      />
      <Chips
        label={words.sign.partyName}
        options={names}
        value={party.name}
        onPick={(partyName) => change({ partyName })}
      />
      <TextField
        label={words.sign.partyPost}
        value={party.post}
        max={50}
        onChange={(partyPost) => change({ partyPost })}
      />
      <Chips
        label={words.sign.partyPost}
        options={words.sign.partyPosts}
        value={party.post}
        onPick={(partyPost) => change({ partyPost })}
      />
      <SignaturePad
        label={words.sign.party}
        value={signing.party?.strokes ?? ''}
        onChange={(strokes) => change({ party: inkOf(strokes) })}
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
