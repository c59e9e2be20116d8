import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { Link } from 'react-router'
import { listAlarms, seeAlarm, type AlarmEntry } from '../../../contexts/casework/contract/board.ts'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useClockName } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { useAct } from '../session/use-act.ts'
import { words as all } from '../words-proceeding.ts'
import { clockLink } from './clock-link.ts'

const words = all.board

/** What was told to this person and to his post, until he has seen it. */
export function Alarms() {
  const { data, refetch } = useQuery({ queryKey: ['clock-alarms'], queryFn: () => ask(listAlarms, {}) })
  const { submit, busy } = useAct(seeAlarm, { done: words.seenDone, after: () => void refetch() })
  if (!data || data.alarms.length === 0) return null
  return (
    <section className="sheet" aria-label={words.alarms}>
      <h2>
        {words.alarms}　<Tag>{data.alarms.length}</Tag>
      </h2>
      <p className="soft">{words.alarmsUnder}</p>
      <ul className="plain-list">
        {data.alarms.map((alarm) => (
          <AlarmRow
            key={`${alarm.id}${alarm.clock}${alarm.dueOn}${alarm.level}${alarm.ahead}`}
            alarm={alarm}
            busy={busy}
            onSeen={({ id, clock, dueOn, level }) => void submit({ id, clock, dueOn, level })}
          />
        ))}
      </ul>
    </section>
  )
}

type RowProps = { readonly alarm: AlarmEntry; readonly busy: boolean; readonly onSeen: (alarm: AlarmEntry) => void }

function AlarmRow({ alarm, busy, onSeen }: RowProps) {
  const clockName = useClockName()
  const { clock, dueOn, level, partyName, told } = alarm
  const isOver = level === 'overdue' || level === 'long-overdue'
  return (
    <li className="row-line">
      <span>
        <Link to={clockLink(alarm)}>
          {clockName(clock)}　{partyName}
        </Link>
        　
        <span className={isOver ? 'breach' : 'soft'}>
          {words.levels[level]}　{dueOn}
        </span>
        {told && <span className="soft">　{words.escalatesTo[told]}</span>}
      </span>
      <SubmitButton kind="default" busy={busy} onClick={() => onSeen(alarm)}>
        {words.seen}
      </SubmitButton>
    </li>
  )
}
