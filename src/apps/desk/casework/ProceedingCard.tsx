import { Button, Tag } from 'antd'
import { useState } from 'react'
import type { ProceedingView } from '../../../contexts/casework/contract/proceeding.ts'
import type { Case } from '../../../contexts/casework/model.ts'
import { WHOSE, type SideClock } from '../../../contexts/casework/rules/proceeding.ts'
import { dueDay } from '../../../contexts/casework/rules/side-view.ts'
import { findRoad, findSideStep, labelOfSideStep } from '../../../contexts/casework/transitions/roads.ts'
import { yuanText } from '../../../kernel/money.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { daysBetween, minuteOf } from '../../../kernel/time.ts'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { Articles } from '../law/Articles.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { today } from '../session/session.tsx'
import { words } from '../words-proceeding.ts'
import { SaidInSteps } from './SaidInSteps.tsx'
import { SideForm } from './SideForm.tsx'

type Props = { readonly view: ProceedingView; readonly of: Case | null; readonly onOpenPaper: (id: string) => void }

const dueText = (clock: SideClock) => (clock.due.includes('T') ? minuteOf(clock.due) : clock.due)

/** One procedure: where it stands, its clocks, its papers, and what may be done next. */
export function ProceedingCard({ view, of, onOpenPaper }: Props) {
  const { proceeding: thing, nextSteps, surchargeFen, courtWindow } = view
  const road = findRoad(thing.kind)
  const [opened, setOpened] = useState<string | null>(null)
  const nameOf = useNameOf()
  const open = nextSteps.filter(({ refusals }) => refusals.length === 0)
  const closed = nextSteps.filter(({ refusals }) => refusals.length > 0)
  const step = road && opened ? findSideStep(road, opened) : null
  if (!road) return null
  return (
    <article
      style={{ borderTop: '1px solid var(--line, #d9d9d9)', paddingTop: 12, marginTop: 12 }}
      aria-label={road.label}
    >
      <div className="row-line">
        <strong>
          {road.label}　<span className="soft">{thing.number ?? ''}</span>
        </strong>
        <Tag>{road.states[thing.state] ?? thing.state}</Tag>
      </div>
      <Clocks clocks={thing.clocks} />
      {surchargeFen !== null && <p>{words.surcharge(yuanText(surchargeFen))}</p>}
      {courtWindow && <p>{words.window(courtWindow.opens, courtWindow.due)}</p>}
      {thing.papers.length > 0 && (
        <p>
          {words.papers}：
          {thing.papers.map(({ paperId, number, code }) => (
            <Button key={paperId} type="link" size="small" onClick={() => onOpenPaper(paperId)}>
              {[words.forms[code] ?? code, number].filter(Boolean).join('　')}
            </Button>
          ))}
        </p>
      )}
      <details className="item-group">
        <summary>{words.course}</summary>
        <ul className="plain-list">
          {thing.history.map(({ step: name, at, byName, insteadOf }) => (
            <li key={at + name} className="row-line">
              <span>{labelOfSideStep(name)}</span>
              <span className="soft">
                {minuteOf(at)}　{insteadOf ? words.insteadOf(byName, insteadOf) : byName}
              </span>
            </li>
          ))}
        </ul>
      </details>
      <details className="item-group">
        <summary>{words.said}</summary>
        <SaidInSteps thing={thing} road={road} />
      </details>
      {open.length > 0 && (
        <div className="actions">
          {open.map(({ step: name, label }) => (
            <SubmitButton key={name} kind="default" onClick={() => setOpened(opened === name ? null : name)}>
              {label}
            </SubmitButton>
          ))}
        </div>
      )}
      {step && (
        <SideForm
          key={`${step.name}${thing.version}`}
          thing={thing}
          kind={thing.kind}
          of={of}
          handlers={thing.officers}
          step={step}
          onDone={() => setOpened(null)}
        />
      )}
      {closed.length > 0 && (
        <details className="item-group">
          <summary>{words.cannotBegin(closed.length)}</summary>
          <ul className="plain-list">
            {closed.map(({ step: name, label, refusals }) => (
              <li key={name}>
                <SubmitButton kind="default" refusals={refusals as readonly Refusal[]} nameOf={nameOf}>
                  {label}
                </SubmitButton>
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  )
}

function Clocks({ clocks }: { clocks: readonly SideClock[] }) {
  const running = clocks.filter(({ endedOn }) => endedOn === null)
  if (running.length === 0) return null
  return (
    <ul className="plain-list" aria-label={words.clocks}>
      {running.map((clock) => (
        <li key={clock.clock + clock.start} className="row-line">
          <span>
            {clock.label}　
            <span className="soft">
              {WHOSE[clock.whose]}　
              <Articles cites={clock.basis} />
            </span>
          </span>
          <span className={dueDay(clock) < today() ? 'breach' : undefined}>
            {clock.opens ? `${words.opens(clock.opens)}　` : ''}
            {words.until(dueText(clock))}　
            {dueDay(clock) < today() ? words.late : words.daysLeft(daysBetween(today(), dueDay(clock)))}
          </span>
        </li>
      ))}
    </ul>
  )
}
