import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { Link } from 'react-router'
import { listChanges } from '../../../contexts/law/contract/overlays.ts'
import { CHANGE_STATES, type Change } from '../../../contexts/law/rules/change.ts'
import { OVERLAY_KINDS } from '../../../contexts/law/rules/overlay-kinds.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { ChangeTabs, LayerName } from './ChangeTabs.tsx'
import { words } from './words-changes.ts'

/** What the state means today: an approved change waits for its day, is in effect, or is over. */
export function ChangeStanding({ change: { state, from, until } }: { readonly change: Change }) {
  const day = today()
  const isOver = until !== null && until < day
  const standing = from > day ? words.notYet : isOver ? words.over : words.inForce
  const isLaw = state === 'approved' || (state === 'ended' && !isOver)
  const color = state === 'drafted' ? 'warning' : isLaw && from <= day && !isOver ? 'processing' : 'default'
  return (
    <Tag color={color}>
      {CHANGE_STATES[state]}
      {isLaw ? `，${standing}` : ''}
    </Tag>
  )
}

/** Changes of the law data: of the own bureau and those below, and what the levels above approved. */
export function ChangesPage() {
  const { data, error, isPending } = useQuery({ queryKey: ['law-changes'], queryFn: () => ask(listChanges, {}) })
  const cannot = useWhyNotPermitted()('law.maintain')
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[
          <Link key="law" to="/law">
            {words.law}
          </Link>,
        ]}
        actions={
          <>
            <LinkButton to="/law/changes/new" kind="primary" refusals={cannot}>
              {words.draft}
            </LinkButton>
            <LinkButton to="/law/changes/import" refusals={cannot}>
              {words.importSheet}
            </LinkButton>
          </>
        }
      />
      <ChangeTabs />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <section className="sheet">
        <PlainTable
          label={words.title}
          rows={data?.changes ?? []}
          loading={isPending}
          rowKey={({ id }) => id}
          empty={<EmptyState title={words.none}>{words.noneUnder}</EmptyState>}
          columns={[
            {
              title: words.name,
              render: (_, { id, title }) => (
                <Link className="cell-wide" to={`/law/changes/${id}`}>
                  {title}
                </Link>
              ),
            },
            { title: words.kind, render: (_, { kind }) => OVERLAY_KINDS[kind] },
            { title: words.state, render: (_, change) => <ChangeStanding change={change} /> },
            { title: words.region, render: (_, { region }) => <LayerName region={region} /> },
            {
              title: words.instrument,
              render: (_, { instrument }) => (
                <span className="cell-wide">
                  {instrument.name}　{instrument.number}
                </span>
              ),
            },
            {
              title: words.period,
              render: (_, { from, until }) => (
                <span className="number cell-wide">
                  {from} 至 {until ?? words.open}
                </span>
              ),
            },
            { title: words.rows, dataIndex: 'rowCount', align: 'right' },
            {
              title: words.persons,
              render: (_, { draftedByName, approvedByName }) =>
                `${draftedByName}、${approvedByName || words.nobodyYet}`,
            },
          ]}
        />
      </section>
    </>
  )
}
