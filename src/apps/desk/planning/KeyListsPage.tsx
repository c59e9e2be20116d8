import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { listKeyLists, makeKeyList } from '../../../contexts/planning/contract/key-lists.ts'
import { KEY_LIST_STATES } from '../../../contexts/planning/rules/key-list.ts'
import { minuteOf, yearOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { planningTrail } from './AnnualPlansPage.tsx'
import { words } from './words-key-list.ts'

/** The lists of key units of the region, and the one that is still to be made. */
export function KeyListsPage() {
  const { region } = useMe()
  const nameOf = useNameOf()
  const navigate = useNavigate()
  const cannot = useWhyNotPermitted()('planning.plan')
  const { data, error, isPending } = useQuery({ queryKey: ['key-lists'], queryFn: () => ask(listKeyLists, {}) })
  const make = useAct(makeKeyList, {
    done: words.made,
    after: ({ list }) => void navigate(`/planning/key-lists/${list.id}`),
  })
  const running = yearOf(today())
  const missing = [running, running + 1].filter(
    (year) => !data?.lists.some((list) => list.year === year && list.region === region),
  )
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[planningTrail]}
        actions={missing.map((year) => (
          <SubmitButton
            key={year}
            busy={make.busy}
            refusals={cannot}
            nameOf={nameOf}
            quiet
            kind={year === running ? 'primary' : 'default'}
            onClick={() => void make.submit({ year })}
          >
            {words.make(year)}
          </SubmitButton>
        ))}
      />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <TroubleNotice trouble={make.trouble} nameOf={nameOf} />
      <section className="sheet">
        <PlainTable
          label={words.title}
          rows={data?.lists ?? []}
          loading={isPending}
          rowKey={({ id }) => id}
          empty={<EmptyState title={words.none}>{words.noneUnder}</EmptyState>}
          columns={[
            {
              title: words.year,
              render: (_, { id, year }) => <Link to={`/planning/key-lists/${id}`}>{words.open(year)}</Link>,
            },
            { title: words.bureau, dataIndex: 'bureauName' },
            { title: words.state, render: (_, { state }) => KEY_LIST_STATES[state] },
            { title: words.listed, dataIndex: 'listed', align: 'right' },
            { title: words.byHand, dataIndex: 'byHand', align: 'right' },
            { title: words.frozenAt, render: (_, { frozenAt }) => (frozenAt ? minuteOf(frozenAt) : '—') },
          ]}
        />
      </section>
    </>
  )
}
