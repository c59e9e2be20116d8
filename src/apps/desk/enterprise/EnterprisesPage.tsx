import { Button, Input, Select, Tag, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { exportEnterprises, listEnterprises } from '../../../contexts/registry/contract.ts'
import { ENTERPRISE_KINDS, GRADES, type EnterpriseInList } from '../../../contexts/registry/model.ts'
import { FIELD_LABELS } from '../../../contexts/registry/rules/enterprise-fields.ts'
import { fileUrl } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { KeysetTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { useMe, useWhyNotPermitted } from '../session/session.tsx'
import { words } from '../words.ts'
import { words as population } from './words-population.ts'
import { RegionInput } from './RegionInput.tsx'

const GRADE_OPTIONS = Object.entries(GRADES).map(([value, label]) => ({ value, label }))
const FLAG_OPTIONS = [
  { value: 'true', label: words.common.yes },
  { value: 'false', label: words.common.no },
]

export const NameOfEnterprise = ({ row }: { row: Pick<EnterpriseInList, 'id' | 'name' | 'highRisk' | 'keyUnit'> }) => (
  <>
    <Link to={`/enterprises/${row.id}`}>{row.name}</Link> {row.highRisk && <Tag>{words.enterprise.highRisk}</Tag>}
    {row.keyUnit && <Tag>{words.enterprise.keyUnit}</Tag>}
  </>
)

const COLUMNS: TableColumnsType<EnterpriseInList> = [
  { title: FIELD_LABELS.name, render: (_, row) => <NameOfEnterprise row={row} /> },
  { title: FIELD_LABELS.creditCode, dataIndex: 'creditCode' },
  { title: FIELD_LABELS.kind, render: (_, { kind }) => ENTERPRISE_KINDS[kind] },
  { title: FIELD_LABELS.industry, dataIndex: 'industry' },
  { title: FIELD_LABELS.grade, render: (_, { grade }) => GRADES[grade] },
  { title: words.enterprise.employees, align: 'right', dataIndex: 'employees' },
  {
    title: FIELD_LABELS.address,
    render: (_, { address }) => <span style={{ display: 'block', maxWidth: 320 }}>{address}</span>,
  },
]

/** Filters live in the address, so that a list can be bookmarked and two tabs never mix. */
function useFilter() {
  const [params, setParams] = useSearchParams()
  const filter = Object.fromEntries(params) as {
    q?: string
    region?: string
    highRisk?: 'true' | 'false'
    keyUnit?: 'true' | 'false'
    grade?: '1' | '2' | '3' | 'none'
  }
  const change = (name: string, value: string | undefined) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  return { filter, change, reset: () => setParams({}, { replace: true }) }
}

export function EnterprisesPage() {
  const me = useMe()
  const whyNotPermitted = useWhyNotPermitted()
  const { filter, change, reset } = useFilter()
  const [total, setTotal] = useState('')
  const pages = usePages(['enterprises', filter], async (after) => {
    const {
      enterprises,
      next,
      total: count,
      isMore,
    } = await ask(listEnterprises, { ...filter, ...(after ? { after } : {}) })
    setTotal(words.common.total(count, isMore))
    return { rows: enterprises, next }
  })
  return (
    <>
      <PageHeader
        title={words.enterprise.title}
        under={`${words.enterprise.under}${total}`}
        actions={
          <>
            <Button href={fileUrl(exportEnterprises, filter)} download>
              {words.enterprise.export}
            </Button>
            <LinkButton to="/enterprises/population">{population.title}</LinkButton>
            <LinkButton to="/enterprises/import" refusals={whyNotPermitted('registry.import')}>
              {words.enterprise.import}
            </LinkButton>
            <LinkButton to="/enterprises/new" kind="primary" refusals={whyNotPermitted('registry.write')}>
              {words.enterprise.add}
            </LinkButton>
          </>
        }
      />
      <div className="sheet">
        <div role="search" className="filters">
          <label>
            {words.enterprise.searchLabel}
            <Input.Search
              allowClear
              defaultValue={filter.q ?? ''}
              onSearch={(q) => change('q', q.trim())}
              style={{ width: 260 }}
              enterButton={words.common.search}
            />
          </label>
          <label>
            {words.enterprise.regionLabel}
            <RegionInput
              label={words.enterprise.regionLabel}
              placeholder={words.common.all}
              under={me.region}
              value={filter.region}
              onChange={(region) => change('region', region)}
            />
          </label>
          <Chosen
            label={words.enterprise.gradeLabel}
            value={filter.grade}
            options={GRADE_OPTIONS}
            onChange={(grade) => change('grade', grade)}
          />
          <Chosen
            label={words.enterprise.highRiskLabel}
            value={filter.highRisk}
            options={FLAG_OPTIONS}
            onChange={(flag) => change('highRisk', flag)}
          />
          <Chosen
            label={words.enterprise.keyUnitLabel}
            value={filter.keyUnit}
            options={FLAG_OPTIONS}
            onChange={(flag) => change('keyUnit', flag)}
          />
          <Button onClick={reset}>{words.common.reset}</Button>
        </div>
        <KeysetTable
          label={words.enterprise.title}
          columns={COLUMNS}
          pages={pages}
          rowKey={({ id }) => id}
          size="small"
          empty={<EmptyState title={words.enterprise.empty}>{words.enterprise.emptyUnder}</EmptyState>}
        />
      </div>
    </>
  )
}

type ChosenProps = {
  label: string
  value: string | undefined
  options: { value: string; label: string }[]
  onChange: (value: string | undefined) => void
}

/** A small select of a list's filters. */
export function Chosen({ label, value, options, onChange }: ChosenProps) {
  return (
    <label>
      {label}
      <Select
        allowClear
        aria-label={label}
        placeholder={words.common.all}
        value={value ?? null}
        options={options}
        onChange={(chosen: string | null) => onChange(chosen ?? undefined)}
        style={{ width: 130 }}
      />
    </label>
  )
}
