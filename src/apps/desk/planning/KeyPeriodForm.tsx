import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import type { z } from 'zod'
import { listCheckItems } from '../../../contexts/law/contract.ts'
import { openKeyPeriod, previewKeyPeriod } from '../../../contexts/planning/contract/key-periods.ts'
import { PLAN_STATES } from '../../../contexts/planning/rules/annual-plan.ts'
import { KEY_PERIODS, type CalendarSpan, type KeyPeriodCode } from '../../../contexts/planning/rules/key-period.ts'
import { listRegions } from '../../../contexts/registry/contract.ts'
import { SECTORS } from '../../../contexts/registry/model.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { covers } from '../../../kernel/region.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { ChoiceField, DateField, optionsOf, SeveralField } from '../fields.tsx'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words as desk } from '../words.ts'
import { planningTrail } from './AnnualPlansPage.tsx'
import { KeyPeriodPreview } from './KeyPeriodPreview.tsx'
import { words } from './words-key-period.ts'

type PeriodDraft = {
  /** Code and days of the calendar's span, as its option is called. */
  span: string
  from: string
  until: string
  regions: string[]
  sectors: string[]
  checkItemIds: string[]
  /** Businesses that were taken out of the preview. */
  left: string[]
}
type Preview = z.output<typeof previewKeyPeriod.output>
type FieldsProps = { readonly value: PeriodDraft; readonly set: (change: Partial<PeriodDraft>) => void }

const keyOf = ({ code, from, until }: CalendarSpan) => `${code} ${from} ${until}`

/** Gathers visits of the annual plan for a key period: the bounds, the preview, and all tasks in one act. */
export function KeyPeriodFormPage() {
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const cannot = useWhyNotPermitted()('planning.plan')
  const draft = useDraft<PeriodDraft>('planning/key-period/new', {
    span: '',
    from: '',
    until: '',
    regions: [],
    sectors: [],
    checkItemIds: [],
    left: [],
  })
  const { value, set } = draft
  const { data, error } = usePreview(value)
  const { submit, busy, trouble } = useAct(openKeyPeriod, {
    done: words.submitted,
    after: async ({ period }) => {
      draft.done()
      await navigate(`/planning/key-periods/${period.id}`)
    },
  })
  const visits = value.span ? (data?.visits ?? []).filter((visit) => isInScope(visit, value)) : []
  const chosen = visits.filter(({ enterpriseId }) => !value.left.includes(enterpriseId))
  const lacking = lackingOf(value, data, chosen.length)
  return (
    <>
      <PageHeader title={words.new} under={words.formUnder} trail={[planningTrail, listTrail]} />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <div className="with-margin">
        <div>
          <section className="sheet">
            <div className="form-grid">
              <Period value={value} set={set} preview={data} />
              <Scope value={value} set={set} />
            </div>
          </section>
          {value.span && data && (
            <KeyPeriodPreview visits={visits} left={value.left} preview={data} onChange={(left) => set({ left })} />
          )}
          <section className="sheet">
            <TroubleNotice trouble={trouble} nameOf={nameOf} />
            <div className="actions">
              <SubmitButton
                busy={busy}
                refusals={[...cannot, ...lacking]}
                nameOf={nameOf}
                onClick={() => {
                  const { from, until, regions, sectors, checkItemIds, span } = value
                  const code = span.split(' ')[0] as KeyPeriodCode
                  const enterpriseIds = chosen.map(({ enterpriseId }) => enterpriseId)
                  void submit({ code, from, until, regions, sectors, checkItemIds, enterpriseIds })
                }}
              >
                {words.submit(chosen.length)}
              </SubmitButton>
            </div>
          </section>
        </div>
        <aside>
          <Margin
            entries={[
              { cites: { instrument: 'MEM-2025-02-27', article: 2 }, why: words.basis },
              { cites: { instrument: 'MEM-2025-02-27', article: 5 }, why: words.content },
            ]}
          />
        </aside>
      </div>
    </>
  )
}

const listTrail = (
  <Link key="list" to="/planning/key-periods">
    {words.title}
  </Link>
)

