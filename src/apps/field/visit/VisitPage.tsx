import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect, type ComponentType } from 'react'
import { Link, useParams } from 'react-router'
import type { z } from 'zod'
import type { InspectionFile } from '../../../contexts/inspection/contract.ts'
import { INSPECTION_STATES, type InspectionState } from '../../../contexts/inspection/model.ts'
import { withJoined } from '../../../contexts/inspection/rules/join.ts'
import type { Me } from '../../../contexts/people/contract.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft, type Draft } from '../../ui/use-draft.ts'
import { usePack, useStock, useVisit, visitKey } from '../api.ts'
import { startMeter } from '../burden/meter.ts'
import { isLocked } from '../offline/outbox.ts'
import type { Phone } from '../offline/phone.ts'
import { useCommands, usePhone } from '../offline/PhoneProvider.tsx'
import { useKept, useKeptDraft } from '../offline/use-kept-draft.ts'
import { words as link } from '../link/words.ts'
import { VisitNotices } from '../offline/Notices.tsx'
import { Screen } from '../Screen.tsx'
import { mayWriteBeside } from '../spot/stock.ts'
import { words } from '../words.ts'
import { ChecklistPage } from './ChecklistPage.tsx'
import { VisitContext, type VisitNow } from './context.ts'
import { DoorPage } from './DoorPage.tsx'
import { EMPTY_DRAFT, photosOf, photosWaiting, type VisitDraft } from './draft.ts'
import { FilePage } from './FilePage.tsx'
import { withStandingInk } from './ink.ts'
import { OnSite } from './OnSite.tsx'
import { OrderPage } from './OrderPage.tsx'
import { RecordPage } from './RecordPage.tsx'
import { RightsPage } from './RightsPage.tsx'
import { useUploads } from './use-uploads.ts'

/** Screens that come after the visit's first are loaded when they are opened; the phone keeps them all. */
const PapersPage = lazy(() => import('./PapersPage.tsx').then((file) => ({ default: file.PapersPage })))
const LinkPage = lazy(() => import('../link/LinkPage.tsx').then((file) => ({ default: file.LinkPage })))
const InterviewPage = lazy(() =>
  import('../interview/InterviewPage.tsx').then((file) => ({ default: file.InterviewPage })),
)
const SpotPage = lazy(() => import('../spot/SpotPage.tsx').then((file) => ({ default: file.SpotPage })))
const RecheckPage = lazy(() => import('./RecheckPage.tsx').then((file) => ({ default: file.RecheckPage })))

export type Part = keyof typeof words.parts

/** Two phones of one visit; reached from the bar, not a step of the visit. */
const LINK = 'link'

const PAGES: Record<Part, ComponentType> = {
  door: DoorPage,
  rights: RightsPage,
  check: ChecklistPage,
  record: RecordPage,
  order: OrderPage,
  recheck: RecheckPage,
  interview: InterviewPage,
  spot: SpotPage,
  papers: PapersPage,
  file: FilePage,
}

/** Which screens a visit has in each state; the first is where one lands. */
const PARTS: Record<InspectionState, readonly Part[]> = {
  drafted: ['door', 'file'],
  approved: ['door', 'file', 'papers'],
  entered: ['check', 'rights', 'record', 'interview', 'file', 'papers'],
  recorded: ['order', 'interview', 'spot', 'papers', 'file'],
  ordered: ['recheck', 'interview', 'spot', 'papers', 'file'],
  rechecked: ['order', 'interview', 'spot', 'papers', 'file'],
  concluded: ['papers', 'file'],
  cancelled: ['file'],
}

/** In the order in which the steps are walked. */
const ORDER: readonly Part[] = [
  'door',
  'rights',
  'check',
  'record',
  'order',
  'recheck',
  'interview',
  'spot',
  'papers',
  'file',
]

export function VisitPage({ me }: { me: Me }) {
  const { id = '' } = useParams()
  const visit = useVisit(id)
  const phone = usePhone()?.phone ?? null
  const kept = useKept<VisitDraft>(phone, id)
  if (visit.data && kept !== undefined)
    return phone ? (
      <KeptVisit key={id} me={me} file={withEverybody(visit.data)} phone={phone} kept={kept} />
    ) : (
      <PlainVisit key={id} me={me} file={withEverybody(visit.data)} />
    )
  return (
    <Screen title={words.app} back="/">
      {visit.error ? (
        <TroubleNotice trouble={troubleOf(visit.error)} />
      ) : (
        <p role="status" className="soft centered">
          {words.loading}
        </p>
      )}
    </Screen>
  )
}

/** Whoever joined on site stands among the people of the visit on every screen. */
const withEverybody = (file: InspectionFile): InspectionFile => ({
  ...file,
  inspection: withJoined(file.inspection, file.facts),
})

type Opened = { readonly me: Me; readonly file: z.output<typeof InspectionFile> }

const PlainVisit = (opened: Opened) => (
  <Loaded {...opened} draft={useDraft<VisitDraft>(`visit.${opened.file.inspection.id}`, EMPTY_DRAFT)} />
)

type KeptProps = Opened & { readonly phone: Phone; readonly kept: { at: string; value: VisitDraft } | null }

