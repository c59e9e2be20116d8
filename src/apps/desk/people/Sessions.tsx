import { useQuery } from '@tanstack/react-query'
import type { TableColumnsType } from 'antd'
import { endSession, endSessions, listSessions } from '../../../contexts/people/contract.ts'
import type { Session } from '../../../contexts/people/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { useAct } from '../session/use-act.ts'
import { words } from '../words.ts'
import { trust } from './words.ts'

type Row = Session & { readonly isThisOne: boolean }

/** Open and past sessions: the own ones, or for the administrator those of one officer. */
export function Sessions({ officer }: { officer?: string }) {
  const whose = officer ? { officer } : {}
  const { data, error, isPending } = useQuery({
    queryKey: ['sessions', officer ?? ''],
    queryFn: () => ask(listSessions, whose),
  })
  const one = useAct(endSession, { done: words.account.endedDone })
  const all = useAct(endSessions, { done: trust.sessions.endedAll })
  const isOpen = ({ endedAt, endsAt }: Row) => !endedAt && Date.parse(endsAt) > Date.now()
  const columns: TableColumnsType<Row> = [
    { title: words.account.at, render: (_, { createdAt }) => minuteOf(createdAt) },
    { title: words.account.lastSeen, render: (_, { lastSeen }) => minuteOf(lastSeen) },
    { title: words.account.address, dataIndex: 'address' },
    ...(officer
      ? []
      : [
          {
            title: words.account.agent,
            render: (_: unknown, { agent }: Row) => <span title={agent}>{agent.slice(0, 60)}</span>,
          },
        ]),
    {
      title: words.common.state,
      render: (_, row) =>
        row.isThisOne ? words.account.thisOne : isOpen(row) ? words.account.active : words.account.ended,
    },
    {
      title: words.common.actions,
      render: (_, row) =>
        row.isThisOne || !isOpen(row) ? (
          '—'
        ) : (
          <SubmitButton kind="default" size="small" busy={one.busy} onClick={() => void one.submit({ id: row.id })}>
            {words.account.end}
          </SubmitButton>
        ),
    },
  ]
  return (
    <>
      <TroubleNotice trouble={one.trouble ?? all.trouble ?? (error ? troubleOf(error) : null)} />
      <PlainTable
        label={words.account.sessions}
        columns={columns}
        rows={data?.sessions ?? []}
        rowKey={({ id }) => id}
        loading={isPending}
        empty={<EmptyState title={words.common.none} />}
      />
      <div style={{ marginTop: 16 }}>
        <SubmitButton kind="default" busy={all.busy} onClick={() => void all.submit(whose)}>
          {officer ? trust.sessions.endAllOf : trust.sessions.endAll}
        </SubmitButton>
      </div>
    </>
  )
}
