import { useQuery } from '@tanstack/react-query'
import { Checkbox, Select, Spin, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { getProceeding, listProceedings, type ProceedingEntry } from '../../../contexts/casework/contract/proceeding.ts'
import { DRAFT } from '../../../contexts/casework/transitions/road.ts'
import { findRoad, ROADS } from '../../../contexts/casework/transitions/roads.ts'
import { listOfficers } from '../../../contexts/people/contract.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { KeysetTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { usePages } from '../../ui/use-pages.ts'
import { Chosen } from '../enterprise/EnterprisesPage.tsx'
import { ChoiceField } from '../fields.tsx'
import { EnterpriseInput } from '../inspection/EnterpriseInput.tsx'
import { useClockName } from '../law/law-book.tsx'
import { usePaperViewer } from '../paper/papers.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe } from '../session/session.tsx'
import { words } from '../words-proceeding.ts'
import { ProceedingCard } from './ProceedingCard.tsx'
import { OfficersField } from './SideFields.tsx'
import { SideForm } from './SideForm.tsx'

const KINDS = ROADS.map(({ name, label }) => ({ value: name, label }))
const ALONE = ROADS.filter(({ stands }) => stands === 'alone')
/** Each way to begin one of them; where there are several, the step tells them apart. */
const BEGINNINGS = ALONE.flatMap((road) => {
  const steps = road.sideSteps.filter(({ from }) => from.includes(DRAFT))
  return steps.map((step) => ({ road, step, label: steps.length > 1 ? `${road.label}：${step.label}` : road.label }))
})

const columnsOf = (clockName: (id: string) => string): TableColumnsType<ProceedingEntry> => [
  {
    title: words.kind,
    render: (_, { id, caseId, title, kind }) => (
      <Link className="cell-wide" to={caseId ? `/cases/${caseId}` : `/proceedings/${id}`}>
        {caseId ? (findRoad(kind)?.label ?? kind) : title}
      </Link>
    ),
  },
  { title: words.party, render: (_, { partyName }) => <span className="cell-wide">{partyName || '—'}</span> },
  { title: words.state, render: (_, { kind, state }) => findRoad(kind)?.states[state] ?? state },
  {
    title: words.due,
    render: (_, { dueOn, dueClock }) =>
      dueOn ? (
        <span className={dueOn < today() ? 'breach' : undefined}>
          {dueOn}
          <br />
          {dueClock ? clockName(dueClock) : ''}
        </span>
      ) : (
        '—'
      ),
  },
  { title: words.opened, dataIndex: 'openedOn' },
  { title: words.updated, render: (_, { updatedAt }) => minuteOf(updatedAt) },
]

/** All procedures of the region; leads, penalties on the spot and accidents begin here. */
export function ProceedingsPage() {
  const [params, setParams] = useSearchParams()
  const change = (name: string, value: string | undefined) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  const kind = params.get('kind') ?? undefined
  const mine = params.get('mine') === 'true'
  const open = params.get('open') === 'true'
  const filter = {
    ...(kind ? { kind } : {}),
    ...(mine ? { mine: 'true' as const } : {}),
    ...(open ? { open: 'true' as const } : {}),
  }
  const pages = usePages(['proceedings', filter], async (after) => {
    const { entries, next } = await ask(listProceedings, { ...filter, ...(after ? { after } : {}) })
    return { rows: entries, next }
  })
  return (
    <>
      <PageHeader title={words.title} under={words.under} />
      <BeginAlone />
      <div className="sheet">
        <div role="search" className="filters">
          <Chosen label={words.kind} value={kind} options={KINDS} onChange={(value) => change('kind', value)} />
          <Checkbox checked={mine} onChange={(event) => change('mine', event.target.checked ? 'true' : undefined)}>
            {words.onlyMine}
          </Checkbox>
          <Checkbox checked={open} onChange={(event) => change('open', event.target.checked ? 'true' : undefined)}>
            {words.onlyOpen}
          </Checkbox>
        </div>
        <KeysetTable
          label={words.title}
          columns={columnsOf(useClockName())}
          pages={pages}
          rowKey={({ id }) => id}
          size="small"
          empty={<EmptyState title={words.empty}>{words.emptyUnder}</EmptyState>}
        />
      </div>
    </>
  )
}

function BeginAlone() {
  const me = useMe()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<string | null>(null)
  const [enterpriseId, setEnterpriseId] = useState<string | null>(null)
  const [against, setAgainst] = useState<'unit' | 'principal'>('unit')
  const [officerIds, setOfficerIds] = useState<string[]>([me.id])
  const { data } = useQuery({ queryKey: ['officers', {}], queryFn: () => ask(listOfficers, {}) })
  const { road, step } = BEGINNINGS.find((one) => one.step.name === chosen) ?? {}
  const allowed = BEGINNINGS.filter((one) => me.permissions.includes(one.step.may))
  if (allowed.length === 0) return null
  return (
    <section className="sheet">
      <h2>{words.beginAlone}</h2>
      <Select<string>
        aria-label={words.beginAlone}
        allowClear
        placeholder={words.choose}
        value={chosen}
        onChange={(value) => setChosen(value ?? null)}
        style={{ width: '100%', maxWidth: 360 }}
        options={allowed.map((one) => ({ value: one.step.name, label: one.label }))}
      />
      {road && step && (
        <>
          <div className="form-grid" style={{ marginTop: 12 }}>
            <Field label={words.enterprise}>
              {({ id }) => (
                <EnterpriseInput
                  id={id}
                  value={enterpriseId ?? ''}
                  name={undefined}
                  onChange={(chosen) => setEnterpriseId(chosen || null)}
                />
              )}
            </Field>
            {road.name === 'simple' && (
              <ChoiceField
                label={words.against}
                value={against}
                options={[
                  { value: 'unit', label: words.unit },
                  { value: 'principal', label: words.principal },
                ]}
                onChange={setAgainst}
              />
            )}
            <OfficersField label={words.officers} value={officerIds} onChange={setOfficerIds} />
          </div>
          <SideForm
            key={step.name + officerIds.join()}
            thing={null}
            kind={road.name}
            of={null}
            handlers={(data?.officers ?? [])
              .filter(({ id }) => officerIds.includes(id))
              .map(({ id, name, certificate }) => ({ id, name, certificateNumber: certificate?.number ?? '' }))}
            alone={{ enterpriseId, against, officerIds }}
            step={step}
            onDone={(id) => void navigate(`/proceedings/${id}`)}
          />
        </>
      )}
    </section>
  )
}

/** One procedure that stands alone. */
export function ProceedingPage() {
  const { id = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['proceeding', id], queryFn: () => ask(getProceeding, { id }) })
  const papers = (data?.proceeding.papers ?? []).map(({ paperId, code, number }) => ({
    id: paperId,
    title: code,
    number,
  }))
  const { open, viewer } = usePaperViewer(papers)
  return (
    <>
      <PageHeader
        title={data?.proceeding.title ?? words.title}
        trail={[
          <Link key="list" to="/proceedings">
            {words.title}
          </Link>,
        ]}
        under={
          data?.proceeding.caseId ? <Link to={`/cases/${data.proceeding.caseId}`}>{words.caseLink}</Link> : undefined
        }
      />
      {error ? <TroubleNotice trouble={troubleOf(error)} /> : null}
      {!data && !error && <Spin />}
      {data && (
        <div className="sheet">
          <ProceedingCard view={data} of={null} onOpenPaper={open} />
        </div>
      )}
      {viewer}
    </>
  )
}
