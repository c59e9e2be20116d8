import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { STAGES, type CaseAct } from '../../../contexts/casework/model.ts'
import { listViolations, searchLaw } from '../../../contexts/law/contract.ts'
import { newId } from '../../ui/device.ts'
import { Field } from '../../ui/Field.tsx'
import { AreaField, ChoiceField, CountField, DateField, optionsOf, SeveralField } from '../fields.tsx'
import { fineInWords } from '../law/LawPage.tsx'
import { ask } from '../session/ask.ts'
import { today } from '../session/session.tsx'
import { words } from '../words-casework.ts'

type Props = { readonly acts: readonly CaseAct[]; readonly onChange: (acts: CaseAct[]) => void }

const CIRCUMSTANCES = optionsOf(words.circumstances)

const blankAct = (): CaseAct => ({
  id: newId(),
  violationKey: '',
  fact: '',
  actDate: today(),
  stage: 'first',
  quantity: 1,
  circumstances: [],
  hazardId: null,
  alsoHazardIds: [],
  harmed: false,
})

/** The acts of a case, each with its clause, day, stage, quantity and circumstances: what the derivation reads. */
export function ActsEditor({ acts, onChange }: Props) {
  return (
    <>
      {acts.map((act, index) => (
        <fieldset key={act.id} className="act">
          <legend>{words.act.nth(index + 1)}</legend>
          <ActFields
            act={act}
            onChange={(part) => onChange(acts.map((one) => (one.id === act.id ? { ...one, ...part } : one)))}
          />
          {acts.length > 1 && (
            <Button size="small" onClick={() => onChange(acts.filter(({ id }) => id !== act.id))}>
              {words.act.remove}
            </Button>
          )}
        </fieldset>
      ))}
      <Button onClick={() => onChange([...acts, blankAct()])}>{words.act.add}</Button>
    </>
  )
}

function ActFields({ act, onChange }: { act: CaseAct; onChange: (part: Partial<CaseAct>) => void }) {
  return (
    <div className="form-grid">
      <Field label={words.act.violation} wide>
        {({ id }) => (
          <ViolationInput
            id={id}
            value={act.violationKey}
            on={act.actDate}
            onChange={(violationKey) => onChange({ violationKey })}
          />
        )}
      </Field>
      <AreaField label={words.act.fact} wide max={2000} value={act.fact} onChange={(fact) => onChange({ fact })} />
      <DateField
        label={words.act.date}
        notAfter={today()}
        value={act.actDate}
        onChange={(actDate) => onChange({ actDate })}
      />
      <ChoiceField
        label={words.act.stage}
        value={act.stage}
        options={optionsOf(STAGES)}
        onChange={(stage) => onChange({ stage })}
      />
      <CountField
        label={words.act.quantity}
        least={1}
        whenEmpty={1}
        value={act.quantity}
        onChange={(quantity) => onChange({ quantity })}
      />
      <SeveralField
        label={words.act.circumstances}
        wide
        value={act.circumstances}
        options={CIRCUMSTANCES}
        onChange={(circumstances) => onChange({ circumstances })}
      />
      <div className="wide">
        <Checkbox checked={act.harmed} onChange={(event) => onChange({ harmed: event.target.checked })}>
          {words.act.harmed}
        </Checkbox>
      </div>
    </div>
  )
}

type ViolationProps = {
  readonly id: string
  readonly value: string
  readonly on: string
  readonly onChange: (key: string) => void
}

/** Finds the clause by plain words; one key stands for all stages of the same clause. */
function ViolationInput({ id, value, on, onChange }: ViolationProps) {
  const [typed, setTyped] = useState('')
  const search = useQuery({
    queryKey: ['law-search', typed, 'violation', on],
    enabled: typed.length > 1,
    placeholderData: (before) => before,
    queryFn: () => ask(searchLaw, { words: typed, kind: 'violation', on, limit: 20 }),
  })
  const chosen = useQuery({
    queryKey: ['violation', value, on],
    enabled: value !== '',
    queryFn: () => ask(listViolations, { key: value, on, limit: 5 }),
  })
  const found = (search.data?.hits ?? []).map((hit) => ({
    value: hit.id,
    label: `${hit.title}（《${hit.law}》${hit.article}）`,
  }))
  const kept = (chosen.data?.violations ?? []).map((one) => ({
    value: one.key,
    label: `${one.says}（${one.cites}，${fineInWords(one)}）`,
  }))
  // What is chosen tells its fine as well; of two labels for one clause that one stays.
  const options = [...new Map([...found, ...kept].map((option) => [option.value, option])).values()]
  return (
    <Select
      id={id}
      value={value || null}
      options={options}
      loading={search.isFetching}
      placeholder={words.act.violationHint}
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={(key: string | null) => onChange(key ?? '')}
    />
  )
}
