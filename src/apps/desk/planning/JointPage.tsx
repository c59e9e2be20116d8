import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import {
  acceptJoint,
  jointProposals,
  type JointProposalView,
  type JointView,
} from '../../../contexts/planning/contract/joint.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { DateField } from '../fields.tsx'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { BureauName } from '../people/BureauName.tsx'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words as all } from './words-guard.ts'
import './planning.css'

const words = all.joint

/** What several bureaus mean to do at one business, proposed as one visit (circular art. 4). */
export function JointPage() {
  const { data, error, isPending } = useQuery({ queryKey: ['joints'], queryFn: () => ask(jointProposals, {}) })
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under(data?.windowDays ?? 30)}
        trail={[
          <Link key="list" to="/planning">
            {all.back}
          </Link>,
        ]}
      />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <div className="with-margin">
        <div>
          {!isPending && data?.proposals.length === 0 && (
            <section className="sheet">
              <h2>{words.proposals}</h2>
              <EmptyState title={words.none}>{words.noneUnder}</EmptyState>
            </section>
          )}
          {data?.proposals.map((proposal) => (
            <Proposal key={proposal.members.map(({ id }) => id).join()} proposal={proposal} />
          ))}
          <Accepted joints={data?.joints ?? []} loading={isPending} />
        </div>
        <aside>
          <Margin entries={[{ cites: { instrument: 'MEM-2025-02-27', article: 4 }, why: words.title }]} />
        </aside>
      </div>
    </>
  )
}

function Proposal({ proposal }: { proposal: JointProposalView }) {
  const { enterpriseId, enterpriseName, leader, members, spared } = proposal
  const [on, setOn] = useState(proposal.on < today() ? today() : proposal.on)
  const cite = useNameOf()
  const cannot = useWhyNotPermitted()('planning.approve')
  const accept = useAct(acceptJoint, { done: words.accepted })
  return (
    <section className="sheet">
      <h2 className="head-tag">
        <Link to={`/enterprises/${enterpriseId}`}>{enterpriseName}</Link>
        <Tag color="processing">{words.spared(spared)}</Tag>
      </h2>
      <PlainTable
        label={`${words.proposals} ${enterpriseName}`}
        rows={members}
        rowKey={({ id }) => id}
        empty={null}
        columns={[
          { title: words.bureau, render: (_, { bureau }) => <BureauName region={bureau} /> },
          { title: words.kind, render: (_, { kind }) => words.kinds[kind] },
          { title: words.number, render: (_, { number }) => number || '—' },
          {
            title: words.period,
            render: (_, { from, until }) => (from === until ? from : `${from} ${all.until} ${until}`),
          },
          { title: words.items, align: 'right', render: (_, { checkItemIds }) => checkItemIds.length || '—' },
          {
            title: words.open,
            render: (_, { inspectionId }) =>
              inspectionId ? <Link to={`/inspections/${inspectionId}`}>{words.open}</Link> : null,
          },
        ]}
      />
      <div className="joint-lead">
        <Facts facts={[{ label: words.leader, value: <BureauName region={leader} /> }]} />
      </div>
      <TroubleNotice trouble={accept.trouble} nameOf={cite} />
      <div className="actions" style={{ alignItems: 'flex-end' }}>
        <DateField label={words.on} value={on} onChange={setOn} notBefore={today()} />
        <SubmitButton
          busy={accept.busy}
          refusals={cannot}
          nameOf={cite}
          onClick={() => void accept.submit({ enterpriseId, memberIds: members.map(({ id }) => id), on })}
        >
          {words.accept}
        </SubmitButton>
      </div>
    </section>
  )
}

function Accepted({ joints, loading }: { joints: readonly JointView[]; loading: boolean }) {
  return (
    <section className="sheet">
      <h2>{words.done}</h2>
      <PlainTable
        label={words.done}
        rows={joints}
        loading={loading}
        rowKey={({ id }) => id}
        empty={<EmptyState title={words.noDone} />}
        columns={[
          { title: words.number, dataIndex: 'number' },
          {
            title: words.enterprise,
            render: (_, { enterpriseId, enterpriseName }) => (
              <Link to={`/enterprises/${enterpriseId}`}>{enterpriseName}</Link>
            ),
          },
          { title: words.on, dataIndex: 'on' },
          {
            title: words.bureaus,
            render: (_, { bureaus }) =>
              bureaus.map((region) => (
                <div key={region}>
                  <BureauName region={region} />
                </div>
              )),
          },
          { title: words.givenBack, align: 'right', render: (_, { mergedInspections }) => mergedInspections.length },
          {
            title: words.plan,
            render: (_, { inspectionId, enterpriseId, number }) =>
              inspectionId ? (
                <Link to={`/inspections/${inspectionId}`}>{words.open}</Link>
              ) : (
                <Link to={`/inspections/new?enterprise=${enterpriseId}&ref=${encodeURIComponent(number)}`}>
                  {words.plan}
                </Link>
              ),
          },
        ]}
      />
    </section>
  )
}
