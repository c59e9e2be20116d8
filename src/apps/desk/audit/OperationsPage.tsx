import { useQuery } from '@tanstack/react-query'
import { Alert, Button, type TableColumnsType } from 'antd'
import { getOperations, type Operations } from '../../../contexts/audit/contract/operations.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { words } from '../words.ts'
import { operations as said } from './words.ts'

const REFRESH_MS = 30_000

const sizeOf = (bytes: number) =>
  bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GB` : `${Math.round(bytes / 1024 ** 2)} MB`
const inWords = (what: string) => said.whats[what] ?? what

/** One page for the administrator: is it well, and if not, where. */
export function OperationsPage() {
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['operations'],
    queryFn: () => ask(getOperations, {}),
    refetchInterval: REFRESH_MS,
  })
  return (
    <>
      <PageHeader
        title={said.title}
        under={said.under}
        actions={
          <Button loading={isFetching} onClick={() => void refetch()}>
            {said.again}
          </Button>
        }
      />
      {error ? <TroubleNotice trouble={troubleOf(error)} /> : null}
      {data && (
        <>
          <Health data={data} />
          <Figures data={data} />
          <Clocks data={data} />
          <Slow data={data} />
        </>
      )}
    </>
  )
}

function Health({ data: { missing } }: { data: Operations }) {
  if (missing.length === 0) return <Alert type="success" showIcon title={said.sound} style={{ marginBottom: 16 }} />
  return (
    <Alert
      type="error"
      showIcon
      title={said.missing}
      description={missing.map(({ what, mend }) => `${what}：${mend}`).join('；')}
      style={{ marginBottom: 16 }}
    />
  )
}

function Figures({ data }: { data: Operations }) {
  const { calls, database, disks, journal } = data
  return (
    <section className="sheet">
      <h2>{said.server}</h2>
      <Facts
        facts={[
          { label: said.version, value: data.version },
          { label: said.since, value: minuteOf(data.startedAt) },
          { label: said.calls, value: calls.total },
          { label: said.faults, value: calls.faults },
          { label: said.p95, value: calls.p95Ms === null ? '' : said.ms(calls.p95Ms) },
          { label: said.database, value: `PostgreSQL ${database.version}` },
          { label: said.size, value: sizeOf(database.bytes) },
          { label: said.connections, value: said.connectionsOf(database.open, database.idle, database.waiting) },
          ...disks.map(({ freeBytes, totalBytes }) => ({
            label: said.disk,
            value: said.diskOf(sizeOf(freeBytes), sizeOf(totalBytes), Math.round((1 - freeBytes / totalBytes) * 100)),
          })),
          { label: said.journal, value: said.journalOf(journal.rows, journal.chains) },
          { label: said.checkpoint, value: journal.lastCheckpointAt ? minuteOf(journal.lastCheckpointAt) : said.never },
          { label: said.paused, value: data.pausedSignIns },
        ]}
      />
    </section>
  )
}

const CLOCKS: TableColumnsType<Operations['clocks'][number]> = [
  { title: said.clock, render: (_, { what }) => inWords(what) },
  { title: said.overdue, dataIndex: 'overdue', align: 'right' },
  { title: said.soon, dataIndex: 'soon', align: 'right' },
]
const QUEUES: TableColumnsType<Operations['queues'][number]> = [
  { title: said.queue, render: (_, { what }) => inWords(what) },
  { title: said.waiting, dataIndex: 'waiting', align: 'right' },
  { title: said.oldest, render: (_, { oldestAt }) => (oldestAt ? oldestAt.slice(0, 10) : '—') },
]

function Clocks({ data }: { data: Operations }) {
  const empty = <EmptyState title={words.common.none} />
  return (
    <>
      <section className="sheet">
        <h2>{said.clocks}</h2>
        <PlainTable label={said.clocks} columns={CLOCKS} rows={data.clocks} rowKey={({ what }) => what} empty={empty} />
      </section>
      <section className="sheet">
        <h2>{said.queues}</h2>
        <PlainTable label={said.queues} columns={QUEUES} rows={data.queues} rowKey={({ what }) => what} empty={empty} />
      </section>
    </>
  )
}

const SLOW: TableColumnsType<Operations['slow'][number]> = [
  { title: said.took, render: (_, { ms }) => said.ms(ms) },
  { title: said.at, render: (_, { at }) => minuteOf(at) },
  { title: said.statement, render: (_, { text }) => <code>{text}</code> },
]

const Slow = ({ data }: { data: Operations }) => (
  <section className="sheet">
    <h2>{said.slow}</h2>
    <PlainTable
      label={said.slow}
      columns={SLOW}
      rows={data.slow}
      rowKey={({ at, text }) => at + text}
      empty={<EmptyState title={said.slowEmpty} />}
    />
  </section>
)
