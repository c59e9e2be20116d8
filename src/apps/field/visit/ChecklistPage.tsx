import { Button, ProgressBar } from 'antd-mobile'
import { memo, useCallback, useMemo, useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { CHECK_RESULTS, type CheckResult, type PlannedItem } from '../../../contexts/inspection/model.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { newId } from '../../ui/device.ts'
import { SearchField } from '../Field.tsx'
import { Chevron } from '../Screen.tsx'
import { words } from '../words.ts'
import { useVisitNow } from './context.ts'
import {
  answerGroup,
  answeredOf,
  answerItem,
  isAnswered,
  newFinding,
  saveFinding,
  type FindingDraft,
  type VisitDraft,
} from './draft.ts'
import { FindingSheet } from './FindingSheet.tsx'
import { MatterHits } from './MatterHits.tsx'

type Filter = keyof typeof words.check.filters

const shows: Record<Filter, (item: PlannedItem, draft: VisitDraft) => boolean> = {
  all: () => true,
  open: ({ id, mandatory }, draft) => !isAnswered(draft, id, mandatory),
  mandatory: ({ mandatory }) => mandatory,
  nonconforming: ({ id }, draft) => draft.answers[id]?.result === 'nonconforming',
}

const filterOf = (text: string | null): Filter => (text !== null && text in shows ? (text as Filter) : 'all')

/** Groups in the order of the plan. */
function grouped(items: readonly PlannedItem[]): [string, PlannedItem[]][] {
  const groups = new Map<string, PlannedItem[]>()
  for (const item of items) groups.set(item.title, [...(groups.get(item.title) ?? []), item])
  return [...groups]
}

/** The matters of the plan, one tap each; a tap on 不符合 opens the finding with its standard wording. */
export function ChecklistPage() {
  const { file, draft } = useVisitNow()
  const { items } = file.facts
  const [search, setSearch] = useState('')
  const [address, setAddress] = useSearchParams()
  const filter = filterOf(address.get('show'))
  const setFilter = (show: Filter) => setAddress(show === 'all' ? {} : { show }, { replace: true })
  const [editing, setEditing] = useState<string | null>(null)
  const go = useNavigate()
  const done = answeredOf(draft.value, items)
  const wanted = search.trim()
  const groups = useMemo(() => grouped(items), [items])
  const shown = groups
    .map(
      ([title, members]) =>
        [
          title,
          members.filter(
            (item) =>
              shows[filter](item, draft.value) &&
              (wanted === '' || `${item.title}${item.content}${item.statement}`.includes(wanted)),
          ),
        ] as const,
    )
    .filter(([, members]) => members.length > 0)
  const open = (finding: FindingDraft) => {
    draft.set((before) => saveFinding(before, finding))
    setEditing(finding.id)
  }
  const answer = useSteady((item: PlannedItem, result: CheckResult) => {
    if (result !== 'nonconforming') return draft.set((before) => answerItem(before, item.id, result))
    const known = draft.value.findings.find(({ checkItemId }) => checkItemId === item.id)
    open(known ?? newFinding(newId(), item))
  })
  const add = useSteady((item: PlannedItem) => open(newFinding(newId(), item)))
  if (items.length === 0) return <EmptyState title={words.check.noItems} />
  return (
    <>
      <Progress done={done} all={items.length} />
      <Finder search={search} onSearch={setSearch} filter={filter} onFilter={setFilter} />
      <MatterHits
        search={wanted}
        onPick={({ item, violationKey }) => open({ ...newFinding(newId(), item), violationKey })}
      />
      {shown.length === 0 && <EmptyState title={words.check.noMatch} />}
      {shown.map(([title, members]) => (
        <Group
          key={title}
          title={title}
          items={members}
          whole={groups.find(([name]) => name === title)?.[1] ?? members}
          answer={answer}
          edit={setEditing}
          add={add}
        />
      ))}
      <div className="bottom">
        <Button block color="primary" className="big" onClick={() => void go(`/visit/${file.inspection.id}/record`)}>
          {words.check.next}
        </Button>
      </div>
      <div className="bottom-space" />
      <FindingSheet findingId={editing} onClose={() => setEditing(null)} />
    </>
  )
}

function Progress({ done, all }: { done: number; all: number }) {
  return (
    <>
      <p className="progress-line" role="status">
        {words.check.progress(done, all)}
      </p>
      <div role="progressbar" aria-label={words.check.title} aria-valuemin={0} aria-valuemax={all} aria-valuenow={done}>
        <ProgressBar percent={(done / all) * 100} />
      </div>
    </>
  )
}

type FinderProps = {
  readonly search: string
  readonly onSearch: (search: string) => void
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
}

function Finder({ search, onSearch, filter, onFilter }: FinderProps) {
  const options = Object.entries(words.check.filters) as [Filter, string][]
  return (
    <div className="field tools">
      <SearchField label={words.check.search} value={search} onChange={onSearch} />
      <div className="chips" role="group" aria-label={words.check.show}>
        {options.map(([value, label]) => (
          <button
            key={value}
            type="button"
            className="chip"
            aria-pressed={filter === value}
            onClick={() => onFilter(value)}
          >
            {label}
          </button>
        ))}
      </div>
    </div>
  )
}

type GroupProps = {
  readonly title: string
  readonly items: readonly PlannedItem[]
  /** All members of the group, also those that the filter hides. */
  readonly whole: readonly PlannedItem[]
  readonly answer: (item: PlannedItem, result: CheckResult) => void
  readonly edit: (findingId: string) => void
  readonly add: (item: PlannedItem) => void
}

const NONE: readonly FindingDraft[] = []

function Group({ title, items, whole, answer, edit, add }: GroupProps) {
  const { draft } = useVisitNow()
  const done = answeredOf(draft.value, whole)
  const [open, setOpen] = useState(true)
  const mandatory = whole.filter((item) => item.mandatory).length
  const fill = useSteady((result: CheckResult) => draft.set((before) => answerGroup(before, whole, result)))
  const isRestOpen = whole.some((item) => !item.mandatory && !draft.value.answers[item.id])
  const { findings } = draft.value
  return (
    <section className="group" aria-label={title}>
      <button type="button" className="group-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Chevron />
        <h2>{title}</h2>
        <span className={done === whole.length ? 'tagged lawful' : 'tagged'}>
          {words.check.groupDone(done, whole.length)}
        </span>
      </button>
      {open && mandatory < whole.length && (
        <>
          <GroupActs isRestOpen={isRestOpen} fill={fill} />
          {mandatory > 0 && <p className="group-note">{words.check.groupRest(mandatory)}</p>}
        </>
      )}
      {open &&
        items.map((item) => {
          const own = findings.filter(({ checkItemId }) => checkItemId === item.id)
          return (
            <Item
              key={item.id}
              item={item}
              result={draft.value.answers[item.id]?.result}
              findings={own.length > 0 ? own : NONE}
              answer={answer}
              edit={edit}
              add={add}
            />
          )
        })}
    </section>
  )
}

/** The same function all the time, which does what the last one given would do: a tick redraws one item, not sixty. */
function useSteady<Args extends readonly unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(act)
  latest.current = act
  return useCallback((...args: Args) => latest.current(...args), [])
}

