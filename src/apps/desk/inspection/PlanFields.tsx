import { Button, Checkbox, Input, Select, Tag } from 'antd'
import { REASONS } from '../../../contexts/inspection/model.ts'
import { isCertified, type Officer } from '../../../contexts/people/model.ts'
import type { OfferedWay } from '../../../contexts/planning/rules/ways.ts'
import type { Enterprise } from '../../../contexts/registry/model.ts'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import type { Draft } from '../../ui/use-draft.ts'
import { useBureaus } from '../people/bureaus.ts'
import { today } from '../session/session.tsx'
import { words as desk } from '../words.ts'
import { words } from '../words-inspection.ts'
import { TextField } from '../fields.tsx'
import { EnterpriseInput } from './EnterpriseInput.tsx'
import type { PlanDraft } from './plan-facts.ts'
import { WayField } from './WayField.tsx'

const optionsOf = <Key extends string>(labels: Readonly<Record<Key, string>>) =>
  (Object.entries(labels) as [Key, string][]).map(([value, label]) => ({ value, label }))

type Props = {
  readonly draft: Draft<PlanDraft>
  readonly officers: readonly Officer[]
  readonly enterprise: Enterprise | undefined
  readonly fixed: boolean
  readonly ways: readonly OfferedWay[]
}

/** Whom, why, when, by whom. */
export function PlanFields({ draft: { value, set }, officers, enterprise, fixed, ways }: Props) {
  return (
    <div className="form-grid">
      <Field label={words.enterprise} wide>
        {({ id }) => (
          <EnterpriseInput
            id={id}
            value={value.enterpriseId}
            name={enterprise?.name}
            disabled={fixed}
            onChange={(enterpriseId) => set({ enterpriseId, checkItemIds: [], way: null })}
          />
        )}
      </Field>
      {ways.length > 0 && enterprise && (
        <WayField
          ways={ways}
          chosen={value.way}
          responsible={enterprise.responsibleBureau}
          reasonRef={value.reasonRef}
          onChange={set}
        />
      )}
      <Field label={words.plan.reasonLabel}>
        {(tied) => (
          <Select
            {...tied}
            value={value.reason}
            options={optionsOf(REASONS)}
            onChange={(reason) => set({ reason })}
            style={{ width: '100%' }}
          />
        )}
      </Field>
      <Field label={words.plan.ref} note={words.plan.refHint}>
        {(tied) => (
          <Input
            {...tied}
            value={value.reasonRef}
            maxLength={100}
            onChange={(event) => set({ reasonRef: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.plan.dateLabel}>
        {({ id }) => (
          <LawDateInput
            id={id}
            value={value.plannedOn}
            notBefore={today()}
            onChange={(plannedOn) => set({ plannedOn })}
          />
        )}
      </Field>
      <Field label={words.plan.methodLabel}>
        {(tied) => (
          <Select
            {...tied}
            value={value.method}
            options={optionsOf(words.plan.methods)}
            onChange={(method) => set({ method })}
            style={{ width: '100%' }}
          />
        )}
      </Field>
      <Field label={words.plan.officersLabel} note={words.plan.officersHint} wide>
        {(tied) => (
          <OfficersInput
            id={tied.id}
            officers={officers}
            on={value.plannedOn}
            value={value.officerIds}
            onChange={(officerIds) => set({ officerIds })}
          />
        )}
      </Field>
      <Assistants value={value.assistants} onChange={(assistants) => set({ assistants })} />
      <TextField
        wide
        label={words.plan.crowd}
        note={words.plan.crowdHint}
        max={300}
        value={value.crowdBecause}
        onChange={(crowdBecause) => set({ crowdBecause })}
      />
    </div>
  )
}

type OfficersProps = {
  readonly id: string
  readonly officers: readonly Officer[]
  readonly on: string
  readonly value: readonly string[]
  readonly onChange: (ids: string[]) => void
}

/**
 * Officers with the state of their certificate on the day of the act; who may not act then is still listed, with the
 * reason.
 */
export function OfficersInput({ id, officers, on, value, onChange }: OfficersProps) {
  const { nameOf } = useBureaus()
  const stateOf = (officer: Officer) =>
    isCertified(officer, on) ? words.plan.certifiedOn(on) : words.plan.notCertifiedOn(on)
  const able = [...officers].sort((a, b) => Number(isCertified(b, on)) - Number(isCertified(a, on)))
  return (
    <Select<string[]>
      id={id}
      mode="multiple"
      value={[...value]}
      onChange={onChange}
      style={{ width: '100%' }}
      showSearch={{ optionFilterProp: 'search' }}
      optionLabelProp="name"
      options={able.map((officer) => ({
        value: officer.id,
        name: officer.name,
        search: `${officer.name}${nameOf(officer.region)}`,
        title: stateOf(officer),
        label: (
          <span className="row-line">
            <span>
              {officer.name}　
              <span className="soft">
                {nameOf(officer.region)}　{officer.certificate?.number}
              </span>
            </span>
            <Tag color={isCertified(officer, on) ? 'success' : 'warning'}>{stateOf(officer)}</Tag>
          </span>
        ),
      }))}
    />
  )
}

type AssistantsProps = {
  readonly value: PlanDraft['assistants']
  readonly onChange: (assistants: PlanDraft['assistants']) => void
}

function Assistants({ value, onChange }: AssistantsProps) {
  const change = (index: number, part: Partial<PlanDraft['assistants'][number]>) =>
    onChange(value.map((one, place) => (place === index ? { ...one, ...part } : one)))
  return (
    <div className="wide" role="group" aria-label={words.plan.assistants}>
      <span className="field-label">{words.plan.assistants}</span>
      {value.map((one, index) => (
        <div key={index} className="actions" style={{ margin: '0 0 8px' }}>
          <Input
            aria-label={words.plan.assistantName}
            placeholder={words.plan.assistantName}
            value={one.name}
            style={{ width: 160 }}
            onChange={(event) => change(index, { name: event.target.value })}
          />
          <Input
            aria-label={words.plan.assistantPost}
            placeholder={words.plan.assistantPost}
            value={one.post}
            style={{ width: 240 }}
            onChange={(event) => change(index, { post: event.target.value })}
          />
          <Checkbox
            checked={one.accompanies ?? false}
            onChange={(event) => change(index, { accompanies: event.target.checked })}
          >
            {words.plan.accompanies}
          </Checkbox>
          <Button onClick={() => onChange(value.filter((_, place) => place !== index))}>{desk.common.remove}</Button>
        </div>
      ))}
      <Button onClick={() => onChange([...value, { name: '', post: '' }])} disabled={value.length >= 10}>
        {words.plan.assistantAdd}
      </Button>
    </div>
  )
}
