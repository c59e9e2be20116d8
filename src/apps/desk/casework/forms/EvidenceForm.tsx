import { Button, Input, Select } from 'antd'
import * as contract from '../../../../contexts/casework/contract.ts'
import type { CaseEvidence } from '../../../../contexts/casework/model.ts'
import * as steps from '../../../../contexts/casework/transitions.ts'
import { EVIDENCE_KINDS, type EvidenceKind } from '../../../../contexts/evidence/model.ts'
import { newId } from '../../../ui/device.ts'
import { Field } from '../../../ui/Field.tsx'
import { LawDateInput } from '../../../ui/inputs.tsx'
import { today, useAsker } from '../../session/session.tsx'
import { words as desk } from '../../words.ts'
import { words } from '../../words-casework.ts'
import { EvidenceUpload } from '../EvidenceUpload.tsx'
import { missingOf, refusalsOf, StepFrame, useStep, useStepDraft, type StepFormProps } from '../StepFrame.tsx'

const KINDS = Object.entries(EVIDENCE_KINDS).map(([value, label]) => ({ value: value as EvidenceKind, label }))
const blank = (): CaseEvidence => ({ id: newId(), kind: 'documentary', name: '', source: '', takenOn: today(), proves: [], evidenceId: null, paperId: null })

/** Items of the evidence list, each with what it proves and, where there is one, its original. */
export function EvidenceForm(props: StepFormProps) {
  const { view, label } = props
  const by = useAsker()
  const draft = useStepDraft(props, 'add-evidence', { items: [blank()] })
  const { items } = draft.value
  const { submit, busy, trouble } = useStep(contract.addEvidence, props, draft)
  const change = (id: string, part: Partial<CaseEvidence>) => draft.set((before) => ({ items: before.items.map((item) => item.id === id ? { ...item, ...part } : item) }))
  const refusals = [
    ...missingOf(Object.fromEntries(items.map(({ name }, index) => [`${words.form.evidenceName} ${index + 1}`, name]))),
    ...refusalsOf({ step: steps.addEvidence, view, by, input: { items } }),
  ]
  const acts = view.case.acts.map(({ id, fact }) => ({ value: id, label: fact }))
  return (
    <StepFrame draft={draft} refusals={refusals} busy={busy} trouble={trouble} label={label} onSubmit={() => void submit({ items, id: view.case.id, version: view.case.version })}>
      {items.map((item) => (
        <div key={item.id} className="form-grid" style={{ marginBottom: 12, paddingBottom: 12, borderBottom: '1px solid var(--line)' }}>
          <Field label={words.form.evidenceKind}>{(tied) => <Select {...tied} value={item.kind} options={KINDS} style={{ width: '100%' }} onChange={(kind) => change(item.id, { kind })} />}</Field>
          <Field label={words.form.evidenceName}>{(tied) => <Input {...tied} value={item.name} maxLength={200} onChange={(event) => change(item.id, { name: event.target.value })} />}</Field>
          <Field label={words.form.evidenceSource}>{(tied) => <Input {...tied} value={item.source} maxLength={200} onChange={(event) => change(item.id, { source: event.target.value })} />}</Field>
          <Field label={words.form.takenOn}>{({ id }) => <LawDateInput id={id} value={item.takenOn} notAfter={today()} onChange={(takenOn) => change(item.id, { takenOn })} />}</Field>
          <Field label={words.form.proves}>{(tied) => <Select {...tied} mode="multiple" value={item.proves} options={acts} style={{ width: '100%' }} onChange={(proves: string[]) => change(item.id, { proves })} />}</Field>
          <Field label={words.form.evidenceFile}>
            {({ id }) => <EvidenceUpload id={id} caseId={view.case.id} kind={item.kind} label={words.form.evidenceFile} value={item.evidenceId} onChange={(kept) => change(item.id, { evidenceId: kept.id, ...(item.name ? {} : { name: kept.name }) })} />}
          </Field>
          {items.length > 1 && <div><Button size="small" onClick={() => draft.set({ items: items.filter(({ id }) => id !== item.id) })}>{desk.common.remove}</Button></div>}
        </div>
      ))}
      <Button onClick={() => draft.set({ items: [...items, blank()] })}>{words.form.addItem}</Button>
    </StepFrame>
  )
}
