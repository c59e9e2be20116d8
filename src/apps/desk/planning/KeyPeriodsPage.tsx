import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { listKeyPeriods } from '../../../contexts/planning/contract/key-periods.ts'
import { KEY_PERIOD_STATES, KEY_PERIODS } from '../../../contexts/planning/rules/key-period.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { planningTrail } from './AnnualPlansPage.tsx'
import { words } from './words-key-period.ts'

/** Key periods of the region: what was gathered from the annual plan, and how much of it is done. */
export function KeyPeriodsPage() {
  const { data, error, isPending } = useQuery({ queryKey: ['key-periods'], queryFn: () => ask(listKeyPeriods, {}) })
  const cannot = useWhyNotPermitted()('planning.plan')
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[planningTrail]}
        actions={
          <LinkButton to="/planning/key-periods/new" kind="primary" refusals={cannot}>
            {words.new}
          </LinkButton>
        }
      />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <section className="sheet">
        <PlainTable
          label={words.title}
          rows={data?.periods ?? []}
          loading={isPending}
          rowKey={({ id }) => id}
          empty={<EmptyState title={words.none}>{words.noneUnder}</EmptyState>}
          columns={[
            {
              title: words.number,
              render: (_, { id, number }) => <Link to={`/planning/key-periods/${id}`}>{number}</Link>,
            },
            { title: words.period, render: (_, { code }) => KEY_PERIODS[code] },
            { title: words.days, render: (_, { from, until }) => `${from} ${words.until} ${until}` },
            { title: words.state, render: (_, { state }) => KEY_PERIOD_STATES[state] },
            { title: words.tasks, render: (_, { done, tasks }) => words.done(done, tasks) },
            {
              title: words.plan,
              render: (_, { planId, planNumber }) => <Link to={`/planning/annual/${planId}`}>{planNumber}</Link>,
            },
          ]}
        />
      </section>
    </>
  )
}
