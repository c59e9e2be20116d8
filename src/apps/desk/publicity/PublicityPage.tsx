import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Tabs, Tag, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { publicityQueue } from '../../../contexts/publicity/contract.ts'
import {
  CREDIT_CLASSES,
  KEPT_BACK_GROUNDS,
  NOTICE_STATES,
  WITHDRAWAL_GROUNDS,
  type Notice,
  type NoticeState,
} from '../../../contexts/publicity/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { words as ui } from '../../ui/words.ts'
import { Margin } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { words } from '../words.ts'
import { KeepBackForm, PublishForm, WithdrawForm } from './NoticeForms.tsx'

type Row = z.output<(typeof publicityQueue)['output']>['notices'][number]

const CITED = [
  { cites: { instrument: 'WSL', article: 78 }, why: words.publicity.within },
  { cites: { instrument: 'APL', article: 48 }, why: words.publicity.takeDown },
]

/** Decisions to be published, the one that falls due first on top. */
export function PublicityPage() {
  const [params, setParams] = useSearchParams()
  const state = (params.get('state') ?? 'queued') as NoticeState
  const [opened, setOpened] = useState<Row | null>(null)
  const { data, error, isPending } = useQuery({
    queryKey: ['publicity', state],
    queryFn: () => ask(publicityQueue, { state }),
  })
  const columns: TableColumnsType<Row> = [
    {
      title: words.publicity.number,
      render: (_, row) => (
        <Button type="link" style={{ padding: 0 }} onClick={() => setOpened(row)}>
          {row.number}
        </Button>
      ),
    },
    { title: words.publicity.party, render: (_, { partyName }) => <span className="cell-wide">{partyName}</span> },
    {
      title: words.publicity.penalty,
      render: (_, { penalty }) => (
        <span className="cell-short" title={penalty}>
          {penalty}
        </span>
      ),
    },
    { title: words.publicity.decidedOn, dataIndex: 'decidedOn' },
    {
      title: words.publicity.publishBy,
      render: (_, { publishBy, late, fell }) => (
        <>
          {fell ? words.publicity.takeDownBy(fell.dueOn) : publishBy}　
          {late && <Tag color="error">{words.publicity.late}</Tag>}
        </>
      ),
    },
    { title: words.publicity.publishedAt, render: (_, { publishedAt }) => (publishedAt ? minuteOf(publishedAt) : '—') },
  ]
  const table = error ? (
    <TroubleNotice trouble={troubleOf(error)} />
  ) : (
    <PlainTable
      label={NOTICE_STATES[state]}
      columns={columns}
      rows={data?.notices ?? []}
      rowKey={({ id }) => id}
      loading={isPending}
      empty={
        <EmptyState title={state === 'queued' ? words.publicity.empty : words.publicity.noneThere}>
          {state === 'queued' ? words.publicity.emptyUnder : undefined}
        </EmptyState>
      }
    />
  )
  return (
    <>
      <PageHeader title={words.publicity.title} under={words.publicity.under} />
      <div className="with-margin">
        <div className="sheet">
          <Tabs
            activeKey={state}
            onChange={(next) => setParams({ state: next }, { replace: true })}
            items={Object.entries(NOTICE_STATES).map(([key, label]) => ({
              key,
              label,
              children: key === state ? table : null,
            }))}
          />
        </div>
        <aside>
          <Margin entries={CITED} />
        </aside>
      </div>
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        title={opened?.number}
        size="min(640px, 100vw)"
        destroyOnHidden
        closable={{ 'aria-label': ui.close }}
      >
        {opened && <Details notice={opened} onDone={() => setOpened(null)} />}
      </Drawer>
    </>
  )
}

function Details({ notice, onDone }: { notice: Notice; onDone: () => void }) {
  return (
    <>
      <Facts
        facts={[
          { label: words.publicity.party, value: notice.partyName },
          { label: words.publicity.decidedOn, value: notice.decidedOn },
          { label: words.publicity.publishBy, value: notice.publishBy },
          { label: words.publicity.creditClass, value: notice.creditClass ? CREDIT_CLASSES[notice.creditClass] : '' },
          { label: words.publicity.shownUntil, value: notice.maxShownUntil ?? '' },
          { label: words.publicity.penalty, value: notice.penalty, wide: true },
          { label: words.publicity.basis, value: notice.basis.join('、'), wide: true },
          { label: words.publicity.text, value: notice.facts, wide: true },
          ...(notice.fell
            ? [
                {
                  label: words.publicity.fell,
                  value: `${WITHDRAWAL_GROUNDS[notice.fell.ground]}（${notice.fell.on}）　${words.publicity.takeDownBy(notice.fell.dueOn)}`,
                  wide: true,
                },
              ]
            : []),
          ...(notice.keptBack
            ? [
                {
                  label: words.publicity.keptBack,
                  value: `${KEPT_BACK_GROUNDS[notice.keptBack.ground]}（${notice.keptBack.article}）　${notice.keptBack.reason}　${notice.keptBack.by}，${notice.keptBack.on}`,
                  wide: true,
                },
              ]
            : []),
          ...(notice.withdrawal
            ? [
                {
                  label: words.publicity.reason,
                  value: `${notice.withdrawal.on}　${notice.withdrawal.reason}`,
                  wide: true,
                },
              ]
            : []),
        ]}
      />
      <p>
        <Link to={`/cases/${notice.caseId}`}>{words.publicity.caseFile}</Link>
      </p>
      {(notice.state === 'queued' || notice.state === 'kept-back') && !notice.fell && (
        <PublishForm notice={notice} onDone={onDone} />
      )}
      {notice.state === 'queued' && !notice.fell && <KeepBackForm notice={notice} onDone={onDone} />}
      {notice.state !== 'withdrawn' && <WithdrawForm notice={notice} onDone={onDone} />}
    </>
  )
}
