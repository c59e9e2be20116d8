import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input, InputNumber, Select, Spin } from 'antd'
import { useNavigate, useParams, Link } from 'react-router'
import { createEnterprise, getEnterprise, updateEnterprise, type TypedFields } from '../../../contexts/registry/contract.ts'
import { ENTERPRISE_KINDS, GRADES, SECTORS, type Enterprise } from '../../../contexts/registry/model.ts'
import { EXPLAINED_FIELDS, FIELD_LABELS } from '../../../contexts/registry/rules/enterprise-fields.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf, type Trouble } from '../../ui/trouble.ts'
import { useDraft, type Draft } from '../../ui/use-draft.ts'
import { useNameOf } from '../law/law-book.tsx'
import { useBureaus } from '../people/bureaus.ts'
import { ask } from '../session/ask.ts'
import { today, useMe, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words.ts'
import { labelOfField } from './EnterpriseHistory.tsx'
import { IndustryInput } from './IndustryInput.tsx'
import { RegionInput } from './RegionInput.tsx'

const SECTOR_OPTIONS = Object.entries(SECTORS).map(([value, label]) => ({ value, label }))

type Typed = TypedFields & { reason: string; effectiveFrom: string }

const fieldsOf = ({ id: _, origins: __, version: ___, ...fields }: Enterprise): TypedFields => fields

/** Opens a file, or changes one; with an id in the address it changes. */
export function EnterpriseFormPage() {
  const { id } = useParams()
  const me = useMe()
  const { data, error } = useQuery({ queryKey: ['enterprise', id], enabled: id !== undefined, queryFn: () => ask(getEnterprise, { id: id ?? '' }) })
  if (error) return <><PageHeader title={words.enterprise.editTitle} /><TroubleNotice trouble={troubleOf(error)} /></>
  if (id && !data) return <Spin />
  const blank: TypedFields = {
    creditCode: '', name: '', kind: 'company', region: '', address: '', industry: '', sectors: ['general'], legalRepresentative: '', principal: '',
    safetyManager: '', phone: '', employees: 0, highRisk: false, grade: 'none', keyUnit: false, responsibleBureau: me.region,
  }
  return <EnterpriseForm key={id ?? 'new'} enterprise={data?.enterprise ?? null} initial={data ? fieldsOf(data.enterprise) : blank} />
}

function EnterpriseForm({ enterprise, initial }: { enterprise: Enterprise | null; initial: TypedFields }) {
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const whyNotPermitted = useWhyNotPermitted()
  const draft = useDraft<Typed>(`enterprise/${enterprise ? `${enterprise.id}/${enterprise.version}` : 'new'}`, { ...initial, reason: '', effectiveFrom: today() })
  const after = ({ id }: Enterprise) => {
    draft.done()
    void navigate(`/enterprises/${id}`)
  }
  const create = useAct(createEnterprise, { done: words.enterprise.created, after })
  const update = useAct(updateEnterprise, { done: words.enterprise.saved, after })
  const { busy, trouble } = enterprise ? update : create
  const needsReason = enterprise !== null && EXPLAINED_FIELDS.some((field) => String(draft.value[field]) !== String(enterprise[field]))

  const save = () => {
    const { reason, effectiveFrom, ...fields } = draft.value
    if (!enterprise) return void create.submit(fields)
    return void update.submit({ ...fields, id: enterprise.id, version: enterprise.version, ...(reason ? { reason } : {}), ...(needsReason ? { effectiveFrom } : {}) })
  }
  const title = enterprise ? words.enterprise.editTitle : words.enterprise.createTitle
  return (
    <>
      <PageHeader title={enterprise ? `${title}：${enterprise.name}` : title} trail={[<Link key="list" to="/enterprises">{words.enterprise.title}</Link>]} />
      <form className="sheet" onSubmit={(event) => { event.preventDefault(); save() }}>
        <DraftRestored draft={draft} />
        <div className="form-grid">
          <Fields draft={draft} trouble={trouble} isNew={enterprise === null} />
          {needsReason && (
            <>
              <Field label={words.enterprise.reasonLabel} note={words.enterprise.reasonNeeded} wide>
                {(aria) => <Input {...aria} value={draft.value.reason} maxLength={500} onChange={(event) => draft.set({ reason: event.target.value })} />}
              </Field>
              <Field label={words.enterprise.effectiveFrom}>
                {(aria) => <LawDateInput {...aria} value={draft.value.effectiveFrom} onChange={(effectiveFrom) => draft.set({ effectiveFrom })} notBefore={today()} />}
              </Field>
            </>
          )}
        </div>
        <TroubleNotice trouble={trouble} nameOf={nameOf} labelOf={labelOfField} />
        <div className="actions">
          <SubmitButton htmlType="submit" busy={busy} refusals={whyNotPermitted('registry.write')}>{words.common.save}</SubmitButton>
          <DraftSaved draft={draft} />
        </div>
      </form>
    </>
  )
}

const optionsOf = (labels: Readonly<Record<string, string>>) => Object.entries(labels).map(([value, label]) => ({ value, label }))
const complaintAbout = (trouble: Trouble | null, field: string) =>
  trouble?.kind === 'invalid' ? trouble.fields.find((one) => one.field === field)?.says : undefined

type FieldsProps = { readonly draft: Draft<Typed>; readonly trouble: Trouble | null; readonly isNew: boolean }

function Fields({ draft: { value, set }, trouble, isNew }: FieldsProps) {
  const me = useMe()
  const { bureaus } = useBureaus()
  const text = (field: 'creditCode' | 'name' | 'address' | 'legalRepresentative' | 'principal' | 'safetyManager' | 'phone', wide = false) => (
    <Field key={field} label={FIELD_LABELS[field]} wrong={complaintAbout(trouble, field)} wide={wide}>
      {(aria) => <Input {...aria} value={value[field]} disabled={field === 'creditCode' && !isNew} onChange={(event) => set({ [field]: event.target.value })} />}
    </Field>
  )
  return (
    <>
      {text('creditCode')}
      {text('name')}
      <Field label={FIELD_LABELS.kind} wrong={complaintAbout(trouble, 'kind')}>
        {(aria) => <Select {...aria} value={value.kind} options={optionsOf(ENTERPRISE_KINDS)} onChange={(kind) => set({ kind })} style={{ width: '100%' }} />}
      </Field>
      <Field label={FIELD_LABELS.region} wrong={complaintAbout(trouble, 'region')} note={words.enterprise.regionHint}>
        {() => <RegionInput label={FIELD_LABELS.region} under={me.region} value={value.region} onChange={(region) => set({ region })} />}
      </Field>
      {text('address', true)}
      <Field label={FIELD_LABELS.industry} wrong={complaintAbout(trouble, 'industry')} note={words.enterprise.industryHint}>
        {({ id }) => <IndustryInput id={id} label={FIELD_LABELS.industry} value={value.industry} onChange={(industry) => set({ industry: industry ?? '' })} />}
      </Field>
      <Field label={FIELD_LABELS.sectors} wrong={complaintAbout(trouble, 'sectors')} note={words.enterprise.sectorsHint}>
        {(aria) => <Select {...aria} mode="multiple" options={SECTOR_OPTIONS} optionFilterProp="label" value={value.sectors} onChange={(sectors) => set({ sectors })} style={{ width: '100%' }} />}
      </Field>
      {text('legalRepresentative')}
      {text('principal')}
      {text('safetyManager')}
      {text('phone')}
      <Field label={FIELD_LABELS.employees} wrong={complaintAbout(trouble, 'employees')}>
        {(aria) => <InputNumber<number> {...aria} min={0} precision={0} value={value.employees} onChange={(employees) => set({ employees: employees ?? 0 })} style={{ width: '100%' }} />}
      </Field>
      <Field label={FIELD_LABELS.grade} wrong={complaintAbout(trouble, 'grade')}>
        {(aria) => <Select {...aria} value={value.grade} options={optionsOf(GRADES)} onChange={(grade) => set({ grade })} style={{ width: '100%' }} />}
      </Field>
      <Field label={FIELD_LABELS.responsibleBureau} wrong={complaintAbout(trouble, 'responsibleBureau')} note={words.enterprise.responsibleHint}>
        {(aria) => (
          <Select
            {...aria} value={value.responsibleBureau} showSearch={{ optionFilterProp: 'label' }} style={{ width: '100%' }}
            options={bureaus.map(({ region, name }) => ({ value: region, label: name }))} onChange={(responsibleBureau) => set({ responsibleBureau })}
          />
        )}
      </Field>
      <div>
        <Checkbox checked={value.highRisk} onChange={(event) => set({ highRisk: event.target.checked })}>{FIELD_LABELS.highRisk}</Checkbox>
        <Checkbox checked={value.keyUnit} onChange={(event) => set({ keyUnit: event.target.checked })}>{FIELD_LABELS.keyUnit}</Checkbox>
      </div>
    </>
  )
}
