import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { useNavigate, useParams, Link } from 'react-router'
import {
  createEnterprise,
  getEnterprise,
  updateEnterprise,
  type TypedFields,
} from '../../../contexts/registry/contract.ts'
import type { Enterprise } from '../../../contexts/registry/model.ts'
import { EXPLAINED_FIELDS } from '../../../contexts/registry/rules/enterprise-fields.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { DateField, TextField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words.ts'
import { EnterpriseFields } from './EnterpriseFields.tsx'
import { labelOfField } from './EnterpriseHistory.tsx'

type Typed = TypedFields & { reason: string; effectiveFrom: string }

const fieldsOf = ({ id: _, origins: __, version: ___, ...fields }: Enterprise): TypedFields => fields

/** Opens a file, or changes one; with an id in the address it changes. */
export function EnterpriseFormPage() {
  const { id } = useParams()
  const me = useMe()
  const { data, error } = useQuery({
    queryKey: ['enterprise', id],
    enabled: id !== undefined,
    queryFn: () => ask(getEnterprise, { id: id ?? '' }),
  })
  if (error)
    return (
      <>
        <PageHeader title={words.enterprise.editTitle} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  if (id && !data) return <Spin />
  const blank: TypedFields = {
    creditCode: '',
    name: '',
    kind: 'company',
    region: '',
    address: '',
    industry: '',
    sectors: ['general'],
    legalRepresentative: '',
    principal: '',
    safetyManager: '',
    phone: '',
    employees: 0,
    highRisk: false,
    grade: 'none',
    keyUnit: false,
    responsibleBureau: me.region,
  }
  return (
    <EnterpriseForm
      key={id ?? 'new'}
      enterprise={data?.enterprise ?? null}
      initial={data ? fieldsOf(data.enterprise) : blank}
    />
  )
}

function EnterpriseForm({ enterprise, initial }: { enterprise: Enterprise | null; initial: TypedFields }) {
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const whyNotPermitted = useWhyNotPermitted()
  const draft = useDraft<Typed>(`enterprise/${enterprise ? `${enterprise.id}/${enterprise.version}` : 'new'}`, {
    ...initial,
    reason: '',
    effectiveFrom: today(),
  })
  const after = ({ id }: Enterprise) => {
    draft.done()
    void navigate(`/enterprises/${id}`)
  }
  const create = useAct(createEnterprise, { done: words.enterprise.created, after })
  const update = useAct(updateEnterprise, { done: words.enterprise.saved, after })
  const { busy, trouble } = enterprise ? update : create
  const needsReason =
    enterprise !== null && EXPLAINED_FIELDS.some((field) => String(draft.value[field]) !== String(enterprise[field]))

  const save = () => {
    const { reason, effectiveFrom, ...fields } = draft.value
    if (!enterprise) return void create.submit(fields)
    const explained = needsReason ? { reason, effectiveFrom } : reason ? { reason } : {}
    return void update.submit({ ...fields, id: enterprise.id, version: enterprise.version, ...explained })
  }
  const title = enterprise ? words.enterprise.editTitle : words.enterprise.createTitle
  return (
    <>
      <PageHeader
        title={enterprise ? `${title}：${enterprise.name}` : title}
        trail={[
          <Link key="list" to="/enterprises">
            {words.enterprise.title}
          </Link>,
        ]}
      />
      <form
        className="sheet"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <DraftRestored draft={draft} />
        <div className="form-grid">
          <EnterpriseFields value={draft.value} set={draft.set} trouble={trouble} isNew={enterprise === null} />
          {needsReason && (
            <>
              <TextField
                label={words.enterprise.reasonLabel}
                note={words.enterprise.reasonNeeded}
                wide
                max={500}
                value={draft.value.reason}
                onChange={(reason) => draft.set({ reason })}
              />
              <DateField
                label={words.enterprise.effectiveFrom}
                notBefore={today()}
                value={draft.value.effectiveFrom}
                onChange={(effectiveFrom) => draft.set({ effectiveFrom })}
              />
            </>
          )}
        </div>
        <TroubleNotice trouble={trouble} nameOf={nameOf} labelOf={labelOfField} />
        <div className="actions">
          <SubmitButton htmlType="submit" busy={busy} refusals={whyNotPermitted('registry.write')}>
            {words.common.save}
          </SubmitButton>
          <DraftSaved draft={draft} />
        </div>
      </form>
    </>
  )
}
