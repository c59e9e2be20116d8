import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { STAGES, type CaseAct } from '../../../contexts/casework/model.ts'
import { listViolations } from '../../../contexts/law/contract.ts'
import { newId } from '../../ui/device.ts'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { fineInWords } from '../law/LawPage.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe } from '../session/session.tsx'
import { words } from '../words-casework.ts'

type Props = { readonly acts: readonly CaseAct[]; readonly onChange: (acts: CaseAct[]) => void }

const STAGE_OPTIONS = Object.entries(STAGES).map(([value, label]) => ({ value: value as CaseAct['stage'], label }))
const CIRCUMSTANCES = Object.entries(words.circumstances).map(([value, label]) => ({ value, label }))

/** The acts of a case, each with its clause, day, stage, quantity and circumstances: what the derivation reads. */
export function ActsEditor({ acts, onChange }: Props) {
  const change = (id: string, part: Partial<CaseAct>) => onChange(acts.map((act) => act.id === id ? { ...act, ...part } : act))
  const add = () => onChange([...acts, { id: newId(), violationKey: '', fact: '', actDate: today(), stage: 'first', quantity: 1, circumstances: [], hazardId: null, alsoHazardIds: [], harmed: false }])
  return (
    <>
      {acts.map((act, index) => (
        <fieldset key={act.id} style={{ margin: '0 0 12px', border: '1px solid var(--line)', minWidth: 0 }}>
          <legend>{words.act.nth(index + 1)}</legend>
          <div className="form-grid">
            <Field label={words.act.violation} wide>{({ id }) => <ViolationInput id={id} value={act.violationKey} on={act.actDate} onChange={(violationKey) => change(act.id, { violationKey })} />}</Field>
            <Field label={words.act.fact} wide>
              {(tied) => <Input.TextArea {...tied} autoSize={{ minRows: 2 }} maxLength={2000} value={act.fact} onChange={(event) => change(act.id, { fact: event.target.value })} />}
            </Field>
            <Field label={words.act.date}>{({ id }) => <LawDateInput id={id} value={act.actDate} notAfter={today()} onChange={(actDate) => change(act.id, { actDate })} />}</Field>
            <Field label={words.act.stage}>{(tied) => <Select {...tied} value={act.stage} options={STAGE_OPTIONS} style={{ width: '100%' }} onChange={(stage) => change(act.id, { stage })} />}</Field>
            <Field label={words.act.quantity}>
              {(tied) => <InputNumber<number> {...tied} min={1} precision={0} value={act.quantity} style={{ width: '100%' }} onChange={(quantity) => change(act.id, { quantity: quantity ?? 1 })} />}
            </Field>
            <Field label={words.act.circumstances} wide>
              {(tied) => <Select {...tied} mode="multiple" value={act.circumstances} options={CIRCUMSTANCES} style={{ width: '100%' }} showSearch={{ optionFilterProp: 'label' }} onChange={(circumstances: string[]) => change(act.id, { circumstances })} />}
            </Field>
            <div className="wide"><Checkbox checked={act.harmed} onChange={(event) => change(act.id, { harmed: event.target.checked })}>{words.act.harmed}</Checkbox></div>
          </div>
          {acts.length > 1 && <Button size="small" style={{ marginTop: 8 }} onClick={() => onChange(acts.filter(({ id }) => id !== act.id))}>{words.act.remove}</Button>}
        </fieldset>
      ))}
      <Button onClick={add}>{words.act.add}</Button>
    </>
  )
}

type ViolationProps = { readonly id: string; readonly value: string; readonly on: string; readonly onChange: (key: string) => void }

/** Finds the clause by plain words; one key stands for all stages of the same clause. */
function ViolationInput({ id, value, on, onChange }: ViolationProps) {
  const { region } = useMe()
  const [typed, setTyped] = useState('')
  const search = useQuery({
    queryKey: ['violations', typed, region, on], enabled: typed.length > 1, placeholderData: (before) => before, queryFn: () => ask(listViolations, { words: typed, region, on, limit: 20 }),
  })
  const chosen = useQuery({ queryKey: ['violation', value, on], enabled: value !== '', queryFn: () => ask(listViolations, { key: value, on, limit: 5 }) })
  const all = [...(search.data?.violations ?? []), ...(chosen.data?.violations ?? [])]
  const options = [...new Map(all.map((one) => [one.key, { value: one.key, label: `${one.says}（${one.cites}，${fineInWords(one)}）` }])).values()]
  return (
    <Select
      id={id} value={value || null} options={options} loading={search.isFetching} placeholder={words.act.violationHint} style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setTyped }} onChange={(key: string | null) => onChange(key ?? '')}
    />
  )
}
