import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Select, Tabs, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { listOfficers } from '../../../contexts/people/contract.ts'
import type { Bureau } from '../../../contexts/people/model.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { words } from '../words.ts'
import { BureauDrawer } from './BureauDrawer.tsx'
import { useBureaus } from './bureaus.ts'
import { Delegations } from './Delegations.tsx'
import { NewOfficerDrawer } from './NewOfficerDrawer.tsx'
import { OfficerDrawer } from './OfficerDrawer.tsx'
import { Security } from './Security.tsx'
import { delegations, leaving, trust } from './words.ts'
import { OfficerTable } from './OfficerTable.tsx'

export function PeoplePage() {
  const [bureau, setBureau] = useState<string>()
  const [onlyCertified, setOnlyCertified] = useState(false)
  const [onlyLeft, setOnlyLeft] = useState(false)
  const [opened, setOpened] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const [bureauOpened, setBureauOpened] = useState<Bureau | 'new' | null>(null)
  const whyNotPermitted = useWhyNotPermitted()
  const { bureaus, nameOf } = useBureaus()
  const filter = {
    ...(bureau ? { bureau } : {}),
    ...(onlyCertified ? { certifiedOn: today() } : {}),
    ...(onlyLeft ? { left: 'true' as const } : {}),
  }
  const { data, error, isPending } = useQuery({
    queryKey: ['officers', filter],
    queryFn: () => ask(listOfficers, filter),
  })

  const officers = (
    <>
      <div className="filters">
        <label>
          {words.people.bureauFilter}
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={words.common.all}
            value={bureau}
            onChange={setBureau}
            style={{ width: 240 }}
            options={bureaus.map(({ region, name }) => ({ value: region, label: name }))}
            aria-label={words.people.bureauFilter}
          />
        </label>
        <Checkbox checked={onlyCertified} onChange={(event) => setOnlyCertified(event.target.checked)}>
          {words.people.onlyCertified}
        </Checkbox>
        <Checkbox checked={onlyLeft} onChange={(event) => setOnlyLeft(event.target.checked)}>
          {leaving.onlyLeft}
        </Checkbox>
      </div>
      {error ? (
        <TroubleNotice trouble={troubleOf(error)} />
      ) : (
        <OfficerTable officers={data?.officers ?? []} bureauName={nameOf} loading={isPending} onOpen={setOpened} />
      )}
    </>
  )
  return (
    <>
      <PageHeader
        title={words.people.title}
        under={words.people.under}
        actions={
          <SubmitButton refusals={whyNotPermitted('people.manage')} quiet onClick={() => setAdding(true)}>
            {words.people.add}
          </SubmitButton>
        }
      />
      <div className="sheet">
        <Tabs
          items={[
            { key: 'officers', label: words.people.officers, children: officers },
            {
              key: 'bureaus',
              label: words.people.bureaus,
              children: <BureauTable bureaus={bureaus} onOpen={setBureauOpened} />,
            },
            { key: 'delegations', label: delegations.title, children: <Delegations /> },
            ...(whyNotPermitted('people.manage').length === 0
              ? [{ key: 'security', label: trust.duty.title, children: <Security /> }]
              : []),
          ]}
        />
      </div>
      <OfficerDrawer id={opened} onClose={() => setOpened(null)} bureauName={nameOf} />
      {bureauOpened && <BureauDrawer bureau={bureauOpened} onClose={() => setBureauOpened(null)} />}
      <NewOfficerDrawer open={adding} onClose={() => setAdding(false)} bureaus={bureaus} />
    </>
  )
}

type BureauRow = Bureau & { readonly depth: number }

/** The bureaus stand in the order of their codes, indented under the one whose code theirs begins with. */
const asTree = (bureaus: readonly Bureau[]): BureauRow[] =>
  [...bureaus]
    .sort((a, b) => (a.region < b.region ? -1 : 1))
    .map((bureau) => ({
      ...bureau,
      depth: bureaus.filter(({ region }) => region !== bureau.region && bureau.region.startsWith(region)).length,
    }))

type BureauTableProps = { readonly bureaus: readonly Bureau[]; readonly onOpen: (bureau: Bureau | 'new') => void }

function BureauTable({ bureaus, onOpen }: BureauTableProps) {
  const closed = useWhyNotPermitted()('people.manage')
  const columns: TableColumnsType<BureauRow> = [
    {
      title: words.common.name,
      render: (_, { depth, ...bureau }) => (
        <span style={{ paddingLeft: depth * 20 }}>
          {closed.length === 0 ? (
            <Button type="link" aria-label={trust.bureau.edit(bureau.name)} onClick={() => onOpen(bureau)}>
              {bureau.name}
            </Button>
          ) : (
            bureau.name
          )}
        </span>
      ),
    },
    { title: words.people.shortName, dataIndex: 'shortName' },
    { title: words.people.capacity, render: (_, { capacity }) => words.people.capacities[capacity] },
    {
      title: words.people.place,
      render: (_, { address, phone }) => (
        <>
          {address}
          <br />
          {phone}
        </>
      ),
    },
    { title: words.people.organ, dataIndex: 'reconsiderationOrgan' },
    { title: words.people.court, dataIndex: 'court' },
    {
      title: words.people.bank,
      render: (_, { collectingBank, collectingAccount }) => (
        <>
          {collectingBank}
          <br />
          {collectingAccount}
        </>
      ),
    },
  ]
  return (
    <>
      <div className="filters">
        <SubmitButton refusals={closed} quiet onClick={() => onOpen('new')}>
          {trust.bureau.add}
        </SubmitButton>
      </div>
      <PlainTable
        label={words.people.bureaus}
        columns={columns}
        rows={asTree(bureaus)}
        rowKey={({ region }) => region}
        empty={<EmptyState title={words.people.empty} />}
      />
    </>
  )
}
