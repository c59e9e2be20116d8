import { useQuery } from '@tanstack/react-query'
import { Button, ProgressBar } from 'antd-mobile'
import { useState } from 'react'
import { discardCommand } from '../../../contexts/device/contract.ts'
import { getInspection } from '../../../contexts/inspection/contract.ts'
import { INSPECTION_STATES, REASONS, type Reason } from '../../../contexts/inspection/model.ts'
import { yearOfVisits } from '../../../contexts/planning/contract.ts'
import { VISIT_STATES } from '../../../contexts/planning/model.ts'
import { yuanText } from '../../../kernel/money.ts'
import { minuteOf, yearOf } from '../../../kernel/time.ts'
import { call } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { TextField } from '../Field.tsx'
import { useNameOf } from '../law.ts'
import { Screen } from '../Screen.tsx'
import { words } from '../words-offline.ts'
import { BackUp } from './BackUp.tsx'
import { Notices } from './Notices.tsx'
import { again, givenUp, isHeldUp, openOf, tasksOf, type Command } from './outbox.ts'
import { useCommands, usePhone } from './PhoneProvider.tsx'

const SHOWN_SENT = 50

/** Every thing that this phone did: what still waits, what the office refused, what it has. */
export function OutboxPage() {
  const now = usePhone()
  const commands = useCommands()
  const tasks = tasksOf(commands)
  const waiting = openOf(commands).filter(({ state }) => state !== 'refused')
  const sent = commands.filter(({ state }) => state === 'done' || state === 'given-up').slice(-SHOWN_SENT)
  if (!now) return null
  return (
    <Screen title={words.outbox.title} back="/">
      <Notices />
      {now.end === 'signed-out' && <p className="notice warn">{words.outbox.signedOut}</p>}
      {!now.isPersistent && <p className="notice warn">{words.outbox.notPersistent}</p>}
      {tasks.length > 0 && (
        <section aria-label={words.outbox.tasks}>
          <h2 className="section-title">{words.outbox.tasks}</h2>
          {tasks.map((command) => (
            <Task key={command.id} command={command} />
          ))}
        </section>
      )}
      {waiting.length === 0 && tasks.length === 0 && (
        <EmptyState title={words.outbox.none}>{words.outbox.noneMend}</EmptyState>
      )}
      {waiting.length > 0 && (
        <section className="card" aria-label={words.outbox.waiting}>
          <h2>{words.outbox.waiting}</h2>
          <p role="status">{words.outbox.progress(waiting.length)}</p>
          <List commands={waiting} box={commands} />
          <Button block color="primary" onClick={() => void now.run()}>
            {words.outbox.now}
          </Button>
        </section>
      )}
      <BackUp />
      {sent.length > 0 && (
        <section className="card" aria-label={words.outbox.sent}>
          <h2>{words.outbox.sent}</h2>
          <List commands={sent.toReversed()} box={commands} />
        </section>
      )}
    </Screen>
  )
}

function List({ commands, box }: { commands: readonly Command[]; box: readonly Command[] }) {
  const now = usePhone()
  return (
    <ul className="lack">
      {commands.map((command) => {
        const going = now?.progress[command.id]
        return (
          <li key={command.id} data-state={command.state}>
            {command.title}
            <small>
              {words.acts[command.action as keyof typeof words.acts]} ·{' '}
              {words.outbox.takenAt(minuteOf(command.takenAt))}
              {command.settledAt && ` · ${words.outbox.settledAt(minuteOf(command.settledAt))}`} ·{' '}
              {command.state === 'waiting' && isHeldUp(box, command)
                ? words.outbox.heldUp
                : words.outbox.state[command.state]}
            </small>
            {command.state === 'sending' && going && <ProgressBar percent={(going.sent / going.all) * 100} />}
          </li>
        )
      })}
    </ul>
  )
}

