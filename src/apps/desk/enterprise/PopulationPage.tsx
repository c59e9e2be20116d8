import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { population } from '../../../contexts/registry/contract/conduct.ts'
import {
  CHANGES,
  type PopulationChange,
  type PopulationChangeKind,
} from '../../../contexts/registry/rules/population.ts'
import { addDays } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { today } from '../session/session.tsx'
import { words as desk } from '../words.ts'
import { useRegionName } from './RegionInput.tsx'
import { words } from './words-population.ts'

/** How far back a month can be chosen. */
const MONTHS = 24
const KINDS = Object.entries(CHANGES) as [PopulationChangeKind, string][]

function lastMonths(): string[] {
  const months = [today().slice(0, 7)]
  while (months.length < MONTHS) months.push(addDays(`${months.at(-1) ?? ''}-01`, -1).slice(0, 7))
  return months
}

const signed = (difference: number) => (difference > 0 ? `+${difference}` : String(difference))

/** How many businesses of which trade there are, and every unit behind a difference. */
export function PopulationPage() {
  const [params, setParams] = useSearchParams()
  const month = params.get('month') ?? today().slice(0, 7)
  const { data, error, isPending } = useQuery({
    queryKey: ['population', month],
    queryFn: () => ask(population, { month }),
  })
  const rows = (data?.rows ?? []).map((row) => ({ ...row, difference: row.atEnd - row.atStart }))
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[
          <Link key="list" to="/enterprises">
            {desk.enterprise.title}
          </Link>,
        ]}
        actions={
          <Select
            aria-label={words.month}
            style={{ width: 140 }}
            value={month}
            onChange={(chosen) => setParams({ month: chosen }, { replace: true })}
            options={lastMonths().map((one) => ({ value: one, label: one }))}
          />
        }
      />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <section className="sheet">
        <PlainTable
          label={words.title}
          rows={rows}
          loading={isPending}
          rowKey={({ trade }) => trade}
          empty={<EmptyState title={words.none} />}
          columns={[
            { title: words.trade, render: (_, { trade, tradeName }) => `${trade} ${tradeName}` },
            { title: words.atStart, dataIndex: 'atStart', align: 'right' },
            ...KINDS.map(([kind, label]) => ({
              title: label,
              align: 'right' as const,
              render: (_: unknown, { changes }: (typeof rows)[number]) => changes[kind] ?? '',
            })),
            { title: words.atEnd, dataIndex: 'atEnd', align: 'right' },
            { title: words.difference, align: 'right', render: (_, { difference }) => signed(difference) },
          ]}
        />
      </section>
      <Behind units={data?.behind ?? []} total={data?.total ?? 0} loading={isPending} />
    </>
  )
}

type BehindProps = { readonly units: readonly PopulationChange[]; readonly total: number; readonly loading: boolean }

const Behind = ({ units, total, loading }: BehindProps) => (
  <section className="sheet">
    <div className="sheet-head">
      <h2>{words.behind}</h2>
      <span className="soft">{words.shown(units.length, total)}</span>
    </div>
    <PlainTable
      label={words.behind}
      rows={units}
      loading={loading}
      rowKey={({ enterpriseId, change, on }) => `${enterpriseId} ${change} ${on}`}
      empty={<EmptyState title={words.noChanges} />}
      columns={[
        { title: words.on, dataIndex: 'on' },
        { title: words.change, render: (_, { change }) => CHANGES[change] },
        {
          title: words.enterprise,
          render: (_, { enterpriseId, name, change }) =>
            change === 'moved-out' ? name : <Link to={`/enterprises/${enterpriseId}`}>{name}</Link>,
        },
        {
          title: words.trade,
          render: (_, { trade, tradeBefore }) =>
            tradeBefore && tradeBefore !== trade ? words.moved(tradeBefore, trade) : trade,
        },
        {
          title: desk.common.region,
          render: (_, { change, fromRegion, toRegion }) =>
            change === 'moved-in' || change === 'moved-out' ? (
              <>
                <Place code={fromRegion ?? ''} /> → <Place code={toRegion} />
              </>
            ) : (
              <Place code={toRegion} />
            ),
        },
      ]}
    />
  </section>
)

const Place = ({ code }: { readonly code: string }) => <>{useRegionName(code)}</>
