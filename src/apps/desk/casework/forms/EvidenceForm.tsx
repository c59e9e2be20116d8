import { Button } from 'antd'
import * as contract from '../../../../contexts/casework/contract.ts'
import type { CaseEvidence } from '../../../../contexts/casework/model.ts'
import { steps } from '../../../../contexts/casework/transitions.ts'
import { EVIDENCE_KINDS } from '../../../../contexts/evidence/model.ts'
import { newId } from '../../../ui/device.ts'
import { Field } from '../../../ui/Field.tsx'
import { ChoiceField, DateField, optionsOf, SeveralField, TextField } from '../../fields.tsx'
import { today, useAsker } from '../../session/session.tsx'
import { words as desk } from '../../words.ts'
import { words } from '../../words-casework.ts'
import { EvidenceUpload } from '../EvidenceUpload.tsx'
import { missingOf, refusalsOf, StepFrame, useStep, useStepDraft, type StepFormProps } from '../StepFrame.tsx'

const blank = (): CaseEvidence => ({
  id: newId(),
  kind: 'documentary',
  name: '',
  source: '',
  takenOn: today(),
  proves: [],
  evidenceId: null,
  paperId: null,
})

/** Items of the evidence list, each with what it proves and, where there is one, its original. */
export function EvidenceForm(props: StepFormProps) {
  const { view, label } = props
  const by = useAsker()
  const draft = useStepDraft(props, 'add-evidence', { items: [blank()] })
  const { items } = draft.value
  const { submit, busy, trouble } = useStep(contract.addEvidence, props, draft)
  const change = (id: string, part: Partial<CaseEvidence>) =>
    draft.set((before) => ({ items: before.items.map((item) => (item.id === id ? { ...item, ...part } : item)) }))
  const refusals = [
    ...missingOf(Object.fromEntries(items.map(({ name }, index) => [`${words.form.evidenceName} ${index + 1}`, name]))),
    ...refusalsOf({ step: steps.addEvidence, view, by, input: { items } }),
  ]
  return (
    <StepFrame
      draft={draft}
      refusals={refusals}
      busy={busy}
      trouble={trouble}
      label={label}
      onSubmit={() => void submit({ items, id: view.case.id, version: view.case.version })}
    >
      {items.map((item) => (
        <div key={item.id} className="form-grid repeated">
          <ItemFields item={item} view={view} onChange={(part) => change(item.id, part)} />
          {items.length > 1 && (
            <div>
              <Button size="small" onClick={() => draft.set({ items: items.filter(({ id }) => id !== item.id) })}>
                {desk.common.remove}
              </Button>
            </div>
          )}
        </div>
      ))}
      <Button onClick={() => draft.set({ items: [...items, blank()] })}>{words.form.addItem}</Button>
    </StepFrame>
  )
}

type ItemProps = Pick<StepFormProps, 'view'> & {
  readonly item: CaseEvidence
  readonly onChange: (part: Partial<CaseEvidence>) => void
}

function ItemFields({ item, view, onChange }: ItemProps) {
  const acts = view.case.acts.map(({ id, fact }) => ({ value: id, label: fact }))
  return (
    <>
      <ChoiceField
        label={words.form.evidenceKind}
        value={item.kind}
        options={optionsOf(EVIDENCE_KINDS)}
        onChange={(kind) => onChange({ kind })}
      />
      <TextField label={words.form.evidenceName} max={200} value={item.name} onChange={(name) => onChange({ name })} />
      <TextField
        label={words.form.evidenceSource}
        max={200}
        value={item.source}
        onChange={(source) => onChange({ source })}
      />
      <DateField
        label={words.form.takenOn}
        notAfter={today()}
        value={item.takenOn}
        onChange={(takenOn) => onChange({ takenOn })}
      />
      <SeveralField
        label={words.form.proves}
        value={item.proves}
        options={acts}
        onChange={(proves) => onChange({ proves })}
      />
      <Field label={words.form.evidenceFile}>
        {({ id }) => (
          <EvidenceUpload
            id={id}
            caseId={view.case.id}
            kind={item.kind}
            label={words.form.evidenceFile}
            value={item.evidenceId}
            onChange={(kept) => onChange({ evidenceId: kept.id, ...(item.name ? {} : { name: kept.name }) })}
          />
        )}
      </Field>
    </>
  )
}
