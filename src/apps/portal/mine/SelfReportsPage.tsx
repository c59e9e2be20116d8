import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { evidenceThumbnail } from '../../../contexts/evidence/contract.ts'
import { listSelfReports } from '../../../contexts/hazard/contract/self-report.ts'
import type { SelfReport } from '../../../contexts/hazard/model.ts'
import { listMajorHazards } from '../../../contexts/law/contract.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { call, fileUrl } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Loading } from '../Loading.tsx'
import { useTitle } from '../use-title.ts'
import { useToday } from '../use-today.ts'
import { words } from './words-self-report.ts'

/** Criteria of major hazards in force today, as the law book has them. */
export function useCriteria() {
  const on = useToday()
  return useQuery({
    queryKey: ['major-hazards', on],
    staleTime: 3_600_000,
    queryFn: async () => (await call(listMajorHazards, { on })).hazards,
  })
}

/** What the business reported of itself, each with its time and its check value. */
export function SelfReportsPage() {
  const reports = useQuery({ queryKey: ['self-reports'], queryFn: () => call(listSelfReports, {}) })
  useTitle(words.tab)
  return (
    <>
      <h2>{words.title}</h2>
      <p className="lead">{words.says}</p>
      <p>
        <Link className="way way-primary" to="/mine/self-report">
          {words.add}
        </Link>
      </p>
      {reports.isPending && <Loading />}
      {reports.error && <TroubleNotice trouble={troubleOf(reports.error)} />}
      {reports.data?.reports.length === 0 && <EmptyState title={words.none}>{words.noneMend}</EmptyState>}
      <ul className="cards">
        {reports.data?.reports.map((report) => (
          <ReportCard key={report.id} report={report} />
        ))}
      </ul>
    </>
  )
}

function ReportCard({ report }: { report: SelfReport }) {
  const criteria = useCriteria()
  const criterion = criteria.data?.find(({ code }) => code === report.majorHazardCode)
  return (
    <li className="card">
      <div className="card-top">
        <strong>{words.reportedAt(minuteOf(report.reportedAt))}</strong>
        <span className="tag">{words.treated(report.treatedFrom, report.finishBy)}</span>
      </div>
      <p>{report.description}</p>
      <p className="soft">
        {words.place}：{report.place}
      </p>
      {criterion && (
        <p className="soft">
          {criterion.cites}：{criterion.says}
        </p>
      )}
      <p>
        {words.measures}：{report.measures}
      </p>
      {report.onBehalfBecause && (
        <p className="soft">{words.byOfficer(report.enteredBy.name, report.onBehalfBecause)}</p>
      )}
      {report.evidenceIds.length > 0 && (
        <ul className="photos">
          {report.evidenceIds.map((id, index) => (
            <li key={id}>
              <img src={fileUrl(evidenceThumbnail, { id })} alt={`${words.photos} ${index + 1}`} loading="lazy" />
            </li>
          ))}
        </ul>
      )}
      <p className="soft">
        {words.digest} <span className="hash">{report.digest}</span>
      </p>
    </li>
  )
}
