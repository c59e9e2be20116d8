import { useQuery } from '@tanstack/react-query'
import { Button, Spin, Tag } from 'antd'
import { Link, useParams } from 'react-router'
import { caseFile, getCase, type CaseView } from '../../../contexts/casework/contract.ts'
import { CASE_STATES } from '../../../contexts/casework/model.ts'
import { STEPS } from '../../../contexts/casework/transitions.ts'
import { fileUrl } from '../../client.ts'
import { Beside } from '../../ui/Beside.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { PlumbLine } from '../../ui/PlumbLine.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { words as ui } from '../../ui/words.ts'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { PapersList, usePaperViewer } from '../paper/papers.tsx'
import { ask } from '../session/ask.ts'
import { today } from '../session/session.tsx'
import { words } from '../words-casework.ts'
import { CaseCourse, CaseFacts } from './CaseFacts.tsx'
import { CaseHarbours } from './CaseHarbours.tsx'
import { CaseSteps } from './CaseSteps.tsx'
import { Discretion } from './Discretion.tsx'
import { Matrix } from './Matrix.tsx'
import { ProofChain } from './ProofChain.tsx'
import { Proceedings } from './Proceedings.tsx'
import { useSideLine } from './side-line.ts'

const apl = (article: number, why: string, paragraph?: number) => ({
  cites: { instrument: 'APL', article, paragraph },
  why,
})
const CITED = [
  apl(54, words.law.filing),
  apl(46, words.law.evidence),
  apl(34, words.law.benchmark),
  apl(32, words.law.lenient),
  apl(29, words.law.noTwice),
  apl(58, words.law.review),
  apl(57, words.law.discussion, 2),
  apl(44, words.law.notify),
  apl(45, words.law.defence),
  apl(63, words.law.hearing),
  apl(61, words.law.serve),
  apl(67, words.law.pay),
]

/** One case on its plumb line. */
export function CasePage() {
  const { id = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['case', id], queryFn: () => ask(getCase, { id }) })
  if (error)
    return (
      <>
        <PageHeader title={words.title} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  if (!data) return <Spin />
  return <Loaded view={data} />
}

/** The sums that stand now: of the decision, before it of the notification, before it of the report. */
function amountsNow({ decision, notice, report }: CaseView['case']): (actId: string) => number | undefined {
  const amounts = decision?.amounts ?? notice?.amounts ?? report?.amounts ?? []
  return (actId) => amounts.find((amount) => amount.actId === actId)?.amountFen
}

function Loaded({ view }: { view: CaseView }) {
  const { case: thing, plumbLine, clocks, papers } = view
  const nameOf = useNameOf()
  // The report has the derivation of its own, changing acts beside it.
  const { step } = useParams()
  const { open, viewer } = usePaperViewer(papers)
  const side = useSideLine(thing)
  const running = clocks.filter(({ state, endedOn }) => endedOn === null && (state === 'running' || state === 'late'))
  const cites = STEPS.filter(({ name }) => view.nextSteps.some(({ step }) => step === name)).map((step) => ({
    cites: step.cites,
    why: step.label,
  }))
  return (
    <>
      <PageHeader
        title={thing.title}
        trail={[
          <Link key="list" to="/cases">
            {words.title}
          </Link>,
        ]}
        under={
          <>
            <Tag>{CASE_STATES[thing.state]}</Tag>
            {thing.number ?? ''}　{thing.cause}
          </>
        }
        actions={
          <Button href={fileUrl(caseFile, { id: thing.id })} target="_blank">
            {words.page.file}
          </Button>
        }
      />
      <div className="with-line">
        <Beside className="sheet" label={ui.plumb.label}>
          <PlumbLine
            steps={plumbLine}
            today={today()}
            nameOf={nameOf}
            clocks={[
              ...running.map(({ clock, label, due, basis }) => ({ key: clock, label, due, by: '', cites: basis })),
              ...side.clocks,
            ]}
          />
        </Beside>
        <div>
          <CaseSteps view={view} />
          <CaseFacts view={view} onOpenPaper={open} />
          <CaseHarbours of={thing} />
          <Proceedings view={view} onOpenPaper={open} />
          <section className="sheet">
            <h2>{words.page.matrix}</h2>
            <Matrix
              thing={thing}
              judgement={view.discretion}
              removed={view.facts.removedEvidence ?? []}
              onOpenPaper={open}
            />
          </section>
          <ProofChain caseId={thing.id} />
          {step !== 'submit-report' && (
            <section className="sheet">
              <h2>{words.page.discretion}</h2>
              <Discretion judgement={view.discretion} amountOf={amountsNow(thing)} />
            </section>
          )}
          <CaseCourse view={view} onOpenPaper={open} />
          <section className="sheet">
            <h2>{words.page.papers}</h2>
            <PapersList papers={papers} onOpen={open} />
          </section>
          <p>
            <Link to={`/journal/case/${thing.id}`}>{words.page.journal}</Link>
          </p>
        </div>
        <Beside className="beside-law" label={ui.law.margin}>
          <Margin entries={[...cites, ...side.cites, ...CITED]} on={thing.foundOn} />
        </Beside>
      </div>
      {viewer}
    </>
  )
}
