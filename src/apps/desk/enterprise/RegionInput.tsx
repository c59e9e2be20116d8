import { useQuery } from '@tanstack/react-query'
import { Cascader } from 'antd'
import { useState } from 'react'
import { listRegions } from '../../../contexts/registry/contract.ts'
import { chainOf, NATION } from '../../../kernel/region.ts'
import { ask } from '../session/ask.ts'

type Option = { value: string; label: string; isLeaf: boolean; children?: Option[] }

const optionsUnder = async (parent: string): Promise<Option[]> =>
  (await ask(listRegions, { parent })).regions.map(({ code, name, hasChildren }) => ({
    value: code,
    label: name,
    isLeaf: !hasChildren,
  }))

/** Names of a region and of everything above it, e.g. 广东省东莞市石排镇; the code while it is read. */
export function useRegionName(code: string): string {
  const { data } = useQuery({
    queryKey: ['region-name', code],
    enabled: code !== '',
    staleTime: Infinity,
    queryFn: async () => {
      const chain = chainOf(code)
        .filter((region) => region !== NATION)
        .reverse()
      const levels = await Promise.all(chain.map((_, index) => ask(listRegions, { parent: chain[index - 1] ?? '' })))
      return chain
        .map((region, index) => levels[index]?.regions.find((one) => one.code === region)?.name ?? '')
        .join('')
    },
  })
  return data || code
}

type Props = {
  readonly value?: string | undefined
  readonly onChange: (code: string) => void
  /** The province, city or county under which one may choose; everything when empty. */
  readonly under: string
  readonly label: string
  readonly placeholder?: string
}

/** Chooses a division step by step; any level may be chosen. The chosen place stands in the field by its full name. */
export function RegionInput({ value = '', onChange, under, label, placeholder = '' }: Props) {
  const [loaded, setLoaded] = useState<{ under: string; options: Option[] }>()
  const name = useRegionName(value)
  useQuery({
    queryKey: ['region-options', under],
    staleTime: Infinity,
    queryFn: async () => {
      const options = await optionsUnder(under)
      setLoaded({ under, options })
      return options
    },
  })
  const load = async (path: Option[]) => {
    const target = path[path.length - 1]
    if (!target || target.children) return
    target.children = await optionsUnder(target.value)
    setLoaded((before) => before && { ...before, options: [...before.options] })
  }
  return (
    <Cascader<Option>
      options={loaded?.options ?? []}
      changeOnSelect
      value={value ? [value] : []}
      displayRender={() => name}
      allowClear
      loadData={(path) => void load(path)}
      onChange={(path) => onChange(String(path?.[path.length - 1] ?? ''))}
      placeholder={placeholder}
      aria-label={label}
      style={{ width: '100%', minWidth: 200 }}
    />
  )
}
