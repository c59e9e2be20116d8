import { useQuery } from '@tanstack/react-query'
import { Segmented, Spin } from 'antd'
import type { ReactNode } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { proposalFromInspection, proposeFiling } from '../../../contexts/casework/contract.ts'
import type { Party } from '../../../contexts/casework/model.ts'
import type { ProposeFiling } from '../../../contexts/casework/rules/asks.ts'
import { listOfficers } from '../../../contexts/people/contract.ts'
import { NotFoundAnswer } from '../../client.ts'
import { newId } from '../../ui/device.ts'
import { Beside } from '../../ui/Beside.tsx'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words-casework.ts'
import { ActsEditor } from './ActsEditor.tsx'
import { Discretion } from './Discretion.tsx'
import { FilingFields } from './FilingFields.tsx'
import { useJudgement } from './forms/ReportForm.tsx'
import { missingOf, withPhones } from './StepFrame.tsx'

const CITED = [
  { cites: { instrument: 'APL', article: 54, paragraph: 2 }, why: words.law.filing },
  { cites: { instrument: 'APL', article: 36 } },
  { cites: { instrument: 'APL', article: 29 }, why: words.law.noTwice },
  { cites: { instrument: 'APL', article: 42, paragraph: 1 }, why: words.filing.handlers },
]

/** Asks the head to open a case; from an inspection nothing is typed again. */
export function FilingPage() {
  const [params, setParams] = useSearchParams()
  const me = useMe()
  const inspectionId = params.get('inspection')
  const against: ProposeFiling['against'] = params.get('against') === 'principal' ? 'principal' : 'unit'
  const { data, error } = useQuery({
    // Static: once the case is proposed nothing is left to propose, and asking again would find nothing.
    queryKey: ['proposal', inspectionId, against],
    enabled: inspectionId !== null,
    staleTime: 'static',
    gcTime: 0,
    retry: false,
    queryFn: () => ask(proposalFromInspection, { inspectionId: inspectionId ?? '', against }),
  })
  const choice = (
    <Segmented
      aria-label={words.filing.against}
      value={against}
      options={[
        { value: 'unit', label: words.filing.unit },
        { value: 'principal', label: words.filing.principal },
      ]}
      onChange={(chosen) =>
        setParams((before) => {
          before.set('against', chosen)
          return before
        })
      }
    />
  )
  if (error instanceof NotFoundAnswer) {
    return (
      <>
        <PageHeader title={words.filing.title} under={choice} />
        <EmptyState title={words.filing.nothing}>{words.filing.nothingMend}</EmptyState>
      </>
    )
  }
  if (error)
    return (
      <>
        <PageHeader title={words.filing.title} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  if (inspectionId && !data) return <Spin />
  const blank: ProposeFiling = {
    id: newId(),
    inspectionId: null,
    enterpriseId: params.get('enterprise') ?? '',
    against,
    source: 'complaint',
    cause: '',
    brief: '',
    foundOn: today(),
    urgentSince: null,
    acts: [],
    evidence: [],
    handlerIds: [me.id],
    opinion: words.filing.opinionDefault,
  }
  return (
    <FilingForm
      key={`${inspectionId} ${against}`}
      draftKey={`case/filing/${inspectionId ?? 'new'}${against === 'principal' ? '/principal' : ''}`}
      choice={choice}
      initial={data?.proposal ?? blank}
      party={data?.party ?? null}
    />
  )
}

type FormProps = {
  readonly draftKey: string
  readonly initial: ProposeFiling
  readonly party: Party | null
  readonly choice: ReactNode
}

/** What the proposal still lacks before the rules of the server are asked. */
const missingFrom = ({ enterpriseId, cause, brief, opinion, acts }: ProposeFiling) =>
  missingOf({
    [words.filing.chooseEnterprise]: enterpriseId,
    [words.filing.cause]: cause,
    [words.filing.brief]: brief,
    [words.filing.opinion]: opinion,
    [words.filing.acts]: acts.length || null,
    ...Object.fromEntries(
      acts.map(({ fact, violationKey }, index) => [
        `${words.act.nth(index + 1)}：${words.act.fact}、${words.act.violation}`,
        fact && violationKey,
      ]),
    ),
  })

function FilingForm({ draftKey, initial, party, choice }: FormProps) {
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
  const refusals = [...useWhyNotPermitted()('casework.file'), ...missingFrom(value)]
  return (
    <>
      <PageHeader
        title={words.filing.title}
        trail={[
          <Link key="list" to="/cases">
            {words.title}
          </Link>,
        ]}
        under={initial.inspectionId ? words.filing.from : undefined}
      />
      <DraftRestored draft={draft} />
      <div className="with-margin">
        <div>
          <section className="sheet">
            <h2>{words.page.facts}</h2>
            <div className="wide">
              <span className="field-label">{words.filing.against}</span>
              {choice}
              <p className="field-note">{words.filing.againstHint}</p>
            </div>
            <FilingFields value={value} set={set} party={party} officers={withPhones(data?.officers ?? [])} />
          </section>
          <section className="sheet">
            <h2>{words.filing.acts}</h2>
            <ActsEditor acts={value.acts} onChange={(acts) => set({ acts })} />
          </section>
          <section className="sheet">
            <h2>{words.filing.discretion}</h2>
            <Discretion judgement={judgement} />
          </section>
          <section className="sheet">
            <h2>{words.filing.evidence}</h2>
            {value.evidence.length === 0 ? (
              <p className="soft">{words.filing.noEvidence}</p>
            ) : (
              <ul>
                {value.evidence.map(({ id, name }) => (
                  <li key={id}>{name}</li>
                ))}
              </ul>
            )}
          </section>
        </div>
        <Beside label={words.filing.submit}>
          <section className="sheet">
            <TroubleNotice trouble={trouble} nameOf={nameOf} />
            <SubmitButton busy={busy} refusals={refusals} nameOf={nameOf} onClick={() => void submit(value)}>
              {words.filing.submit}
            </SubmitButton>
            <div>
              <DraftSaved draft={draft} />
            </div>
          </section>
          <div style={{ marginTop: 16 }}>
            <Margin entries={CITED} on={value.foundOn} />
          </div>
        </Beside>
      </div>
    </>
  )
}