const GroupActs = memo(({ isRestOpen, fill }: { isRestOpen: boolean; fill: (result: CheckResult) => void }) => (
  <div className="group-acts">
    <Button disabled={!isRestOpen} onClick={() => fill('conforming')}>
      {words.check.groupAll}
    </Button>
    <Button disabled={!isRestOpen} onClick={() => fill('not-applicable')}>
      {words.check.groupAllNot}
    </Button>
  </div>
))

type ItemProps = Pick<GroupProps, 'answer' | 'edit' | 'add'> & {
  readonly item: PlannedItem
  readonly result: CheckResult | undefined
  readonly findings: readonly FindingDraft[]
}

const Item = memo(({ item, result, findings, answer, edit, add }: ItemProps) => (
  <div className="item">
    <p className="item-text" id={`item-${item.id}`}>
      {item.content}
    </p>
    <p className="item-under">
      {item.mandatory && <span className="tagged medium">{words.check.mandatory}</span>}
      {item.majorHazardCodes.length > 0 && <span className="tagged">{words.check.major}</span>}
      <span>
        {words.check.method}：{item.method}
      </span>
    </p>
    <div className="results" role="group" aria-labelledby={`item-${item.id}`}>
      {Object.entries(words.check.results).map(([value, label]) => (
        <button
          key={value}
          type="button"
          className="result"
          data-result={value}
          aria-pressed={result === value}
          title={CHECK_RESULTS[value as CheckResult]}
          onClick={() => answer(item, value as CheckResult)}
        >
          {label}
        </button>
      ))}
    </div>
    {findings.map((finding) => (
      <button key={finding.id} type="button" className="found" onClick={() => edit(finding.id)}>
        <span>{finding.description || words.finding.description}</span>
        {finding.majorHazardCode && <span className="tagged breach">{words.finding.major}</span>}
        <span className="soft">{words.check.photos(finding.photos.length)}</span>
      </button>
    ))}
    {findings.length > 0 && (
      <Button fill="none" className="add-finding" onClick={() => add(item)}>
        {words.check.addFinding}
      </Button>
    )}
  </div>
))
