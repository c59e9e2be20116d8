import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { listDraws, listSpecials, listTasks } from '../../../contexts/planning/contract.ts'
import { DRAW_STATES, SPECIAL_STATES, TRIGGERS } from '../../../contexts/planning/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { words as keys } from './words-key-list.ts'
import { words as periods } from './words-key-period.ts'
import { words as guard } from './words-guard.ts'
import { words } from './words.ts'
import { words as annual } from './words-annual.ts'
import { words as towns } from './words-town.ts'

/** Draws, special inspections, and what they leave to be planned. */
export function PlanningPage() {
  const draws = useQuery({ queryKey: ['draws'], queryFn: () => ask(listDraws, {}) })
  const specials = useQuery({ queryKey: ['specials'], queryFn: () => ask(listSpecials, {}) })
  const tasks = useQuery({ queryKey: ['planning-tasks'], queryFn: () => ask(listTasks, { state: 'open' }) })
  const cannot = useWhyNotPermitted()('planning.plan')
  const error = draws.error ?? specials.error ?? tasks.error
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        actions={
          <>
            <LinkButton to="/planning/key-lists">{keys.title}</LinkButton>
            <LinkButton to="/planning/annual">{annual.title}</LinkButton>
            <LinkButton to="/planning/year-board">{annual.board.page}</LinkButton>
            <LinkButton to="/planning/draws/new" kind="primary" refusals={cannot}>
              {words.newDraw}
            </LinkButton>
            <LinkButton to="/planning/specials/new" refusals={cannot}>
              {words.newSpecial}
            </LinkButton>
          </>
        }
      />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <Ways />
      <section className="sheet">
        <h2>{words.draws}</h2>
        <PlainTable
          label={words.draws}
          rows={draws.data?.draws ?? []}
          loading={draws.isPending}
          rowKey={({ id }) => id}
          empty={<EmptyState title={words.noDraws}>{words.noDrawsUnder}</EmptyState>}
          columns={[
            { title: words.number, render: (_, { id, number }) => <Link to={`/planning/draws/${id}`}>{number}</Link> },
            { title: words.name, dataIndex: 'title' },
            { title: words.state, render: (_, { state }) => DRAW_STATES[state] },
            { title: words.pool, dataIndex: 'units', align: 'right' },
            { title: words.wanted, dataIndex: 'unitsWanted', align: 'right' },
            { title: words.committedAt, render: (_, { committedAt }) => minuteOf(committedAt) },
            { title: words.drawnAt, render: (_, { drawnAt }) => (drawnAt ? minuteOf(drawnAt) : '—') },
          ]}
        />
      </section>
      <section className="sheet">
        <h2>{words.specials}</h2>
        <PlainTable
          label={words.specials}
          rows={specials.data?.specials ?? []}
          loading={specials.isPending}
          rowKey={({ id }) => id}
          empty={<EmptyState title={words.noSpecials}>{words.noSpecialsUnder}</EmptyState>}
          columns={[
            {
              title: words.number,
              render: (_, { id, number }) => <Link to={`/planning/specials/${id}`}>{number}</Link>,
            },
            { title: words.name, dataIndex: 'title' },
            { title: words.state, render: (_, { state }) => SPECIAL_STATES[state] },
            { title: words.trigger, render: (_, { trigger }) => TRIGGERS[trigger] },
            { title: words.period, render: (_, { from, until }) => `${from} ${words.until} ${until}` },
            { title: words.most, dataIndex: 'visitsMax', align: 'right' },
            { title: words.filing, render: (_, { filing }) => filing?.number ?? '—' },
          ]}
        />
      </section>
      <section className="sheet">
        <h2>{words.tasks}</h2>
        <PlainTable
          label={words.tasks}
          rows={tasks.data?.tasks ?? []}
          loading={tasks.isPending}
          rowKey={({ id }) => id}
          empty={<EmptyState title={words.noTasks}>{words.noTasksUnder}</EmptyState>}
          columns={[
            {
              title: words.enterprise,
              render: (_, { enterpriseId, enterpriseName }) => (
                <Link to={`/enterprises/${enterpriseId}`}>{enterpriseName}</Link>
              ),
            },
            { title: words.source, dataIndex: 'sourceNumber' },
            { title: words.period, render: (_, { dueFrom, dueUntil }) => `${dueFrom} ${words.until} ${dueUntil}` },
            {
              title: words.plan,
              render: (_, { id, enterpriseId }) => (
                <Link to={`/inspections/new?enterprise=${enterpriseId}&task=${id}`}>{words.plan}</Link>
              ),
            },
          ]}
        />
      </section>
    </>
  )
}

/** The other pages of planning. */
function Ways() {
  const cannotWatch = useWhyNotPermitted()('inspection.watch')
  return (
    <nav className="actions" style={{ margin: '0 0 16px' }} aria-label={words.title}>
      <LinkButton to="/planning/key-periods">{periods.title}</LinkButton>
      <LinkButton to="/planning/coverage">{guard.coverage.title}</LinkButton>
      <LinkButton to="/planning/joint">{guard.joint.title}</LinkButton>
      <LinkButton to="/planning/deployments">{guard.deployment.title}</LinkButton>
      <LinkButton to="/planning/town-matters">{towns.title}</LinkButton>
      <LinkButton to="/planning/linter">{guard.linter.title}</LinkButton>
      <LinkButton to="/planning/watch" refusals={cannotWatch}>
        {guard.watch.title}
      </LinkButton>
    </nav>
  )
}