/** Photos that the outbox announces count as evidence for the rules on the phone, as they will on the server. */
function KeptVisit({ phone, kept, me, file }: KeptProps) {
  const { id } = file.inspection
  const draft = useKeptDraft<VisitDraft>({ phone, id, initial: EMPTY_DRAFT, kept })
  useEffect(() => startMeter(phone, id), [phone, id])
  const commands = useCommands()
  const pack = usePack(id)
  const stock = useStock()
  const captures = commands.filter(
    ({ kind, subject, state }) => kind === 'capture' && subject === id && state !== 'given-up',
  )
  const announced = [
    ...(file.facts.announced ?? []),
    ...captures.map(({ input }) => String(input['id'])),
    ...photosOf(draft.value).flatMap(({ id: photo, isAnnounced }) => (isAnnounced ? [photo] : [])),
  ]
  return (
    <Loaded
      me={me}
      file={{ ...file, facts: { ...file.facts, announced } }}
      draft={draft}
      locked={isLocked(commands, id)}
      beside={pack && pack.along.lease.phoneId !== phone.id ? pack.along.lease.officerName : null}
      mayInvestigate={mayWriteBeside(file.inspection, { stock, pack, phone: phone.id })}
      isKept
    />
  )
}

/** The same draft, whose every change takes off the ink that it makes untrue. */
function useStandingInk(draft: Draft<VisitDraft>): Draft<VisitDraft> {
  const { set: keep } = draft
  const set = useCallback<Draft<VisitDraft>['set']>(
    (change) =>
      keep((before) =>
        withStandingInk(before, typeof change === 'function' ? change(before) : { ...before, ...change }),
      ),
    [keep],
  )
  return { ...draft, set }
}

type LoadedProps = Opened & {
  readonly draft: Draft<VisitDraft>
  readonly locked?: boolean
  /** Who holds the visit, when this phone only goes along. */
  readonly beside?: string | null
  /** This phone carries what interviews and penalties on the spot need, and writes the papers of the visit. */
  readonly mayInvestigate?: boolean
  /** The phone keeps the visit, so that it can be handed over. */
  readonly isKept?: boolean
}

function Loaded({
  me,
  file,
  draft: kept,
  locked = false,
  beside = null,
  mayInvestigate = false,
  isKept = false,
}: LoadedProps) {
  const draft = useStandingInk(kept)
  const { id, state, officers, enterpriseName } = file.inspection
  const { part } = useParams()
  const queries = useQueryClient()
  const refresh = useCallback(() => queries.invalidateQueries({ queryKey: visitKey(id) }), [queries, id])
  const isPunishable = mayInvestigate && file.facts.hazards.some(({ violationKey, caseId }) => violationKey && !caseId)
  const parts = partsOf(state, draft.value).filter((one) =>
    one === 'spot' ? isPunishable : one === 'interview' ? mayInvestigate : true,
  )
  const isLinking = part === LINK && isKept
  const shown = parts.find((one) => one === part) ?? parts[0] ?? 'file'
  useEffect(() => window.scrollTo(0, 0), [shown])
  const uploads = useUploads({ inspectionId: id, draft, refresh })
  const now: VisitNow = { me, file, draft, refresh, uploads }
  const Page = isLinking ? LinkPage : PAGES[shown]
  return (
    <VisitContext value={now}>
      <Screen
        title={enterpriseName}
        back="/"
        under={
          <>
            {INSPECTION_STATES[state]} · {officers.map(({ name }) => name).join('、')}
            <Saved draft={draft} />
          </>
        }
        tools={
          isKept && !isLinking && !isOver(state) && officers.length > 1 ? (
            <Link className="top-button top-text" to={`/visit/${id}/${LINK}`}>
              {link.open}
            </Link>
          ) : undefined
        }
        parts={
          parts.length > 1 ? (
            <Parts
              id={id}
              parts={ORDER.filter((one) => parts.includes(one))}
              shown={isLinking ? null : shown}
              draft={draft.value}
            />
          ) : undefined
        }
      >
        <VisitNotices inspectionId={id} />
        {beside && <p className="notice warn">{link.main(beside)}</p>}
        {/* While an act of this visit is on its way nothing about it may be changed. */}
        <fieldset
          className="plain"
          disabled={locked}
          aria-busy={locked}
          data-beside={BESIDE.includes(shown) ? '' : undefined}
        >
          {ON_SITE.includes(shown) && !isLinking && <OnSite />}
          <Suspense fallback={null}>
            <Page />
          </Suspense>
        </fieldset>
      </Screen>
    </VisitContext>
  )
}

/** Nothing is handed over any more. */
const isOver = (state: InspectionState) => state === 'concluded' || state === 'cancelled'

/** Where officers act towards the business: there they are reminded of what they are about to forget. */
const ON_SITE: readonly Part[] = ['rights', 'check', 'record', 'order', 'recheck', 'interview', 'spot']

/** Work beside the visit, which the meter of the visit does not count. */
const BESIDE: readonly Part[] = ['interview', 'spot']

/** Before the rights were told they come first; afterwards the checklist does. */
function partsOf(state: InspectionState, draft: VisitDraft): readonly Part[] {
  const parts = PARTS[state]
  return state === 'entered' && !draft.rightsToldAt ? ['rights', ...parts.filter((part) => part !== 'rights')] : parts
}

function Saved({ draft }: { draft: VisitNow['draft'] }) {
  if (!draft.canSave) return <> · {words.unsaved}</>
  return draft.savedAt ? <> · {words.saved(draft.savedAt)}</> : draft.restored ? <> · {words.restored}</> : null
}

type PartsProps = {
  readonly id: string
  readonly parts: readonly Part[]
  readonly shown: Part | null
  readonly draft: VisitDraft
}

function Parts({ id, parts, shown, draft }: PartsProps) {
  const waiting = photosWaiting(draft).length
  return (
    <nav className="parts" aria-label={words.partsLabel}>
      {parts.map((part) => (
        <Link key={part} to={`/visit/${id}/${part}`} aria-current={part === shown ? 'page' : undefined} replace>
          {words.parts[part]}
          {part === 'check' && draft.findings.length > 0 && (
            <span className="parts-count">{draft.findings.length}</span>
          )}
          {part === 'record' && waiting > 0 && (
            <span className="parts-count" aria-hidden="true">
              !
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
