import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { useParams, useSearchParams } from 'react-router'
import { getInspection } from '../../../contexts/inspection/contract.ts'
import { listTasks } from '../../../contexts/planning/contract.ts'
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
  // A draw, a special inspection or a key period has said already who goes where and checks what.
  const taskId = params.get('task')
  const tasks = useQuery({
    queryKey: ['planning-tasks', 'open'],
    enabled: taskId !== null,
    queryFn: () => ask(listTasks, { state: 'open' }),
  })
  const task = tasks.data?.tasks.find((one) => one.id === taskId)
  if (error)
    return (
      <>
        <PageHeader title={words.plan.reviseTitle} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  if ((id && !data) || (taskId && tasks.isPending)) return <Spin />
  const tomorrow = addDays(today(), 1)
  const enterpriseId = data?.inspection.enterpriseId ?? params.get('enterprise') ?? ''
  const initial: PlanDraft = data
    ? {
        enterpriseId,
        reason: data.inspection.reason,
        reasonRef: data.inspection.reasonRef,
        plannedOn: data.inspection.plannedOn,
        officerIds: data.inspection.officers.map((officer) => officer.id),
        assistants: data.inspection.assistants,
        crowdBecause: data.inspection.crowdBecause ?? '',
        checkItemIds: data.inspection.checkItemIds,
        method: data.inspection.method,
        way: null,
      }
    : {
        enterpriseId,
        reason: task?.kind === 'draw' ? 'draw' : 'plan',
        reasonRef: task?.sourceNumber ?? params.get('ref') ?? '',
        plannedOn: task && task.dueFrom > tomorrow ? task.dueFrom : tomorrow,
        officerIds: task?.officerIds ?? [],
        assistants: [],
        crowdBecause: '',
        checkItemIds: task?.checkItemIds ?? [],
        method: 'on-site',
        way: null,
      }
  return <PlanForm key={id ?? enterpriseId} inspection={data?.inspection ?? null} initial={initial} />
}
