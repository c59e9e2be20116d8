import { useQuery } from '@tanstack/react-query'
import type { TableColumnsType } from 'antd'
import { Button } from 'antd'
import { Link } from 'react-router'
import { listJurisdictionOrders, type JurisdictionOrder } from '../../../contexts/casework/contract/jurisdiction.ts'
import { covers } from '../../../kernel/region.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Margin } from '../law/law-book.tsx'
import { usePaperViewer } from '../paper/papers.tsx'
import { ask } from '../session/ask.ts'
import { useMe } from '../session/session.tsx'
import { words } from '../words-proceeding.ts'

/** Orders by which a superior gave a case to another bureau or took it over; the former bureau sees the order, not the case. */
export function OrdersPage() {
  const me = useMe()
  const { data, error, isPending } = useQuery({
    queryKey: ['jurisdiction-orders'],
    queryFn: () => ask(listJurisdictionOrders, {}),
  })
  const orders = data?.orders ?? []
  const { open, viewer } = usePaperViewer(
    orders.map(({ paperId, number }) => ({ id: paperId, title: words.orders.paper, number })),
  )
  const columns: TableColumnsType<JurisdictionOrder> = [
    {
      title: words.orders.number,
      render: (_, { paperId, number }) => (
        <Button type="link" style={{ padding: 0 }} onClick={() => open(paperId)}>
          {number ?? words.orders.paper}
        </Button>
      ),
    },
    { title: words.orders.on, dataIndex: 'orderedOn' },
    {
      title: words.orders.matter,
      render: (_, { caseId, caseTitle, toRegion, reasons }) => (
        <div className="cell-wrap">
          {covers(me.region, toRegion) ? <Link to={`/cases/${caseId}`}>{caseTitle}</Link> : caseTitle}
          <div className="soft">{reasons}</div>
        </div>
      ),
    },
    {
      title: words.orders.bureaus,
      render: (_, { fromBureau, caseNumber, toBureau }) => (
        <div className="cell-wrap">
          <div>{words.orders.from(fromBureau, caseNumber)}</div>
          <div>{words.orders.to(toBureau)}</div>
        </div>
      ),
    },
  ]
  return (
    <>
      <PageHeader title={words.orders.title} under={words.orders.under} />
      <div className="with-margin">
        <div className="sheet">
          {error ? <TroubleNotice trouble={troubleOf(error)} /> : null}
          <PlainTable
            label={words.orders.title}
            columns={columns}
            rows={orders}
            rowKey={({ id }) => id}
            loading={isPending}
            empty={<EmptyState title={words.orders.none}>{words.orders.noneUnder}</EmptyState>}
          />
        </div>
        <aside>
          <Margin entries={[{ cites: { instrument: 'APL', article: 25, paragraph: 2 }, why: words.orders.title }]} />
        </aside>
      </div>
      {viewer}
    </>
  )
}
