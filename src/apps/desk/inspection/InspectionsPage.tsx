import { Checkbox, Input, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { listInspections, type InspectionEntry } from '../../../contexts/inspection/contract.ts'
import { INSPECTION_STATES, REASONS, type InspectionState } from '../../../contexts/inspection/model.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { KeysetTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { Chosen } from '../enterprise/EnterprisesPage.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { words as desk } from '../words.ts'
import { words } from '../words-inspection.ts'

const STATE_OPTIONS = Object.entries(INSPECTION_STATES).map(([value, label]) => ({ value, label }))

const COLUMNS: TableColumnsType<InspectionEntry> = [
  { title: words.plannedOn, dataIndex: 'plannedOn' },
  {
    title: words.enterprise,
    render: (_, { id, enterpriseName }) => <Link to={`/inspections/${id}`}>{enterpriseName}</Link>,
  },
  { title: words.reason, render: (_, { reason }) => REASONS[reason] },
  { title: words.officers, render: (_, { officers }) => officers.map(({ name }) => name).join('、') },
  { title: words.stateLabel, render: (_, { state }) => INSPECTION_STATES[state] },
  { title: words.rectifyBy, render: (_, { rectifyBy }) => rectifyBy ?? '—' },
  { title: words.serial, align: 'right', render: (_, { serial }) => serial ?? '—' },
]

export function InspectionsPage() {
  const [params, setParams] = useSearchParams()
  const [total, setTotal] = useState('')
  const cannotDraft = useWhyNotPermitted()('inspection.draft')
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
  const state = params.get('state') as InspectionState | null
  const search = params.get('search')
  const mine = params.get('mine') === 'true'
  const filter = {
    ...(state ? { state } : {}),
    ...(search ? { search } : {}),
    ...(mine ? { mine: 'true' as const } : {}),
  }
  const pages = usePages(['inspections', filter], async (after) => {
    const {
      inspections,
      next,
      total: count,
      isMore,
    } = await ask(listInspections, { ...filter, ...(after ? { after } : {}) })
    setTotal(desk.common.total(count, isMore))
    return { rows: inspections, next }
  })
  return (
    <>
      <PageHeader
        title={words.title}
        under={`${words.under}${total}`}
        actions={
          <>
            <LinkButton to="/inspections/guidance">{words.guidance}</LinkButton>
            <LinkButton to="/inspections/new" kind="primary" refusals={cannotDraft}>
              {words.add}
            </LinkButton>
          </>
        }
      />
      <div className="sheet">
        <div role="search" className="filters">
          <label>
            {words.searchLabel}
            <Input.Search
              allowClear
              defaultValue={search ?? ''}
              enterButton={desk.common.search}
              onSearch={(text) => change('search', text.trim())}
              style={{ width: 240 }}
            />
          </label>
          <Chosen
            label={words.stateLabel}
            value={state ?? undefined}
            options={STATE_OPTIONS}
            onChange={(value) => change('state', value)}
          />
          <Checkbox checked={mine} onChange={(event) => change('mine', event.target.checked ? 'true' : undefined)}>
            {words.mine}
          </Checkbox>
        </div>
        <KeysetTable
          label={words.title}
          columns={COLUMNS}
          pages={pages}
          rowKey={({ id }) => id}
          size="small"
          empty={<EmptyState title={words.empty}>{words.emptyUnder}</EmptyState>}
        />
      </div>
    </>
  )
}
