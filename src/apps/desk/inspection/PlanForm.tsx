import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { draftPlan, revisePlan, suggestItems, type StepAnswer } from '../../../contexts/inspection/contract.ts'
import type { Inspection, PlannedItem } from '../../../contexts/inspection/model.ts'
import { listOfficers } from '../../../contexts/people/contract.ts'
import { listDeployments } from '../../../contexts/planning/contract.ts'
import { getEnterprise } from '../../../contexts/registry/contract.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { yearOf } from '../../../kernel/time.ts'
import { Beside } from '../../ui/Beside.tsx'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { RefusalList, TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import type { Trouble } from '../../ui/trouble.ts'
import { useDraft, type Draft, type DraftShown } from '../../ui/use-draft.ts'
import { useVisits, VisitsThisYear } from '../enterprise/VisitsThisYear.tsx'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words-inspection.ts'
import { ItemPicker } from './ItemPicker.tsx'
import { offeredWays, whyNotPlan, type PlanDraft } from './plan-facts.ts'
import { PlanFields } from './PlanFields.tsx'

const CITED = [
  { cites: { instrument: 'MEM-2025-02-27', article: 6 }, why: words.law.plan },
  { cites: { instrument: 'APL', article: 42, paragraph: 1 }, why: words.law.officers },
  { cites: { instrument: 'MEM-2025-02-27', article: 3 }, why: words.law.cap },
  { cites: { instrument: 'MEM-2025-02-27', article: 4 }, why: words.law.level },
  { cites: { instrument: 'MEM-2025-02-27', article: 5 }, why: words.law.published },
]

type Props = { readonly inspection: Inspection | null; readonly initial: PlanDraft }

/** The draft on the left, what it still lacks on the right; nothing is thrown away for a gate that is closed. */
export function PlanForm({ inspection, initial }: Props) {
  const navigate = useNavigate()
  const by = useAsker()
  const draft = useDraft<PlanDraft>(
    inspection
      ? `inspection/${inspection.id}/plan/${inspection.version}`
      : `inspection/plan/${initial.enterpriseId || 'new'}`,
    initial,
  )
  const { value, set } = draft
  const [at, setAt] = useState(() => new Date().toISOString())
  const known = usePlanFacts(value)
  const here = { ...known, inspectionId: inspection?.id ?? '', by, at }
  const refusals = whyNotPlan(value, here)
  useMandatoryItems(draft, known.items, inspection !== null || initial.checkItemIds.length > 0)

  const after = async ({ inspection: { id } }: StepAnswer) => {
    draft.done()
    await navigate(`/inspections/${id}`)
  }
  const create = useAct(draftPlan, { done: words.plan.saved, after })
  const revise = useAct(revisePlan, { done: words.plan.revised, after })
  const { busy, trouble } = inspection ? revise : create
  const submit = () => {
    setAt(new Date().toISOString())
    const { enterpriseId, way: _, ...input } = value
    if (inspection) void revise.submit({ ...input, id: inspection.id, version: inspection.version })
    else void create.submit({ ...input, enterpriseId })
  }
  return (
    <>
      <PageHeader
        title={inspection ? words.plan.reviseTitle : words.plan.title}
        under={known.enterprise?.name}
        trail={[
          <Link key="list" to="/inspections">
            {words.title}
          </Link>,
        ]}
      />
      <DraftRestored draft={draft} />
      <div className="with-margin">
        <div>
          <section className="sheet">
            <PlanFields
              draft={draft}
              officers={known.officers}
              enterprise={known.enterprise}
              fixed={inspection !== null}
              ways={offeredWays(value, here)}
            />
          </section>
          <section className="sheet">
            <h2>{words.plan.items}</h2>
            <ItemPicker
              items={known.items}
              chosen={value.checkItemIds}
              onChange={(checkItemIds) => set({ checkItemIds })}
            />
          </section>
        </div>
        <Beside label={words.plan.gates}>
          <Gates draft={draft} refusals={refusals} busy={busy} trouble={trouble} onSubmit={submit} />
          {value.enterpriseId && (
            <div style={{ marginTop: 16 }}>
              <VisitsThisYear enterpriseId={value.enterpriseId} />
            </div>
          )}
          <div style={{ marginTop: 16 }}>
            <Margin entries={CITED} />
          </div>
        </Beside>
      </div>
    </>
  )
}

/** What must be checked is chosen once when a business is; the officer may take off what he will not check. */
function useMandatoryItems({ value, set }: Draft<PlanDraft>, items: readonly PlannedItem[], wasChosen: boolean) {
  const offeredTo = useRef(wasChosen || value.checkItemIds.length > 0 ? value.enterpriseId : '')
  useEffect(() => {
    const mandatory = items.filter((item) => item.mandatory && item.publishedOn).map((item) => item.id)
    if (offeredTo.current === value.enterpriseId || mandatory.length === 0) return
    offeredTo.current = value.enterpriseId
    set({ checkItemIds: mandatory })
  }, [items, value.enterpriseId, set])
}

/** What the rules need to know about the business, the year, the officers and the matters of this draft. */
function usePlanFacts({ enterpriseId, plannedOn }: PlanDraft) {
  const chosen = enterpriseId !== ''
  const file = useQuery({
    queryKey: ['enterprise', enterpriseId],
    enabled: chosen,
    queryFn: () => ask(getEnterprise, { id: enterpriseId }),
  })
  const people = useQuery({ queryKey: ['officers', {}], queryFn: () => ask(listOfficers, {}) })
  const orders = useQuery({ queryKey: ['deployments'], queryFn: () => ask(listDeployments, {}) })
  const visits = useVisits(enterpriseId, plannedOn ? yearOf(plannedOn) : undefined)
  const suggested = useQuery({
    queryKey: ['suggested-items', enterpriseId, plannedOn],
    enabled: chosen && plannedOn !== '',
    queryFn: () => ask(suggestItems, { enterpriseId, date: plannedOn }),
    placeholderData: (before) => before,
  })
  return {
    enterprise: file.data?.enterprise,
    ledger: visits.data,
    orders: orders.data?.deployments ?? [],
    items: suggested.data?.items ?? [],
    onSiteMax: suggested.data?.onSiteMax ?? null,
    officers: (people.data?.officers ?? []).map((officer) => ({ ...officer, phone: '' })),
  }
}

type GatesProps = {
  readonly draft: DraftShown
  readonly refusals: readonly Refusal[]
  readonly busy: boolean
  readonly trouble: Trouble | null
  readonly onSubmit: () => void
}

/** What the draft still lacks, by the rules that the server asks, and the button that sends it. */
function Gates({ draft, refusals, busy, trouble, onSubmit }: GatesProps) {
  const nameOf = useNameOf()
  return (
    <section className="sheet">
      {refusals.length > 0 ? (
        <RefusalList title={words.plan.gates} refusals={refusals} nameOf={nameOf} />
      ) : (
        <p role="status">{words.plan.ready}</p>
      )}
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton busy={busy} refusals={refusals} nameOf={nameOf} quiet onClick={onSubmit}>
          {words.plan.submit}
        </SubmitButton>
      </div>
      <DraftSaved draft={draft} />
    </section>
  )
}
