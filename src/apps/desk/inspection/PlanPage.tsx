import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { useParams, useSearchParams } from 'react-router'
import { getInspection } from '../../../contexts/inspection/contract.ts'
import { addDays } from '../../../kernel/time.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { today } from '../session/session.tsx'
import { words } from '../words-inspection.ts'
import type { PlanDraft } from './plan-facts.ts'
import { PlanForm } from './PlanForm.tsx'

/** Drafts the plan of a visit, or revises one that is not approved yet. */
export function PlanPage() {
  const { id } = useParams()
  const [params] = useSearchParams()
  const { data, error } = useQuery({
    queryKey: ['inspection', id],
    enabled: id !== undefined,
    queryFn: () => ask(getInspection, { id: id ?? '' }),
  })
  if (error)
    return (
      <>
        <PageHeader title={words.plan.reviseTitle} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  if (id && !data) return <Spin />
  const enterpriseId = data?.inspection.enterpriseId ?? params.get('enterprise') ?? ''
  const initial: PlanDraft = data
    ? {
        enterpriseId,
        reason: data.inspection.reason,
        reasonRef: data.inspection.reasonRef,
        plannedOn: data.inspection.plannedOn,
        officerIds: data.inspection.officers.map((officer) => officer.id),
        assistants: data.inspection.assistants,
        checkItemIds: data.inspection.checkItemIds,
        method: data.inspection.method,
      }
    : {
        enterpriseId,
        reason: 'plan',
        reasonRef: '',
        plannedOn: addDays(today(), 1),
        officerIds: [],
        assistants: [],
        checkItemIds: [],
        method: 'on-site',
      }
  return <PlanForm key={id ?? enterpriseId} inspection={data?.inspection ?? null} initial={initial} />
}
