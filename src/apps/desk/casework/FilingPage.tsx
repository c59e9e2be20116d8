import { useQuery } from '@tanstack/react-query'
import { Input, Segmented, Select, Spin } from 'antd'
import type { ReactNode } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { proposalFromInspection, proposeFiling } from '../../../contexts/casework/contract.ts'
import { CASE_SOURCES, type CaseSource, type Party } from '../../../contexts/casework/model.ts'
import type { ProposeFiling } from '../../../contexts/casework/rules/asks.ts'
import { listOfficers } from '../../../contexts/people/contract.ts'
import { NotFoundAnswer } from '../../client.ts'
import { newId } from '../../ui/device.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { EnterpriseInput } from '../inspection/EnterpriseInput.tsx'
import { OfficersInput } from '../inspection/PlanFields.tsx'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words-casework.ts'
import { ActsEditor } from './ActsEditor.tsx'
import { Discretion } from './Discretion.tsx'
import { useJudgement } from './forms/ReportForm.tsx'
import { missingOf, withPhones } from './StepFrame.tsx'

const SOURCES = Object.entries(CASE_SOURCES).map(([value, label]) => ({ value: value as CaseSource, label }))
const CITED = [
  { cites: { instrument: 'APL', article: 54, paragraph: 2 }, why: words.law.filing }, { cites: { instrument: 'APL', article: 36 } },
  { cites: { instrument: 'APL', article: 29 }, why: words.law.noTwice }, { cites: { instrument: 'APL', article: 42, paragraph: 1 }, why: words.filing.handlers },
]

/** Asks the head to open a case; from an inspection nothing is typed again. */
export function FilingPage() {
  const [params, setParams] = useSearchParams()
  const me = useMe()
  const inspectionId = params.get('inspection')
  const against: ProposeFiling['against'] = params.get('against') === 'principal' ? 'principal' : 'unit'
  const { data, error } = useQuery({
    queryKey: ['proposal', inspectionId, against], enabled: inspectionId !== null, staleTime: Infinity, retry: false,
    queryFn: () => ask(proposalFromInspection, { inspectionId: inspectionId ?? '', against }),
  })
  const choice = (
    <Segmented
      aria-label={words.filing.against} value={against} options={[{ value: 'unit', label: words.filing.unit }, { value: 'principal', label: words.filing.principal }]}
      onChange={(chosen) => setParams((before) => { before.set('against', chosen); return before })}
    />
  )
  if (error instanceof NotFoundAnswer) return <><PageHeader title={words.filing.title} under={choice} /><EmptyState title={words.filing.nothing}>{words.filing.nothingMend}</EmptyState></>
  if (error) return <><PageHeader title={words.filing.title} /><TroubleNotice trouble={troubleOf(error)} /></>
  if (inspectionId && !data) return <Spin />
  const blank: ProposeFiling = {
    id: newId(), inspectionId: null, enterpriseId: params.get('enterprise') ?? '', against, source: 'complaint', cause: '', brief: '', foundOn: today(), acts: [], evidence: [],
    handlerIds: [me.id], opinion: words.filing.opinionDefault,
  }
  return <FilingForm key={`${inspectionId} ${against}`} draftKey={`case/filing/${inspectionId ?? 'new'}${against === 'principal' ? '/principal' : ''}`} choice={choice} initial={data?.proposal ?? blank} party={data?.party ?? null} />
}

