import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { InspectionFile } from '../../../contexts/inspection/contract.ts'
import { REASONS } from '../../../contexts/inspection/model.ts'
import { openHazards } from '../../../contexts/inspection/rules/rectify.ts'
import { listHazards } from '../../../contexts/hazard/contract.ts'
import { HAZARD_STATES } from '../../../contexts/hazard/model.ts'
import { yearOfVisits } from '../../../contexts/planning/contract.ts'
import { GRADES } from '../../../contexts/registry/model.ts'
import { call } from '../../client.ts'
import { Facts } from '../../ui/Facts.tsx'
import { usePack } from '../api.ts'
import { HandBack } from '../offline/HandBack.tsx'
import { words } from '../words.ts'
import { useVisitNow } from './context.ts'

type File = z.output<typeof InspectionFile>

const lastOf = (visits: readonly { state: string; inspectionId: string; on: string }[], id: string): string | null =>
  visits
    .flatMap(({ state, inspectionId, on }) => (state === 'committed' && inspectionId !== id ? [on] : []))
    .sort()
    .at(-1) ?? null

/** The business's file in one glance: last visit, what is still open, what the year still allows. */
export function Glance({ file }: { file: File }) {
  const { enterprise, inspection, facts } = file
  const year = facts.cap.year
  const visits = useQuery({
    queryKey: ['visits', enterprise.id, year],
    queryFn: () => call(yearOfVisits, { enterpriseId: enterprise.id, year }),
    staleTime: 60_000,
  })
  const hazards = useHazardsOf(enterprise.id)
  const pack = usePack(inspection.id)
  const last = visits.data ? lastOf(visits.data.visits, inspection.id) : (pack?.lastVisitOn ?? null)
  const open = openHazards(hazards.data?.hazards ?? []).length || (hazards.data ? 0 : (pack?.hazards.length ?? 0))
  const isUnknown = !hazards.data && !pack
  // What was made, not what was planned: a slot that is only reserved is no visit yet.
  const used = facts.cap.made + (inspection.entry ? 1 : 0)
  const { cap } = facts.cap
  return (
    <dl className="figures" aria-label={words.file.title}>
      <div>
        <dt>{words.file.lastVisit}</dt>
        <dd>{last ?? words.file.none}</dd>
      </div>
      <div>
        <dt>{words.file.openHazards}</dt>
        <dd className={open ? 'breach' : ''}>{isUnknown ? '…' : words.file.count(open)}</dd>
      </div>
      <div>
        <dt>{words.file.visits}</dt>
        <dd>
          {cap === null ? words.file.made(used) : words.file.of(used, cap)}
          <small>{cap === null ? words.file.noCap : words.file.remaining(cap - used)}</small>
        </dd>
      </div>
    </dl>
  )
}

const useHazardsOf = (enterpriseId: string) =>
  useQuery({
    queryKey: ['hazards', enterpriseId],
    queryFn: () => call(listHazards, { enterpriseId }),
    staleTime: 60_000,
  })

/** Everything the officer may want to know about the business and the plan while standing there. */
export function FilePage() {
  const { file } = useVisitNow()
  const { enterprise, inspection, facts } = file
  const hazards = useHazardsOf(enterprise.id)
  const pack = usePack(inspection.id)
  const open = hazards.data ? openHazards(hazards.data.hazards) : (pack?.hazards ?? [])
  return (
    <>
      <Glance file={file} />
      <section className="card">
        <h2>{enterprise.name}</h2>
        <Facts
          facts={[
            { label: words.file.creditCode, value: enterprise.creditCode },
            {
              label: words.file.grade,
              value: `${GRADES[enterprise.grade]}${words.comma}${enterprise.highRisk ? words.file.highRisk : words.file.otherRisk}`,
            },
            { label: words.file.address, value: enterprise.address, wide: true },
            { label: words.file.principal, value: enterprise.principal || enterprise.legalRepresentative },
            { label: words.file.safetyManager, value: enterprise.safetyManager },
            {
              label: words.file.phone,
              value: enterprise.phone && (
                <a className="tap" href={`tel:${enterprise.phone}`}>
                  {words.file.call(enterprise.phone)}
                </a>
              ),
            },
            { label: words.file.employees, value: words.file.people(enterprise.employees) },
          ]}
        />
      </section>
      <section className="card">
        <h2>{words.file.reason}</h2>
        <p>
          {REASONS[inspection.reason]}
          {inspection.reasonRef && <span className="soft">（{inspection.reasonRef}）</span>}
        </p>
        <h3>{words.file.items}</h3>
        <p>{words.today.items(facts.items.length)}</p>
      </section>
      {open.length > 0 && (
        <section className="card">
          <h2>{words.file.openHazards}</h2>
          <ul className="lack">
            {open.map((hazard) => (
              <li key={hazard.id}>
                {hazard.description}
                <small>
                  {HAZARD_STATES[hazard.state]}
                  {hazard.rectifyBy ? ` · ${words.recheck.deadline(hazard.rectifyBy)}` : ''}
                </small>
              </li>
            ))}
          </ul>
        </section>
      )}
      <HandBack id={inspection.id} />
    </>
  )
}
