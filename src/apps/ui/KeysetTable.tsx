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
    <>
      {!pages.loading && pages.rows.length === 0 ? (
        empty
      ) : (
        <Scrolling label={label}>
          <Table<Row>
            columns={labelled(columns)}
            dataSource={[...pages.rows]}
            rowKey={rowKey}
            size={size}
            pagination={false}
            loading={pages.loading}
            locale={{ emptyText: words.loading }}
          />
        </Scrolling>
      )}
      {pages.rows.length > 0 && (
        <div style={{ display: 'flex', justifyContent: 'center', alignItems: 'center', gap: 12, padding: '12px 0' }}>
          <span className="soft">
            {pages.hasMore ? words.soFar(pages.rows.length) : words.allRead(pages.rows.length)}
          </span>
          {pages.hasMore && (
            <Button onClick={pages.more} loading={pages.loadingMore}>
              {words.more}
            </Button>
          )}
        </div>
      )}
    </>
  )
}

/** Each cell knows the title of its column: on a phone a row is a card, and its title stands beside each value. */
const labelled = <Row extends object>(columns: TableColumnsType<Row>): TableColumnsType<Row> =>
  columns.map((column) => ({
    ...column,
    onCell: (row: Row, index?: number) => ({
      ...column.onCell?.(row, index),
      ...(typeof column.title === 'string' ? { 'data-label': column.title } : {}),
    }),
  }))

/** A wide table scrolls in its own place, with the keyboard as well. */
const Scrolling = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  // oxlint-disable-next-line no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it (WCAG 2.1.1)
  <div role="region" aria-label={label} tabIndex={0} className="table-scroll">
    {children}
  </div>
)

/** A short table whose rows are all there. */
export function PlainTable<Row extends object>({
  label,
  columns,
  rows,
  rowKey,
  empty,
  size = 'small',
  loading = false,
}: {
  readonly label: string
  readonly columns: TableColumnsType<Row>
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly empty: ReactNode
  readonly size?: 'small' | 'middle'
  readonly loading?: boolean
}) {
  if (!loading && rows.length === 0) return <>{empty}</>
  return (
    <Scrolling label={label}>
      <Table<Row>
        columns={labelled(columns)}
        dataSource={[...rows]}
        rowKey={rowKey}
        size={size}
        pagination={false}
        loading={loading}
        locale={{ emptyText: words.loading }}
      />
    </Scrolling>
  )
}
