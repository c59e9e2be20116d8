import { useQuery } from '@tanstack/react-query'
import { Button, Spin, Tag } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { dutyFile } from '../../../contexts/casework/contract/duty-file.ts'
import { getInspection, type InspectionFile } from '../../../contexts/inspection/contract.ts'
import { INSPECTION_STATES, REASONS } from '../../../contexts/inspection/model.ts'
import { lifecycle } from '../../../contexts/inspection/transitions.ts'
import { fileUrl } from '../../client.ts'
import { Beside } from '../../ui/Beside.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { PlumbLine } from '../../ui/PlumbLine.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { words as ui } from '../../ui/words.ts'
import { OriginalsOf } from '../evidence/OriginalsOf.tsx'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { PapersList, usePaperViewer } from '../paper/papers.tsx'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { words } from '../words-inspection.ts'
import { Findings } from './Findings.tsx'
import { NextSteps } from './NextSteps.tsx'
import { Urgent } from './Urgent.tsx'
import { PlanFacts, RecordFacts } from './InspectionFacts.tsx'

const CITED = [
  { cites: { instrument: 'APL', article: 42, paragraph: 1 }, why: words.law.officers },
  { cites: { instrument: 'WSL', article: 68 }, why: words.law.record },
  { cites: { instrument: 'WSL', article: 65, paragraph: 1, item: 2 }, why: words.law.order },
  { cites: { instrument: 'WSL', article: 65, paragraph: 1, item: 3 }, why: words.law.measure },
]

/** One visit on its plumb line. */
export function InspectionPage() {
  const { id = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['inspection', id], queryFn: () => ask(getInspection, { id }) })
  if (error)
    return (
      <>
        <PageHeader title={words.title} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  if (!data) return <Spin />
  return <Loaded file={data} />
}

function Loaded({ file }: { file: InspectionFile }) {
  const { inspection, papers, plumbLine, clocks } = file
  const nameOf = useNameOf()
  const whyNotPermitted = useWhyNotPermitted()
  const { open, viewer } = usePaperViewer(papers)
  const [at] = useState(() => new Date().toISOString())
  const cites = lifecycle.steps
    .filter((step) => step.from.includes(inspection.state))
    .map((step) => ({ cites: step.cites, why: step.label }))
  return (
    <>
      <PageHeader
        title={words.page.title(inspection.enterpriseName)}
        trail={[
          <Link key="list" to="/inspections">
            {words.title}
          </Link>,
        ]}
        under={
          <>
            <Tag>{INSPECTION_STATES[inspection.state]}</Tag>
            {REASONS[inspection.reason]}　{inspection.reasonRef}　{inspection.plannedOn}
          </>
        }
        actions={
          <>
            <LinkButton to={`/enterprises/${inspection.enterpriseId}`}>{inspection.enterpriseName}</LinkButton>
            {inspection.state === 'concluded' && (
              <Button href={fileUrl(dutyFile, { inspectionId: inspection.id })} target="_blank">
                {words.page.dutyFile}
              </Button>
            )}
            {inspection.state === 'drafted' && (
              <LinkButton to={`/inspections/${inspection.id}/plan`} refusals={whyNotPermitted('inspection.draft')}>
                {words.page.edit}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="with-line">
        <Beside className="sheet" label={ui.plumb.label}>
          <PlumbLine
            steps={plumbLine}
            today={today()}
            nameOf={nameOf}
            clocks={clocks
              .filter(({ due }) => due !== null)
              .map((clock) => ({ key: clock.id, label: clock.what, due: clock.due, by: '', cites: [] }))}
          />
        </Beside>
        <div>
          {inspection.urgent && <Urgent file={file} at={at} />}
          <NextSteps file={file} at={at} />
          <PlanFacts file={file} />
          <Findings file={file} />
          <RecordFacts file={file} />
          <section className="sheet">
            <h2>{words.page.originals}</h2>
            <OriginalsOf items={file.facts.evidence} />
          </section>
          <section className="sheet">
            <h2>{words.page.papers}</h2>
            <PapersList papers={papers} onOpen={open} />
          </section>
          <p>
            <Link to={`/journal/inspection/${inspection.id}`}>{words.page.journal}</Link>
          </p>
        </div>
        <Beside className="beside-law" label={ui.law.margin}>
          <Margin entries={[...cites, ...CITED]} on={inspection.plannedOn} />
        </Beside>
      </div>
      {viewer}
    </>
  )
}