function FilingForm({ draftKey, initial, party, choice }: { draftKey: string; initial: ProposeFiling; party: Party | null; choice: ReactNode }) {
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const draft = useDraft<ProposeFiling>(draftKey, initial)
  const { value, set } = draft
  const { data } = useQuery({ queryKey: ['officers', {}], queryFn: () => ask(listOfficers, {}) })
  const judgement = useJudgement(value, value.acts)
  const { submit, busy, trouble } = useAct(proposeFiling, {
    done: words.filing.done,
    after: async ({ id }) => {
      draft.done()
      await navigate(`/cases/${id}`)
    },
  })
  const refusals = [
    ...useWhyNotPermitted()('casework.file'),
    ...missingOf({
      [words.filing.chooseEnterprise]: value.enterpriseId, [words.filing.cause]: value.cause, [words.filing.brief]: value.brief, [words.filing.opinion]: value.opinion,
      [words.filing.acts]: value.acts.length || null, ...Object.fromEntries(value.acts.map(({ fact, violationKey }, index) => [`${words.act.nth(index + 1)}：${words.act.fact}、${words.act.violation}`, fact && violationKey])),
    }),
  ]
  return (
    <>
      <PageHeader title={words.filing.title} trail={[<Link key="list" to="/cases">{words.title}</Link>]} under={initial.inspectionId ? words.filing.from : undefined} />
      <DraftRestored draft={draft} />
      <div className="with-margin">
        <div>
          <section className="sheet">
            <h2>{words.page.facts}</h2>
            <div className="wide"><span className="field-label">{words.filing.against}</span>{choice}<p className="field-note">{words.filing.againstHint}</p></div>
            <FilingFields value={value} set={set} party={party} officers={withPhones(data?.officers ?? [])} />
          </section>
          <section className="sheet"><h2>{words.filing.acts}</h2><ActsEditor acts={value.acts} onChange={(acts) => set({ acts })} /></section>
          <section className="sheet"><h2>{words.filing.discretion}</h2><Discretion judgement={judgement} /></section>
          <section className="sheet">
            <h2>{words.filing.evidence}</h2>
            {value.evidence.length === 0 ? <p className="soft">{words.filing.noEvidence}</p> : <ul>{value.evidence.map(({ id, name }) => <li key={id}>{name}</li>)}</ul>}
          </section>
        </div>
        <aside className="beside">
          <section className="sheet">
            <TroubleNotice trouble={trouble} nameOf={nameOf} />
            <SubmitButton busy={busy} refusals={refusals} nameOf={nameOf} onClick={() => void submit(value)}>{words.filing.submit}</SubmitButton>
            <div><DraftSaved draft={draft} /></div>
          </section>
          <div style={{ marginTop: 16 }}><Margin entries={CITED} on={value.foundOn} /></div>
        </aside>
      </div>
    </>
  )
}

type FieldsProps = {
  readonly value: ProposeFiling; readonly set: (change: Partial<ProposeFiling>) => void; readonly party: Party | null; readonly officers: ReturnType<typeof withPhones>
}

function FilingFields({ value, set, party, officers }: FieldsProps) {
  const area = (name: 'brief' | 'opinion', label: string) => (
    <Field label={label} wide>{(tied) => <Input.TextArea {...tied} autoSize={{ minRows: 2 }} value={value[name]} onChange={(event) => set({ [name]: event.target.value })} />}</Field>
  )
  return (
    <>
      {party && <Facts facts={[{ label: words.party, value: party.name }, { label: words.page.creditCode, value: party.creditCode }, { label: words.page.representative, value: party.legalRepresentative }, { label: words.page.address, value: party.address, wide: true }]} />}
      <div className="form-grid" style={{ marginTop: 12 }}>
        {!party && <Field label={words.filing.chooseEnterprise} wide>{({ id }) => <EnterpriseInput id={id} value={value.enterpriseId} name={undefined} onChange={(enterpriseId) => set({ enterpriseId })} />}</Field>}
        <Field label={words.filing.cause} wide>{(tied) => <Input {...tied} value={value.cause} maxLength={200} onChange={(event) => set({ cause: event.target.value })} />}</Field>
        <Field label={words.filing.source}>{(tied) => <Select {...tied} value={value.source} disabled={value.inspectionId !== null} options={SOURCES} style={{ width: '100%' }} onChange={(source) => set({ source })} />}</Field>
        <Field label={words.filing.foundOn}>{({ id }) => <LawDateInput id={id} value={value.foundOn} notAfter={today()} onChange={(foundOn) => set({ foundOn })} />}</Field>
        <Field label={words.filing.handlers} wide>{({ id }) => <OfficersInput id={id} officers={officers} on={today()} value={value.handlerIds} onChange={(handlerIds) => set({ handlerIds })} />}</Field>
        {area('brief', words.filing.brief)}
        {area('opinion', words.filing.opinion)}
      </div>
    </>
  )
}
