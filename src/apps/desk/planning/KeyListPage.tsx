import { useQuery } from '@tanstack/react-query'
import { Spin, Tag } from 'antd'
import { Link, useParams } from 'react-router'
import {
  freezeKeyList,
  getKeyList,
  makeKeyList,
  type KeyListView,
} from '../../../contexts/planning/contract/key-lists.ts'
import { KEY_LIST_STATES } from '../../../contexts/planning/rules/key-list.ts'
import * as transitions from '../../../contexts/planning/transitions/key-list.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { whyNotOffered } from '../../../kernel/step.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { planningTrail } from './AnnualPlansPage.tsx'
import { KeyUnits } from './KeyUnits.tsx'
import { words } from './words-key-list.ts'

/** One list: what the rules name, what was changed by hand and why, and its freezing. */
export function KeyListPage() {
  const { id = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['key-list', id], queryFn: () => ask(getKeyList, { id }) })
  if (error)
    return (
      <>
        <PageHeader title={words.title} trail={[planningTrail]} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  if (!data) return <Spin />
  const { list, totals } = data
  return (
    <>
      <PageHeader
        title={words.of(list.bureauName, list.year)}
        trail={[
          planningTrail,
          <Link key="lists" to="/planning/key-lists">
            {words.title}
          </Link>,
        ]}
        under={
          <>
            <Tag>{KEY_LIST_STATES[list.state]}</Tag> {words.totals(totals.listed, totals.byHand)}
          </>
        }
      />
      <div className="with-margin">
        <div>
          <Steps view={data} />
          <KeyUnits list={list} />
          <Changes view={data} />
        </div>
        <aside>
          <Margin entries={[{ cites: { instrument: 'MEM-2025-02-27', article: 2 }, why: words.basis }]} />
        </aside>
      </div>
    </>
  )
}

function Steps({ view: { list, totals } }: { readonly view: KeyListView }) {
  const by = useAsker()
  const nameOf = useNameOf()
  const make = useAct(makeKeyList, { done: words.made })
  const freeze = useAct(freezeKeyList, { done: words.frozen })
  const whyNot = (step: Parameters<typeof whyNotOffered>[0]) => whyNotOffered(step, list, by, KEY_LIST_STATES)
  return (
    <section className="sheet">
      <p>{totals.byReason.map(({ says, units }) => words.byReason(says, units)).join('，')}</p>
      {totals.unlisted > 0 && <p className="soft">{words.unlisted(totals.unlisted)}</p>}
      <TroubleNotice trouble={make.trouble ?? freeze.trouble} nameOf={nameOf} />
      {list.state === 'draft' && (
        <div className="actions">
          <SubmitButton
            busy={freeze.busy}
            refusals={whyNot(transitions.freezeKeyList)}
            nameOf={nameOf}
            onClick={() => void freeze.submit({ id: list.id, version: list.version })}
          >
            {words.freeze}
          </SubmitButton>
          <SubmitButton
            kind="default"
            busy={make.busy}
            refusals={whyNot(transitions.makeKeyList)}
            nameOf={nameOf}
            quiet
            onClick={() => void make.submit({ year: list.year })}
          >
            {words.again}
          </SubmitButton>
        </div>
      )}
    </section>
  )
}

const Changes = ({ view: { changes } }: { readonly view: KeyListView }) => (
  <section className="sheet">
    <h2>{words.changes}</h2>
    <PlainTable
      label={words.changes}
      rows={changes}
      rowKey={({ seq }) => String(seq)}
      empty={<EmptyState title={words.noChanges} />}
      columns={[
        { title: words.at, render: (_, { at }) => minuteOf(at) },
        {
          title: words.unit,
          render: (_, { enterpriseId, name }) => <Link to={`/enterprises/${enterpriseId}`}>{name}</Link>,
        },
        {
          title: words.what,
          render: (_, { isListed, because, number }) => (
            <>
              {words.handSays(isListed, because)}
              {number && <div className="soft">{number}</div>}
            </>
          ),
        },
        { title: words.by, dataIndex: 'byName' },
      ]}
    />
  </section>
)
