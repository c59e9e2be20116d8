import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { listChecklists, type ChecklistView } from '../../../contexts/law/contract/checklists.ts'
import { CHECKLIST_GROUPS, type ChecklistGroup } from '../../../contexts/law/model.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { useMe, useWhyNotPermitted } from '../session/session.tsx'
import { ChangeTabs } from './ChangeTabs.tsx'
import { Margin } from './law-book.tsx'
import { words } from './words-changes.ts'

const GROUPS = Object.entries(CHECKLIST_GROUPS) as [ChecklistGroup, string][]

/** The lists of key check items by industry, and which of the four groups each one holds (circular art. 5). */
export function ChecklistsPage() {
  const { region } = useMe()
  const [params] = useSearchParams()
  const cannot = useWhyNotPermitted()('law.maintain')
  const { data, error, isPending } = useQuery({
    queryKey: ['law-checklists', region],
    queryFn: () => ask(listChecklists, { region }),
  })
  const shown = data?.lists.find(({ id }) => id === params.get('list'))
  return (
    <>
      <PageHeader
        title={words.checklists.title}
        under={words.checklists.under}
        trail={[
          <Link key="law" to="/law">
            {words.law}
          </Link>,
        ]}
        actions={
          <LinkButton to="/law/changes/new?kind=checklist" refusals={cannot}>
            {words.checklists.draft}
          </LinkButton>
        }
      />
      <ChangeTabs />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      {shown && <OneList list={shown} />}
      <section className="sheet">
        <PlainTable
          label={words.checklists.title}
          rows={data?.lists ?? []}
          loading={isPending}
          rowKey={({ id }) => id}
          empty={<EmptyState title={words.checklists.none}>{words.checklists.noneUnder}</EmptyState>}
          columns={[
            {
              title: words.checklists.list,
              render: (_, { id, name }) => (
                <Link className="cell-wide" to={`/law/checklists?list=${encodeURIComponent(id)}`}>
                  {name}
                </Link>
              ),
            },
            ...GROUPS.map(([group, title]) => ({
              title,
              render: (_: unknown, list: ChecklistView) => <GroupCount list={list} group={group} />,
            })),
            {
              title: words.checklists.by,
              render: (_, list) => <span className="cell-wide">{sourceOf(list)}</span>,
            },
          ]}
        />
      </section>
      <Margin entries={[{ cites: { instrument: 'MEM-2025-02-27', article: 5 }, why: words.checklists.title }]} />
    </>
  )
}

const sourceOf = ({ by, confidence }: ChecklistView) =>
  by || (confidence === '✔' ? words.checklists.shipped : words.checklists.unchecked)

function GroupCount({ list, group }: { readonly list: ChecklistView; readonly group: ChecklistGroup }) {
  const count = list.groups.find((one) => one.group === group)?.items.length ?? 0
  return count === 0 ? (
    <Tag color="error">{words.checklists.missing}</Tag>
  ) : (
    <span className="number">{words.checklists.count(count)}</span>
  )
}

/** One list, group by group, each item with its basis. */
function OneList({ list }: { readonly list: ChecklistView }) {
  return (
    <section className="sheet">
      <h2>{list.name}</h2>
      <p className="soft">
        {words.layers.since(list.effectiveFrom, list.effectiveTo)}　{words.checklists.by}：{sourceOf(list)}
      </p>
      {list.missing.length > 0 && (
        <p role="alert" className="field-wrong">
          {words.checklists.lacking(list.missing.map((group) => CHECKLIST_GROUPS[group]).join('、'))}
        </p>
      )}
      {list.groups.map(({ group, items }) => (
        <details key={group} className="item-group" open={items.length <= 10}>
          <summary>
            {CHECKLIST_GROUPS[group]}（{words.checklists.count(items.length)}）
          </summary>
          <ol className="plain-list">
            {items.map(({ id, content, cites, isMust }) => (
              <li key={id}>
                <div className="row-line">
                  <span>
                    {content} {isMust && <Tag>{words.checklists.must}</Tag>}
                  </span>
                  <span className="soft">{id}</span>
                </div>
                {cites && <div className="soft">{cites}</div>}
              </li>
            ))}
          </ol>
        </details>
      ))}
    </section>
  )
}
