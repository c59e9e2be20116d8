import type { Case } from '../../../contexts/casework/model.ts'
import { beginProceeding, takeProceeding } from '../../../contexts/casework/contract/proceeding.ts'
import type { Ask, Asks, Proceeding } from '../../../contexts/casework/rules/proceeding.ts'
import type { SideStep } from '../../../contexts/casework/transitions/road.ts'
import type { OfficerSnapshot } from '../../../contexts/people/model.ts'
import type { Instant } from '../../../kernel/time.ts'
import { newId } from '../../ui/device.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { today } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { useNow } from '../session/use-now.ts'
import { words } from '../words-proceeding.ts'
import { serverOf } from './forms/ServeForm.tsx'
import { SideField, type Answers } from './SideFields.tsx'
import { missingOf, StepFrame } from './StepFrame.tsx'

type Where = {
  /** The procedure that goes on; null where one is begun. */
  readonly thing: Proceeding | null
  readonly kind: string
  readonly of: Case | null
  readonly handlers: readonly OfficerSnapshot[]
  /** For procedures that stand alone. */
  readonly alone?: {
    readonly enterpriseId: string | null
    readonly against: 'unit' | 'principal'
    readonly officerIds: string[]
  }
}
type Props = Where & { readonly step: SideStep; readonly onDone: (id: string) => void }

/** What stands in a question before anybody answers. */
function standing(
  one: Ask,
  { of, handlers, now }: { of: Case | null; handlers: readonly OfficerSnapshot[]; now: Instant },
): unknown {
  switch (one.kind) {
    case 'date':
      return one.isOptional ? '' : today()
    case 'minute':
      return now
    case 'money':
      return null
    case 'count':
      return 0
    case 'flag':
      return false
    case 'choice':
      return Object.keys(one.options ?? {})[0] ?? ''
    case 'officers':
      return []
    case 'rows':
      return [{}]
    case 'file':
      return null
    case 'service':
      return {
        method: 'direct',
        servedAt: now,
        place: of?.party.address ?? '',
        recipient: of?.party.legalRepresentative ?? '',
        recipientRelation: of?.party.post || null,
        servers: handlers.map(serverOf),
        witness: null,
        recorded: false,
        addressConfirmed: false,
        refused: false,
        note: null,
      }
    default:
      return one.standing ?? ''
  }
}

/** The answers as the endpoint takes them: lines become a list, what may be empty becomes null. */
function sent(asks: Asks, answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(asks).map(([name, { kind, isOptional }]) => {
      const value = answers[name]
      if (kind === 'lines')
        return [
          name,
          String(value ?? '')
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean),
        ]
      if (kind === 'rows' && Array.isArray(value))
        return [
          name,
          (value as Record<string, string>[]).filter((row) => Object.values(row).some((cell) => cell?.trim())),
        ]
      if (kind === 'date' && isOptional && !value) return [name, null]
      return [name, value]
    }),
  )
}

const lacking = (asks: Asks, answers: Answers) =>
  missingOf(
    Object.fromEntries(
      Object.entries(asks)
        .filter(([, { isOptional, kind }]) => !isOptional && kind !== 'flag' && kind !== 'rows' && kind !== 'service')
        .map(([name, { label }]) => {
          const value = answers[name]
          return [label, Array.isArray(value) ? (value.length > 0 ? 'yes' : '') : (value as string | number | null)]
        }),
    ),
  )

/** Any step of any procedure beside a case: its questions, its button, and what the server says against it. */
export function SideForm(props: Props) {
  const { thing, kind, of, handlers, alone, step, onDone } = props
  const now = useNow()
  const initial = Object.fromEntries(
    Object.entries(step.asks).map(([name, one]) => [name, standing(one, { of, handlers, now })]),
  )
  const draft = useDraft<Answers>(
    `side/${of?.id ?? 'alone'}/${thing?.id ?? kind}/${step.name}/${thing?.version ?? 0}`,
    initial,
  )
  const after = (id: string) => {
    draft.done()
    onDone(id)
  }
  const done = { done: words.done(step.label), after: (view: { proceeding: Proceeding }) => after(view.proceeding.id) }
  const begin = useAct(beginProceeding, done)
  const go = useAct(takeProceeding, done)
  const answers = sent(step.asks, draft.value)
  const submit = () =>
    void (thing
      ? go.submit({ id: thing.id, version: thing.version, step: step.name, input: answers })
      : begin.submit({
          id: newId(),
          kind,
          step: step.name,
          caseId: of?.id ?? null,
          enterpriseId: alone?.enterpriseId ?? null,
          against: alone?.against ?? 'unit',
          officerIds: alone?.officerIds ?? [],
          input: answers,
        }))
  return (
    <StepFrame
      draft={draft}
      refusals={lacking(step.asks, draft.value)}
      busy={begin.busy || go.busy}
      trouble={go.trouble ?? begin.trouble}
      label={step.label}
      onSubmit={submit}
    >
      <div className="form-grid">
        {Object.entries(step.asks).map(([name, one]) => (
          <SideField
            key={name}
            name={name}
            asks={one}
            value={draft.value[name]}
            caseId={of?.id ?? null}
            handlers={handlers}
            set={draft.set}
          />
        ))}
      </div>
    </StepFrame>
  )
}
