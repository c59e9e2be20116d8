import { Button, Dialog } from 'antd-mobile'
import { useState } from 'react'
import type { PlannedItem } from '../../../contexts/inspection/model.ts'
import { Field, Sheet, TextField } from '../Field.tsx'
import { useMajorHazards, useViolations } from '../law.ts'
import { words } from '../words.ts'
import { words as site } from '../words-site.ts'
import { usePack } from '../api.ts'
import { useVisitNow } from './context.ts'
import { dropFinding, saveFinding, type FindingDraft } from './draft.ts'
import { OperatorCheck } from './OperatorCheck.tsx'
import { ScopeCheck } from './ScopeCheck.tsx'
import { Photos } from './Photos.tsx'

/** One finding, edited in place: each letter is in the draft at once, the sheet only shows it. */
export function FindingSheet({ findingId, onClose }: { findingId: string | null; onClose: () => void }) {
  const { file, draft } = useVisitNow()
  const finding = draft.value.findings.find(({ id }) => id === findingId)
  const item = file.facts.items.find(({ id }) => id === finding?.checkItemId)
  const remove = async () => {
    if (!finding || !(await Dialog.confirm({ content: words.finding.removeSure }))) return
    onClose()
    draft.set((before) => dropFinding(before, finding.id))
  }
  return (
    <Sheet
      open={finding !== undefined}
      title={words.finding.title}
      onClose={onClose}
      foot={
        <>
          <Button color="danger" fill="outline" onClick={() => void remove()}>
            {words.finding.remove}
          </Button>
          <Button color="primary" onClick={onClose}>
            {words.finding.done}
          </Button>
        </>
      }
    >
      {finding && item && <Fields finding={finding} item={item} />}
    </Sheet>
  )
}

function Fields({ finding, item }: { finding: FindingDraft; item: PlannedItem }) {
  const { draft, file } = useVisitNow()
  const [operator, setOperator] = useState(false)
  const [scope, setScope] = useState(false)
  const pack = usePack(file.inspection.id)
  const change = (part: Partial<FindingDraft>) =>
    draft.set((before) => {
      const now = before.findings.find(({ id }) => id === finding.id)
      return now ? saveFinding(before, { ...now, ...part }) : before
    })
  const insert = (sentence: string) =>
    change({ description: `${finding.description}${/[。；]$/.test(finding.description) ? '' : '。'}${sentence}` })
  return (
    <>
      <p className="soft">{item.content}</p>
      <TextField
        label={words.finding.description}
        value={finding.description}
        rows={3}
        max={1000}
        placeholder={words.finding.descriptionHint}
        aside={words.finding.counter(finding.description.length)}
        onChange={(description) => change({ description })}
      />
      <div className="two spaced">
        <Button onClick={() => setOperator(true)}>{words.finding.operator}</Button>
        {pack && <Button onClick={() => setScope(true)}>{site.scope.open}</Button>}
      </div>
      {pack && (
        <ScopeCheck
          open={scope}
          licences={pack.along.licences ?? null}
          takenAt={pack.along.at}
          onClose={() => setScope(false)}
          onInsert={insert}
        />
      )}
      <OperatorCheck
        open={operator}
        enterpriseId={file.enterprise.id}
        kept={pack?.along.operators ? { operators: pack.along.operators, at: pack.along.at } : null}
        onClose={() => setOperator(false)}
        onInsert={insert}
      />
      <Photos
        photos={finding.photos}
        hints={item.evidenceHints}
        onChange={(edit) =>
          draft.set((before) => {
            const now = before.findings.find(({ id }) => id === finding.id)
            return now ? saveFinding(before, { ...now, photos: edit(now.photos) }) : before
          })
        }
      />
      {finding.photos.length === 0 && (
        <TextField
          label={words.finding.noPhoto}
          value={finding.noEvidenceBecause}
          max={300}
          placeholder={words.finding.noPhotoHint}
          onChange={(noEvidenceBecause) => change({ noEvidenceBecause })}
        />
      )}
      <TextField
        label={words.finding.place}
        value={finding.place}
        placeholder={words.finding.placeHint}
        onChange={(place) => change({ place })}
      />
      <Field label={words.finding.quantity} help={words.finding.quantityHint}>
        {(id) => <Quantity id={id} value={finding.quantity} onChange={(quantity) => change({ quantity })} />}
      </Field>
      <MajorPicker
        codes={item.majorHazardCodes}
        value={finding.majorHazardCode}
        onChange={(majorHazardCode) => change({ majorHazardCode })}
      />
      <ViolationPicker
        keys={item.violationKeys}
        value={finding.violationKey}
        onChange={(violationKey) => change({ violationKey })}
      />
    </>
  )
}

const Quantity = ({ id, value, onChange }: { id: string; value: number; onChange: (value: number) => void }) => (
  <div className="quantity">
    <Button aria-label={words.finding.fewer} disabled={value <= 1} onClick={() => onChange(value - 1)}>
      −
    </Button>
    <input
      id={id}
      className="field-box"
      inputMode="numeric"
      maxLength={4}
      value={value}
      onChange={(event) => onChange(Math.max(1, Number(event.target.value.replace(/\D/g, '')) || 1))}
    />
    <Button aria-label={words.finding.moreOf} onClick={() => onChange(Math.min(9999, value + 1))}>
      ＋
    </Button>
  </div>
)

type PickProps = { readonly value: string | null; readonly onChange: (value: string | null) => void }

/** A hazard is major only with its criterion: nothing else offers the word (WSL 118). */
function MajorPicker({ codes, value, onChange }: PickProps & { codes: readonly string[] }) {
  const criteria = useMajorHazards(codes)
  if (codes.length === 0) return <p className="field-help spaced">{words.finding.noCriterion}</p>
  return (
    <div className="field">
      <div className="field-label">{words.finding.major}</div>
      <p className="field-help">{words.finding.majorHint}</p>
      <div className="choices" role="radiogroup" aria-label={words.finding.major}>
        <button
          type="button"
          role="radio"
          className="choice"
          aria-checked={value === null}
          onClick={() => onChange(null)}
        >
          {words.finding.notMajor}
        </button>
        {codes.map((code) => (
          <button
            key={code}
            type="button"
            role="radio"
            className="choice"
            aria-checked={value === code}
            onClick={() => onChange(code)}
          >
            {criteria[code]?.says ?? code}
            {criteria[code]?.from && <small>{criteria[code].from}</small>}
          </button>
        ))}
      </div>
    </div>
  )
}

function ViolationPicker({ keys, value, onChange }: PickProps & { keys: readonly string[] }) {
  const violations = useViolations(keys)
  if (keys.length < 2) return null
  return (
    <div className="field">
      <div className="field-label">{words.finding.violation}</div>
      <div className="choices" role="radiogroup" aria-label={words.finding.violation}>
        {keys.map((key) => (
          <button
            key={key}
            type="button"
            role="radio"
            className="choice"
            aria-checked={value === key}
            onClick={() => onChange(key)}
          >
            {violations[key]?.says ?? key}
            {violations[key]?.from && <small>{violations[key].from}</small>}
          </button>
        ))}
      </div>
    </div>
  )
}
