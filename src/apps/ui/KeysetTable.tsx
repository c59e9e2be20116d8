import { Button, Table, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { TroubleNotice } from './RefusalList.tsx'
import { troubleOf } from './trouble.ts'
import type { Pages } from './use-pages.ts'
import { words } from './words.ts'

type Props<Row extends object> = {
  /** Name of the table for those who cannot see it. */
  readonly label: string
  readonly columns: TableColumnsType<Row>
  readonly pages: Pages<Row>
  readonly rowKey: (row: Row) => string
  readonly empty: ReactNode
  readonly size?: 'small' | 'middle'
}

/** A table that reads on at its end instead of counting pages. */
export function KeysetTable<Row extends object>({ label, columns, pages, rowKey, empty, size = 'middle' }: Props<Row>) {
  if (pages.error) return <TroubleNotice trouble={troubleOf(pages.error)} />
  return (
    <div role="region" aria-label={label}>
      {!pages.loading && pages.rows.length === 0 ? empty : (
        <Table<Row>
          columns={columns} dataSource={[...pages.rows]} rowKey={rowKey} size={size} pagination={false} loading={pages.loading}
          scroll={{ x: 'max-content' }} locale={{ emptyText: words.loading }}
        />
      )}
      {pages.rows.length > 0 && (
        <div style={{ display: 'flex', justifyContent: 'center', alignItems: 'center', gap: 12, padding: '12px 0' }}>
          <span className="soft">{pages.hasMore ? words.soFar(pages.rows.length) : words.allRead(pages.rows.length)}</span>
          {pages.hasMore && <Button onClick={pages.more} loading={pages.loadingMore}>{words.more}</Button>}
        </div>
      )}
    </div>
  )
}

/** A short table whose rows are all there. */
export function PlainTable<Row extends object>({ label, columns, rows, rowKey, empty, size = 'small', loading = false }: {
  readonly label: string; readonly columns: TableColumnsType<Row>; readonly rows: readonly Row[]; readonly rowKey: (row: Row) => string
  readonly empty: ReactNode; readonly size?: 'small' | 'middle'; readonly loading?: boolean
}) {
  return (
    <div role="region" aria-label={label}>
      {!loading && rows.length === 0 ? empty : (
        <Table<Row>
          columns={columns} dataSource={[...rows]} rowKey={rowKey} size={size} pagination={false} loading={loading}
          scroll={{ x: 'max-content' }} locale={{ emptyText: words.loading }}
        />
      )}
    </div>
  )
}
