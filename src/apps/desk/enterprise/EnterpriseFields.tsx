import { Checkbox } from 'antd'
import type { TypedFields } from '../../../contexts/registry/contract.ts'
import { ENTERPRISE_KINDS, GRADES, SECTORS } from '../../../contexts/registry/model.ts'
import { FIELD_LABELS } from '../../../contexts/registry/rules/enterprise-fields.ts'
import { Field } from '../../ui/Field.tsx'
import type { Trouble } from '../../ui/trouble.ts'
import { ChoiceField, CountField, optionsOf, SeveralField, TextField } from '../fields.tsx'
import { useBureaus } from '../people/bureaus.ts'
import { useMe } from '../session/session.tsx'
import { words } from '../words.ts'
import { IndustryInput } from './IndustryInput.tsx'
import { RegionInput } from './RegionInput.tsx'

type TextName = 'creditCode' | 'name' | 'address' | 'legalRepresentative' | 'principal' | 'safetyManager' | 'phone'

type Props = {
  readonly value: TypedFields
  readonly set: (change: Partial<TypedFields>) => void
  readonly trouble: Trouble | null
  /** The credit code is typed once and never changed. */
  readonly isNew: boolean
}

/** What somebody types about a business; a complaint of the server stands under its field. */
export function EnterpriseFields({ value, set, trouble, isNew }: Props) {
  const wrong = (field: keyof TypedFields) =>
    trouble?.kind === 'invalid' ? trouble.fields.find((one) => one.field === field)?.says : undefined
  const text = (field: TextName, wide = false) => (
    <TextField
      label={FIELD_LABELS[field]}
      wrong={wrong(field)}
      wide={wide}
      value={value[field]}
      disabled={field === 'creditCode' && !isNew}
      onChange={(typed) => set({ [field]: typed })}
    />
  )
  return (
    <>
      {text('creditCode')}
      {text('name')}
      <ChoiceField<string>
        label={FIELD_LABELS.kind}
        wrong={wrong('kind')}
        value={value.kind}
        options={optionsOf(ENTERPRISE_KINDS)}
        onChange={(kind) => set({ kind })}
      />
      <Place value={value} set={set} wrong={wrong} />
      {text('address', true)}
      {text('legalRepresentative')}
      {text('principal')}
      {text('safetyManager')}
      {text('phone')}
      <CountField
        label={FIELD_LABELS.employees}
        wrong={wrong('employees')}
        least={0}
        whenEmpty={0}
        value={value.employees}
        onChange={(employees) => set({ employees })}
      />
      <ChoiceField<string>
        label={FIELD_LABELS.grade}
        wrong={wrong('grade')}
        value={value.grade}
        options={optionsOf(GRADES)}
        onChange={(grade) => set({ grade })}
      />
      <Supervision value={value} set={set} wrong={wrong} isNew={isNew} />
    </>
  )
}

type PartProps = Pick<Props, 'value' | 'set'> & { readonly wrong: (field: keyof TypedFields) => string | undefined }

function Place({ value, set, wrong }: PartProps) {
  const me = useMe()
  return (
    <>
      <Field label={words.common.region} wrong={wrong('region')} note={words.enterprise.regionHint}>
        {() => (
          <RegionInput
            label={words.common.region}
            under={me.region}
            value={value.region}
            onChange={(region) => set({ region })}
          />
        )}
      </Field>
      <Field label={FIELD_LABELS.industry} wrong={wrong('industry')} note={words.enterprise.industryHint}>
        {({ id }) => (
          <IndustryInput
            id={id}
            label={FIELD_LABELS.industry}
            value={value.industry}
            onChange={(industry) => set({ industry: industry ?? '' })}
          />
        )}
      </Field>
    </>
  )
}

function Supervision({ value, set, wrong, isNew }: PartProps & Pick<Props, 'isNew'>) {
  const { bureaus } = useBureaus()
  return (
    <>
      <SeveralField
        label={FIELD_LABELS.sectors}
        wrong={wrong('sectors')}
        note={words.enterprise.sectorsHint}
        value={value.sectors}
        options={optionsOf(SECTORS)}
        onChange={(sectors) => set({ sectors })}
      />
      <ChoiceField<string>
        label={words.enterprise.bureau}
        wrong={wrong('responsibleBureau')}
        note={words.enterprise.responsibleHint}
        value={value.responsibleBureau}
        options={bureaus.map(({ region, name }) => ({ value: region, label: name }))}
        onChange={(responsibleBureau) => set({ responsibleBureau })}
      />
      <div>
        <Checkbox checked={value.highRisk} onChange={(event) => set({ highRisk: event.target.checked })}>
          {FIELD_LABELS.highRisk}
        </Checkbox>
        <Checkbox
          checked={value.keyUnit}
          disabled={!isNew}
          onChange={(event) => set({ keyUnit: event.target.checked })}
        >
          {FIELD_LABELS.keyUnit}
        </Checkbox>
        {!isNew && <div className="field-note">{words.enterprise.keyUnitByList}</div>}
      </div>
    </>
  )
}
