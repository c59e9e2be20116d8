import { Checkbox, Input } from 'antd'
import type { SignedOnSite } from '../../../contexts/inspection/model.ts'
import type { OfficerSnapshot } from '../../../contexts/people/model.ts'
import { Field } from '../../ui/Field.tsx'
import { SignaturePad } from '../../ui/SignaturePad.tsx'
import { words } from '../words-inspection.ts'

/** Signatures as they are drawn; the party's becomes one only when it is really there. */
export type SignDraft = {
  readonly officers: Readonly<Record<string, { strokes: string; at: string }>>
  readonly party: { name: string; post: string; strokes: string; at: string }
  readonly refused: boolean
  readonly refusalNote: string
}

export const noSignatures = (partyName: string): SignDraft => ({
  officers: {},
  party: { name: partyName, post: '', strokes: '', at: '' },
  refused: false,
  refusalNote: '',
})

export function signedOf(draft: SignDraft, officers: readonly OfficerSnapshot[]): SignedOnSite {
  const { party } = draft
  return {
    signatures: officers.flatMap(({ id, name }) => {
      const drawn = draft.officers[id]
      return drawn?.strokes ? [{ name, post: words.officers, strokes: drawn.strokes, at: drawn.at }] : []
    }),
    partySignature: !draft.refused && party.strokes && party.name.trim() ? { ...party, name: party.name.trim() } : null,
    refusalNote: draft.refused ? draft.refusalNote.trim() : '',
  }
}

type Props = {
  readonly value: SignDraft
  readonly officers: readonly OfficerSnapshot[]
  readonly onChange: (draft: SignDraft) => void
}

/** The officers sign, then the party; or its refusal is written down with who witnessed it. */
export function SignaturesOnSite({ value, officers, onChange }: Props) {
  const { party } = value
  const now = () => new Date().toISOString()
  return (
    <div className="form-grid" style={{ marginTop: 12 }}>
      {officers.map(({ id, name }) => (
        <div key={id}>
          <span className="field-label">{words.steps.officerSign(name)}</span>
          <SignaturePad
            label={words.steps.officerSign(name)}
            value={value.officers[id]?.strokes ?? ''}
            onChange={(strokes) =>
              onChange({ ...value, officers: { ...value.officers, [id]: { strokes, at: now() } } })
            }
          />
        </div>
      ))}
      <div className="wide">
        <Checkbox checked={value.refused} onChange={(event) => onChange({ ...value, refused: event.target.checked })}>
          {words.steps.refused}
        </Checkbox>
      </div>
      {value.refused ? (
        <Field label={words.steps.refusalNote} wide>
          {(tied) => (
            <Input.TextArea
              {...tied}
              autoSize={{ minRows: 2 }}
              maxLength={500}
              value={value.refusalNote}
              onChange={(event) => onChange({ ...value, refusalNote: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <>
          <Field label={words.steps.partyName}>
            {(tied) => (
              <Input
                {...tied}
                value={party.name}
                maxLength={50}
                onChange={(event) => onChange({ ...value, party: { ...party, name: event.target.value } })}
              />
            )}
          </Field>
          <Field label={words.steps.partyPost}>
            {(tied) => (
              <Input
                {...tied}
                value={party.post}
                maxLength={50}
                onChange={(event) => onChange({ ...value, party: { ...party, post: event.target.value } })}
              />
            )}
          </Field>
          <div>
            <span className="field-label">{words.steps.partySign}</span>
            <SignaturePad
              label={words.steps.partySign}
              value={party.strokes}
              onChange={(strokes) => onChange({ ...value, party: { ...party, strokes, at: now() } })}
            />
          </div>
        </>
      )}
    </div>
  )
}
