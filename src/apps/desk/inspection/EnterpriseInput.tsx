import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { listEnterprises } from '../../../contexts/registry/contract.ts'
import { ask } from '../session/ask.ts'
import { words } from '../words-inspection.ts'

type Props = {
  readonly id: string
  readonly value: string
  readonly name: string | undefined
  readonly onChange: (id: string) => void
  readonly disabled?: boolean
}

/** Finds a business by a part of its name or the beginning of its code. */
export function EnterpriseInput({ id, value, name, onChange, disabled = false }: Props) {
  const [typed, setTyped] = useState('')
  const { data, isFetching } = useQuery({
    queryKey: ['enterprise-search', typed],
    queryFn: () => ask(listEnterprises, { ...(typed ? { q: typed } : {}), limit: 20 }),
    staleTime: 30_000,
    enabled: !disabled,
  })
  const found = (data?.enterprises ?? []).map((one) => ({ value: one.id, label: `${one.name}　${one.creditCode}` }))
  const options =
    value && !found.some((one) => one.value === value) ? [{ value, label: name ?? value }, ...found] : found
  return (
    <Select
      id={id}
      value={value || null}
      loading={isFetching}
      disabled={disabled}
      options={options}
      placeholder={words.plan.enterpriseHint}
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={(chosen: string | null) => onChange(chosen ?? '')}
      aria-label={words.plan.chooseEnterprise}
    />
  )
}