function usePreview({ from, until }: PeriodDraft) {
  const asked = from && until && from <= until ? { from, until } : { from: today(), until: today() }
  return useQuery({
    queryKey: ['key-period-preview', asked],
    queryFn: () => ask(previewKeyPeriod, asked),
    placeholderData: (before) => before,
  })
}

const isInScope = (
  { region, sectors }: Preview['visits'][number],
  wanted: Pick<PeriodDraft, 'regions' | 'sectors'>,
): boolean =>
  (wanted.regions.length === 0 || wanted.regions.some((one) => covers(one, region))) &&
  (wanted.sectors.length === 0 || sectors.some((one) => wanted.sectors.includes(one)))

/** What is still empty, and whether the year has a plan to draw from. */
function lackingOf(value: PeriodDraft, preview: Preview | undefined, chosen: number): Refusal[] {
  const { plan } = preview ?? {}
  const cites = { instrument: 'MEM-2025-02-27', article: 2 }
  if (!value.span) return [no('missing', {}, words.pickSpan)]
  if (!plan) return [{ ...no('no-plan', {}, words.noPlan(value.from.slice(0, 4))), cites }]
  if (plan.state !== 'frozen')
    return [{ ...no('plan-not-in-force', {}, words.notInForce(plan.number, PLAN_STATES[plan.state])), cites }]
  return [
    ...(value.checkItemIds.length === 0 ? [no('missing', {}, words.pickItems)] : []),
    ...(chosen === 0 ? [no('missing', {}, words.pickUnits)] : []),
  ]
}

/** Which key period, and which of its days. */
function Period({ value, set, preview }: FieldsProps & { readonly preview: Preview | undefined }) {
  const open = (preview?.calendar ?? []).filter(({ until }) => until >= today())
  const span = open.find((one) => keyOf(one) === value.span)
  return (
    <>
      <ChoiceField
        wide
        label={words.period}
        note={
          span
            ? `${words.dated(span.from, span.until, desk.law.confidences[span.confidence])}。${span.says}。${span.source}`
            : undefined
        }
        wrong={preview && open.length === 0 ? words.noCalendar : undefined}
        value={value.span}
        options={open.map((one) => ({
          value: keyOf(one),
          label: words.span(KEY_PERIODS[one.code], one.from, one.until),
        }))}
        onChange={(key) => {
          const [, from = '', until = ''] = key.split(' ')
          set({ span: key, from: from > today() ? from : today(), until, left: [] })
        }}
      />
      {span && (
        <>
          <DateField
            label={words.from}
            value={value.from}
            notBefore={span.from}
            notAfter={span.until}
            onChange={(from) => set({ from })}
          />
          <DateField
            label={words.to}
            value={value.until}
            notBefore={value.from}
            notAfter={span.until}
            onChange={(until) => set({ until })}
          />
        </>
      )}
    </>
  )
}

/** Where, of which trade, with which content. */
function Scope({ value, set }: FieldsProps) {
  const { region } = useMe()
  const places = useQuery({
    queryKey: ['regions-under', region],
    staleTime: Infinity,
    queryFn: () => ask(listRegions, { parent: region }),
  })
  const items = useQuery({
    queryKey: ['check-items', value.sectors],
    queryFn: () => ask(listCheckItems, value.sectors.length > 0 ? { industries: value.sectors.join(',') } : {}),
  })
  return (
    <>
      <SeveralField
        label={words.regions}
        note={words.regionsNote}
        value={value.regions}
        options={(places.data?.regions ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(regions) => set({ regions })}
      />
      <SeveralField
        label={words.sectors}
        note={words.sectorsNote}
        value={value.sectors}
        options={optionsOf(SECTORS)}
        onChange={(sectors) => set({ sectors })}
      />
      <SeveralField
        wide
        label={words.items}
        value={value.checkItemIds}
        options={(items.data?.items ?? []).map(({ id, matter, content }) => ({
          value: id,
          label: `${matter}：${content}`,
        }))}
        onChange={(checkItemIds) => set({ checkItemIds })}
      />
    </>
  )
}
