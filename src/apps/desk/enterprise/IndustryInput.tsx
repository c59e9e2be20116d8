import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { listIndustries } from '../../../contexts/registry/contract.ts'
import { ask } from '../session/ask.ts'

type Props = {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (code: string | undefined) => void
  readonly label: string
  readonly placeholder?: string
}

/** Finds an industry (GB/T 4754) by code or name. */
export function IndustryInput({ id, value, onChange, label, placeholder }: Props) {
  const [typed, setTyped] = useState('')
  const wanted = typed || value || ''
  const { data, isFetching } = useQuery({
    queryKey: ['industries', wanted],
    queryFn: () => ask(listIndustries, wanted ? { q: wanted } : {}),
    staleTime: 300_000,
  })
  return (
    <Select
      {...(id ? { id } : {})}
      value={value || null}
      loading={isFetching}
      allowClear
      aria-label={label}
      style={{
        width: '100%',
        minWidth: 200,
      }}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={placeholder}
      onChange={(code: string | null) => onChange?.(code ?? undefined)}
      options={(data?.industries ?? []).map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
    />
  )
}
