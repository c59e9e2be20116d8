import { useState, type CSSProperties, type ReactNode } from 'react'
import { BREACH_LEVELS, type HungStep } from '../../kernel/plumb-line.ts'
import { daysBetween, minuteOf, type LawDate } from '../../kernel/time.ts'
import { citeInWords, type NameOf } from './RefusalList.tsx'
import { words } from './words.ts'
import './plumb-line.css'

/** A deadline that runs but is no step of its own, e.g. the term of a party. */
export type PlumbClock = Pick<HungStep, 'label' | 'due' | 'by' | 'cites'> & { readonly key: string }

type Props = {
  readonly title?: string
  /** Steps taken hang on the line by time; those still to come run as clocks at its foot. */
  readonly steps: readonly HungStep[]
  readonly today: LawDate
  readonly clocks?: readonly PlumbClock[]
  /** Papers, notes and buttons that belong to a step. */
  readonly moreOf?: ((step: HungStep) => ReactNode) | undefined
  readonly nameOf?: NameOf | undefined
}

const LEAST_LEAN_PX = { reportable: 14, serious: 26, fatal: 38 }
const PX_PER_DAY = 1.5
const LEAN_PX_MAX = 72

const isOff = (level: HungStep['level']): level is keyof typeof LEAST_LEAN_PX => level in LEAST_LEAN_PX

/** The further off, the further out; capped so that the words keep room. */
const leanOf = ({ level, deviationDays }: HungStep) =>
  isOff(level) ? Math.min(LEAN_PX_MAX, LEAST_LEAN_PX[level] + Math.max(0, deviationDays) * PX_PER_DAY) : 0

/**
 * The plumb line: what was done hangs in order of time; lawful steps on the line, the others beside it by their
 * deviation and in the colour of their level; running clocks at the foot. For screen readers it is an ordered list.
 */
export function PlumbLine({ title = words.plumb.label, steps, today, clocks = [], moreOf, nameOf }: Props) {
  const taken = steps.filter(({ at }) => at !== null).sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))
  const toCome = steps.filter(({ at }) => at === null).map((step) => ({ ...step, key: `step-${step.step}` }))
  // A clock that only repeats a step still to come is that step.
  const others = clocks.filter(
    (clock) =>
      !toCome.some(({ label, due }) => due === clock.due && (label === clock.label || label.includes(clock.label))),
  )
  const running = [...toCome, ...others].sort((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9'))
  return (
    <section className="plumb" aria-label={title}>
      <h2>{title}</h2>
      {taken.length === 0 ? (
        <p className="soft">{words.plumb.noSteps}</p>
      ) : (
        <Taken steps={taken} moreOf={moreOf} nameOf={nameOf} />
      )}
      <Bob />
      <div className="plumb-foot">
        <h3>{words.plumb.clocks}</h3>
        {running.length === 0 ? (
          <p className="soft">{words.plumb.noClocks}</p>
        ) : (
          <ul className="plumb-clocks">
            {running.map((clock) => (
              <ClockRow key={clock.key} clock={clock} today={today} nameOf={nameOf} />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

/** On a narrow screen the next act must not lie a page down: it shows these last ones until the reader asks for all. */
const SHOWN_ON_PHONE = 2

function Taken({ steps, moreOf, nameOf }: Pick<Props, 'steps' | 'moreOf' | 'nameOf'>) {
  const [isWhole, setWhole] = useState(false)
  const isEarly = (step: HungStep, index: number) => index < steps.length - SHOWN_ON_PHONE && !isOff(step.level)
  const early = steps.filter(isEarly).length
  return (
    <>
      {early > 0 && (
        <button type="button" className="plumb-fold" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? words.plumb.fold : words.plumb.unfold(early)}
        </button>
      )}
      <ol className="plumb-steps" data-whole={isWhole}>
        {steps.map((step, index) => (
          <Knot
            key={`${step.step}${step.at}`}
            step={step}
            nameOf={nameOf}
            isEarly={isEarly(step, index)}
            isLast={index === steps.length - 1}
          >
            {moreOf?.(step)}
          </Knot>
        ))}
      </ol>
    </>
  )
}

/** Two rules of one article are one line. */
const basisOf = (cites: HungStep['cites'], nameOf: NameOf | undefined) => [
  ...new Set(cites.map((cited) => citeInWords(cited, nameOf))),
]

type KnotProps = {
  readonly step: HungStep
  readonly nameOf: NameOf | undefined
  readonly isEarly: boolean
  readonly isLast: boolean
  readonly children: ReactNode
}

function Knot({ step, nameOf, isEarly, isLast, children }: KnotProps) {
  const [day, minute] = step.at ? minuteOf(step.at).split(' ') : ['', '']
  const off = isOff(step.level)
  return (
    <li
      className={`plumb-step${isLast ? ' plumb-now' : ''}${isEarly ? ' plumb-early' : ''}`}
      style={off ? ({ '--lean': `${leanOf(step)}px` } as CSSProperties) : undefined}
      {...(off ? { 'data-level': step.level } : {})}
    >
      {step.at && (
        <time className="plumb-when" dateTime={step.at}>
          {day}
          <br />
          {minute}
        </time>
      )}
      <span className="plumb-lean" aria-hidden="true" />
      <span className="plumb-knot" aria-hidden="true" />
      <div className="plumb-label">{step.label}</div>
      {step.by && <div className="plumb-who">{step.by}</div>}
      {basisOf(step.cites, nameOf).map((basis) => (
        <div key={basis} className="plumb-basis">
          {basis}
        </div>
      ))}
      {off && <div className="plumb-breach">{offInWords(step)}</div>}
      {children && <div className="plumb-more">{children}</div>}
    </li>
  )
}

const offInWords = ({ level, deviationDays, due }: HungStep) =>
  [
    BREACH_LEVELS[level],
    deviationDays > 0 ? words.plumb.late(deviationDays) : words.plumb.deviates,
    due ? words.plumb.due(due) : '',
  ]
    .filter(Boolean)
    .join(' · ')

/** The weight at the end of the string. */
function Bob() {
  return (
    <div className="plumb-bob" aria-hidden="true">
      <svg width="22" height="26" viewBox="0 0 22 26">
        <path d="M11 0v4M4 4h14l-2 9-5 12-5-12z" fill="var(--ink)" stroke="var(--ink)" strokeWidth="1.5" />
      </svg>
    </div>
  )
}

const leftInWords = (days: number) =>
  days < 0 ? words.plumb.overdue(-days) : days === 0 ? words.plumb.today : words.plumb.daysLeft(days)

const SOON_DAYS = 3

function ClockRow({ clock, today, nameOf }: { clock: PlumbClock; today: LawDate; nameOf: NameOf | undefined }) {
  const left = clock.due === null ? null : daysBetween(today, clock.due)
  const level = left === null || left > SOON_DAYS ? undefined : left < 0 ? 'fatal' : 'serious'
  const under = [clock.due && words.plumb.due(clock.due), clock.by, ...basisOf(clock.cites, nameOf)].filter(Boolean)
  return (
    <li className="plumb-clock" data-level={level}>
      <span>{clock.label}</span>
      <span className="plumb-clock-left">{left === null ? words.plumb.open : leftInWords(left)}</span>
      <span className="plumb-clock-under">{under.join(' · ')}</span>
    </li>
  )
}
