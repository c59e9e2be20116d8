import { Checkbox } from 'antd'
import * as contract from '../../../../contexts/casework/contract.ts'
import { SERVICE_METHODS, type ServiceAct } from '../../../../contexts/document/model.ts'
import type { OfficerSnapshot } from '../../../../contexts/people/model.ts'
import type { Draft } from '../../../ui/use-draft.ts'
import { AreaField, ChoiceField, MinuteField, optionsOf, SeveralField, TextField } from '../../fields.tsx'
import { useNow } from '../../session/use-now.ts'
import { words } from '../../words-casework.ts'
import { missingOf, StepFrame, useStep, useStepDraft, type StepFormProps } from '../StepFrame.tsx'

export const serverOf = ({ name, certificateNumber }: OfficerSnapshot) => ({ name, certificate: certificateNumber })

/** How a paper reached the party; every later period runs from it. `what`: the notification or the decision. */
export const serveForm = (what: 'notification' | 'decision') =>
  function ServeForm(props: StepFormProps) {
    const { view, label } = props
    const { party, handlers } = view.case
    const draft = useStepDraft<ServiceAct>(props, `serve-${what}`, {
      method: 'direct',
      servedAt: useNow(),
      place: party.address,
      recipient: party.legalRepresentative,
      recipientRelation: party.post || null,
      servers: handlers.map(serverOf),
      witness: null,
      recorded: false,
      addressConfirmed: false,
      refused: false,
      note: null,
    })
    const { value } = draft
    const { submit, busy, trouble } = useStep(
      what === 'notification' ? contract.serveNotification : contract.serveDecision,
      props,
      draft,
    )
    const refusals = missingOf({
      [words.form.servedAt]: value.servedAt,
      [words.form.place]: value.place,
      [words.form.recipient]: value.recipient,
    })
    return (
      <StepFrame
        draft={draft}
        refusals={refusals}
        busy={busy}
        trouble={trouble}
        label={label}
        onSubmit={() => void submit({ id: view.case.id, version: view.case.version, service: value })}
      >
        <ServiceFields value={value} set={draft.set} handlers={handlers} />
      </StepFrame>
    )
  }

type FieldsProps = Pick<Draft<ServiceAct>, 'value' | 'set'> & { readonly handlers: readonly OfficerSnapshot[] }

export function ServiceFields({ value, set, handlers }: FieldsProps) {
  const flag = (name: 'recorded' | 'addressConfirmed' | 'refused') => (
    <Checkbox checked={value[name]} onChange={(event) => set({ [name]: event.target.checked })}>
      {words.form[name]}
    </Checkbox>
  )
  return (
    <div className="form-grid">
      <ChoiceField
        label={words.form.method}
        value={value.method}
        options={optionsOf(SERVICE_METHODS)}
        onChange={(method) => set({ method })}
      />
      <MinuteField label={words.form.servedAt} value={value.servedAt} onChange={(servedAt) => set({ servedAt })} />
      <TextField label={words.form.place} value={value.place} onChange={(place) => set({ place })} />
      <TextField label={words.form.recipient} value={value.recipient} onChange={(recipient) => set({ recipient })} />
      <TextField
        label={words.form.relation}
        value={value.recipientRelation ?? ''}
        onChange={(relation) => set({ recipientRelation: relation || null })}
      />
      <SeveralField
        label={words.form.servers}
        value={value.servers.map(({ name }) => name)}
        options={handlers.map(({ name }) => ({ value: name, label: name }))}
        onChange={(names) => set({ servers: handlers.filter(({ name }) => names.includes(name)).map(serverOf) })}
      />
      <TextField
        label={words.form.witness}
        value={value.witness ?? ''}
        onChange={(witness) => set({ witness: witness || null })}
      />
      <div className="wide">
        {flag('recorded')}
        {flag('addressConfirmed')}
        {flag('refused')}
      </div>
      <AreaField
        label={words.form.note}
        wide
        rows={1}
        max={1000}
        value={value.note ?? ''}
        onChange={(note) => set({ note: note || null })}
      />
    </div>
  )
}
