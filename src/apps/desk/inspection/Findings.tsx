import { useQuery } from '@tanstack/react-query'
import { Image, Tag } from 'antd'
import { Link } from 'react-router'
import { evidenceFile, evidenceThumbnail } from '../../../contexts/evidence/contract.ts'
import { HAZARD_STATES, type Hazard } from '../../../contexts/hazard/model.ts'
import { visitHarbours, type InspectionFile } from '../../../contexts/inspection/contract.ts'
import { listMajorHazards, listViolations } from '../../../contexts/law/contract.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { fileUrl } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ProposeSample } from '../hazard/SampleForm.tsx'
import { ask } from '../session/ask.ts'
import { words } from '../words-inspection.ts'
import { HarbourOf } from './Harbours.tsx'

/** Hazards found, each with its photos, its rule and how far it is put right. */
export function Findings({ file: { inspection, hazards, facts } }: { file: InspectionFile }) {
  const { id, version } = inspection
  const harbours = useQuery({
    queryKey: ['visit-harbours', id, version],
    enabled: hazards.length > 0,
    queryFn: () => ask(visitHarbours, { id }),
  })
  return (
    <section className="sheet">
      <h2>{words.page.findings}</h2>
      {hazards.length === 0 && (
        <EmptyState title={inspection.record ? words.page.noFindings : words.page.noFindingsYet} />
      )}
      <ol className="plain-list">
        {hazards.map((hazard) => (
          <li key={hazard.id}>
            <div className="row-line">
              <strong>{hazard.description}</strong>
              <span>
                {hazard.majorHazardCode && <Tag color="error">{words.page.major}</Tag>}
                <Tag>{HAZARD_STATES[hazard.state]}</Tag>
              </span>
            </div>
            <div className="soft">
              {[
                hazard.place,
                words.page.quantity(hazard.quantity),
                hazard.rectifyBy && `${words.rectifyBy} ${hazard.rectifyBy}`,
              ]
                .filter(Boolean)
                .join('　')}
            </div>
            {hazard.requirement && <div>{words.page.requirement(hazard.requirement)}</div>}
            <RuleOf hazard={hazard} on={inspection.plannedOn} />
            <Photos
              ids={hazard.evidenceIds}
              nameOf={(id) => facts.evidence.find((one) => one.id === id)?.name ?? hazard.description}
            />
            <HarbourOf harbour={harbours.data?.harbours.find(({ hazardId }) => hazardId === hazard.id)} />
            <Rectified hazard={hazard} />
            <ProposeSample hazard={hazard} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Rectified({ hazard: { rectification, recheck, caseId, moreTime } }: { hazard: Hazard }) {
  const answer = moreTime?.answer
  return (
    <>
      {moreTime && (
        <div>
          {answer === null && words.moreTime.shown(moreTime.until)}
          {answer && (answer.granted ? words.moreTime.granted(answer.until ?? '') : words.moreTime.refused)}
        </div>
      )}
      {rectification && (
        <div>
          {words.page.reported}（{minuteOf(rectification.at)}）：{rectification.text}
        </div>
      )}
      {rectification && <Photos ids={rectification.evidenceIds} nameOf={() => words.page.reported} />}
      {recheck && (
        <div>
          {words.page.recheck} {recheck.on}：{recheck.passed ? words.page.recheckPassed : words.page.recheckFailed}　
          {recheck.note}
        </div>
      )}
      {caseId && (
        <div>
          {words.page.inCase}　
          <Link className="text-link" to={`/cases/${caseId}`}>
            {words.page.toCase}
          </Link>
        </div>
      )}
    </>
  )
}

/** The clause that punishes and the criterion that makes it major, from the law book on the day of the visit. */
function RuleOf({ hazard, on }: { hazard: Hazard; on: string }) {
  const key = hazard.violationKey
  const violation = useQuery({
    queryKey: ['violation', key, on],
    enabled: key !== null,
    staleTime: 3_600_000,
    queryFn: () => ask(listViolations, { key: key ?? '', on, limit: 5 }),
  })
  const criteria = useQuery({
    queryKey: ['major-hazards', on],
    enabled: hazard.majorHazardCode !== null,
    staleTime: 3_600_000,
    queryFn: () => ask(listMajorHazards, { on }),
  })
  const found = violation.data?.violations.find(({ stage }) => stage === 'first') ?? violation.data?.violations[0]
  const criterion = criteria.data?.hazards.find(({ code }) => code === hazard.majorHazardCode)
  return (
    <>
      {found && (
        <div className="soft">
          {found.breaks}；{found.cites}
        </div>
      )}
      {criterion && (
        <div className="soft">
          {criterion.cites}：{criterion.says}
        </div>
      )}
    </>
  )
}

/** Thumbnails that open in place. */
export function Photos({ ids, nameOf }: { ids: readonly string[]; nameOf: (id: string) => string }) {
  if (ids.length === 0) return null
  return (
    <div className="photos">
      <Image.PreviewGroup>
        {ids.map((id) => (
          <Image
            key={id}
            src={fileUrl(evidenceThumbnail, { id })}
            alt={words.page.photo(nameOf(id))}
            width={96}
            height={72}
            preview={{
              src: fileUrl(evidenceFile, { id }),
            }}
          />
        ))}
      </Image.PreviewGroup>
    </div>
  )
}
