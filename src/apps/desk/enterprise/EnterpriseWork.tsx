import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { listCases } from '../../../contexts/casework/contract.ts'
import { CASE_STATES } from '../../../contexts/casework/model.ts'
import { listHazards } from '../../../contexts/hazard/contract.ts'
import { HAZARD_STATES } from '../../../contexts/hazard/model.ts'
import { listInspections } from '../../../contexts/inspection/contract.ts'
import { INSPECTION_STATES, REASONS } from '../../../contexts/inspection/model.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { words } from '../words.ts'

/** What was done at this business: inspections, hazards that are still open, cases. */
export function EnterpriseWork({ id }: { id: string }) {
  const inspections = useQuery({
    queryKey: ['inspections', { enterpriseId: id }],
    queryFn: () => ask(listInspections, { enterpriseId: id }),
  })
  const hazards = useQuery({
    queryKey: ['hazards', { enterpriseId: id }],
    queryFn: () => ask(listHazards, { enterpriseId: id }),
  })
  const cases = useQuery({
    queryKey: ['cases', { enterpriseId: id }],
    queryFn: () => ask(listCases, { enterpriseId: id }),
  })
  const open = (hazards.data?.hazards ?? []).filter(({ state }) => state !== 'passed')
  return (
    <div className="columns">
      <Part
        title={words.enterprise.inspections}
        query={inspections}
        empty={words.enterprise.noInspections}
        rows={(inspections.data?.inspections ?? []).map((one) => ({
          key: one.id,
          to: `/inspections/${one.id}`,
          name: `${one.plannedOn} ${REASONS[one.reason]}`,
          says: INSPECTION_STATES[one.state],
          under: one.officers.map(({ name }) => name).join('、'),
        }))}
      />
      <Part
        title={words.enterprise.hazards}
        query={hazards}
        empty={words.enterprise.noHazards}
        rows={open.map((hazard) => ({
          key: hazard.id,
          to: `/inspections/${hazard.inspectionId}`,
          name: hazard.description,
          says: HAZARD_STATES[hazard.state],
          under: [hazard.place, hazard.rectifyBy && words.today.dueOn(hazard.rectifyBy)].filter(Boolean).join('，'),
        }))}
      />
      <Part
        title={words.enterprise.cases}
        query={cases}
        empty={words.enterprise.noCases}
        rows={(cases.data?.entries ?? []).map((one) => ({
          key: one.id,
          to: `/cases/${one.id}`,
          name: one.title,
          says: CASE_STATES[one.state],
          under: one.number ?? one.cause,
        }))}
      />
    </div>
  )
}

type PartProps = {
  title: string
  query: { isPending: boolean; error: unknown }
  empty: string
  rows: { key: string; to: string; name: string; says: ReactNode; under: string }[]
}

function Part({ title, query, empty, rows }: PartProps) {
  return (
    <section className="sheet">
      <h2>{title}</h2>
      {query.error ? <TroubleNotice trouble={troubleOf(query.error)} /> : null}
      {!query.isPending && !query.error && rows.length === 0 && <EmptyState title={empty} />}
      <ul className="plain-list">
        {rows.map(({ key, to, name, says, under }) => (
          <li key={key}>
            <div className="row-line">
              <Link to={to}>{name}</Link>
              <span>{says}</span>
            </div>
            <div className="soft">{under}</div>
          </li>
        ))}
      </ul>
    </section>
  )
}
