import { Checkbox, Input, Select } from 'antd'
import * as contract from '../../../../contexts/casework/contract.ts'
import { SERVICE_METHODS, type ServiceAct } from '../../../../contexts/document/model.ts'
import { Field } from '../../../ui/Field.tsx'
import { InstantInput } from '../../../ui/inputs.tsx'
import { words } from '../../words-casework.ts'
import { missingOf, StepFrame, useStep, useStepDraft, type StepFormProps } from '../StepFrame.tsx'

const METHODS = Object.entries(SERVICE_METHODS).map(([value, label]) => ({ value: value as ServiceAct['method'], label }))

/** How a paper reached the party; every later period runs from it. `what`: the notification or the decision. */
export const serveForm = (what: 'notification' | 'decision') => function ServeForm(props: StepFormProps) {
  const { view, label } = props
  const { party, handlers } = view.case
  const draft = useStepDraft<ServiceAct>(props, `serve-${what}`, {
    method: 'direct', servedAt: new Date().toISOString(), place: party.address, recipient: party.legalRepresentative, recipientRelation: party.post || null,
    servers: handlers.map(({ name, certificateNumber }) => ({ name, certificate: certificateNumber })), witness: null, recorded: false,
    addressConfirmed: false, refused: false, note: null,
  })
  const { value, set } = draft
  const { submit, busy, trouble } = useStep(what === 'notification' ? contract.serveNotification : contract.serveDecision, props, draft)
  const refusals = missingOf({ [words.form.servedAt]: value.servedAt, [words.form.place]: value.place, [words.form.recipient]: value.recipient })
  const text = (name: 'place' | 'recipient' | 'recipientRelation' | 'witness', labelOf: string) => (
    <Field label={labelOf}>{(tied) => <Input {...tied} value={value[name] ?? ''} onChange={(event) => set({ [name]: event.target.value || (name === 'place' || name === 'recipient' ? '' : null) })} />}</Field>
  )
  const flag = (name: 'recorded' | 'addressConfirmed' | 'refused', labelOf: string) =>
    <Checkbox checked={value[name]} onChange={(event) => set({ [name]: event.target.checked })}>{labelOf}</Checkbox>
  return (
    <StepFrame draft={draft} refusals={refusals} busy={busy} trouble={trouble} label={label} onSubmit={() => void submit({ id: view.case.id, version: view.case.version, service: value })}>
      <div className="form-grid">
        <Field label={words.form.method}>
          {(tied) => <Select {...tied} value={value.method} options={METHODS} style={{ width: '100%' }} onChange={(method) => set({ method })} />}
        </Field>
        <Field label={words.form.servedAt}>{({ id }) => <InstantInput id={id} value={value.servedAt} onChange={(servedAt) => set({ servedAt })} />}</Field>
        {text('place', words.form.place)}
        {text('recipient', words.form.recipient)}
        {text('recipientRelation', words.form.relation)}
        <Field label={words.form.servers}>
          {(tied) => (
            <Select
              {...tied} mode="multiple" style={{ width: '100%' }} value={value.servers.map(({ name }) => name)} options={handlers.map(({ name }) => ({ value: name, label: name }))}
              onChange={(names: string[]) => set({ servers: handlers.filter(({ name }) => names.includes(name)).map(({ name, certificateNumber }) => ({ name, certificate: certificateNumber })) })}
            />
          )}
        </Field>
        {text('witness', words.form.witness)}
        <div className="wide">{flag('recorded', words.form.recorded)}{flag('addressConfirmed', words.form.addressConfirmed)}{flag('refused', words.form.refused)}</div>
        <Field label={words.form.note} wide>{(tied) => <Input.TextArea {...tied} autoSize value={value.note ?? ''} maxLength={1000} onChange={(event) => set({ note: event.target.value || null })} />}</Field>
      </div>
    </StepFrame>
  )
}