/** A refusal with both versions side by side: what the phone did, and what the office has. */
function Task({ command }: { command: Command }) {
  const now = usePhone()
  const nameOf = useNameOf()
  const [because, setBecause] = useState('')
  const [giving, setGiving] = useState(false)
  const give = useSubmit(
    (reason: string, key) =>
      call(
        discardCommand,
        {
          id: command.id,
          phone: now?.phone.id ?? '',
          seq: command.seq,
          action: command.action,
          subjectId: command.subject,
          takenAt: command.takenAt,
          sentAt: new Date().toISOString(),
          because: reason,
          input: JSON.stringify(command.input),
        },
        { key },
      ),
    () => now?.phone.change((box) => givenUp(box, command.id, because)),
  )
  const retry = () => void now?.phone.change((box) => again(box, command.id)).then(now.run)
  return (
    <article className="card" aria-label={command.title}>
      <h3>{command.title}</h3>
      <p className="soft">{words.outbox.takenAt(minuteOf(command.takenAt))}</p>
      <TroubleNotice trouble={command.trouble} nameOf={nameOf} />
      <Both command={command} />
      <div className="two">
        <Button onClick={retry}>{words.outbox.retry}</Button>
        <Button color="danger" fill="outline" onClick={() => setGiving(!giving)}>
          {words.outbox.giveUp}
        </Button>
      </div>
      {giving && (
        <>
          <p className="soft">{words.outbox.giveUpSure}</p>
          <TextField
            label={words.outbox.because}
            value={because}
            placeholder={words.outbox.becauseHint}
            onChange={setBecause}
          />
          <TroubleNotice trouble={give.trouble} />
          <Button block disabled={because.trim() === ''} loading={give.busy} onClick={() => void give.submit(because)}>
            {words.outbox.giveUp}
          </Button>
        </>
      )}
    </article>
  )
}

const INSTANT = /^\d{4}-\d\d-\d\dT/

/** What can be read of an input without knowing every form: what has a word, as texts, minutes, money and counts. */
const factsOf = (input: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(input).flatMap(([name, value]) => {
    const label = (words.outbox.fields as Readonly<Record<string, string>>)[name]
    if (!label || value === null || value === '') return []
    if (Array.isArray(value)) return [`${label}：${words.outbox.count(value.length)}`]
    if (name === 'reason') return [`${label}：${REASONS[value as Reason]}`]
    if (name.endsWith('Fen')) return [`${label}：${yuanText(Number(value))}`]
    if (typeof value === 'string') return [`${label}：${INSTANT.test(value) ? minuteOf(value) : value.slice(0, 120)}`]
    return typeof value === 'number' ? [`${label}：${value}`] : []
  })

function Both({ command }: { command: Command }) {
  return (
    <div className="two both">
      <section>
        <h4>{words.outbox.mine}</h4>
        <ul>
          {factsOf(command.input).map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      </section>
      <section>
        <h4>{words.outbox.theirs}</h4>
        {command.action === 'draftPlan' ? <TheirYear input={command.input} /> : <TheirVisit id={command.subject} />}
      </section>
    </div>
  )
}

function TheirVisit({ id }: { id: string }) {
  const theirs = useQuery({
    queryKey: ['theirs', id],
    queryFn: () => call(getInspection, { id }),
    retry: false,
  })
  const there = theirs.data?.inspection
  const last = there?.history.at(-1)
  if (!there) return <p className="soft">{theirs.isError ? words.outbox.theirsGone : '…'}</p>
  return (
    <ul>
      <li>{INSPECTION_STATES[there.state]}</li>
      {last && (
        <li>
          {last.byName} {minuteOf(last.at)}
        </li>
      )}
      {there.record && <li>{there.record.situation.slice(0, 120)}</li>}
      {there.rectifyBy && <li>{there.rectifyBy}</li>}
    </ul>
  )
}

/** A visit that began without a plan is not there yet: what stands against it is the year of the business (circular art. 3). */
function TheirYear({ input }: Pick<Command, 'input'>) {
  const enterpriseId = String(input['enterpriseId'])
  const year = yearOf(String(input['plannedOn']))
  const theirs = useQuery({
    queryKey: ['visits', enterpriseId, year],
    queryFn: () => call(yearOfVisits, { enterpriseId, year }),
    retry: false,
  })
  if (!theirs.data) return <p className="soft">{theirs.isError ? words.outbox.theirsGone : '…'}</p>
  const { used, cap, visits } = theirs.data
  return (
    <ul>
      <li>{words.outbox.theirYear(year, used, cap)}</li>
      {visits.map(({ id, on, state }) => (
        <li key={id}>
          {on} {VISIT_STATES[state]}
        </li>
      ))}
    </ul>
  )
}
