import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { words } from '../words-offline.ts'
import { knownSkewMs } from './clock.ts'
import { openOf, tasksOf } from './outbox.ts'
import { useCommands, usePhone } from './PhoneProvider.tsx'
import { scarceRoom } from './take.ts'

/** What the officer should know about network, clock, room and outbox, on whatever screen he is. */
export function Notices({ subject }: { subject?: string }) {
  const now = usePhone()
  const commands = useCommands()
  const room = useQuery({ queryKey: ['room', commands.length], queryFn: scarceRoom })
  if (!now) return null
  const open = openOf(commands, subject).length
  const tasks = tasksOf(commands).length
  const skewMinutes = Math.round(knownSkewMs() / 60_000)
  return (
    <>
      {now.end === 'offline' && (
        <p className="notice" role="status">
          {words.offline}
        </p>
      )}
      {skewMinutes !== 0 && (
        <p className="notice warn" role="status">
          {words.clockWrong(skewMinutes)}
        </p>
      )}
      {room.data && (
        <p className="notice warn" role="status">
          {words.room(room.data)}
        </p>
      )}
      {open > 0 && (
        <p className={tasks > 0 ? 'notice warn' : 'notice'} role="status">
          {words.ahead(open)} <Link to="/outbox">{words.outbox.title}</Link>
        </p>
      )}
    </>
  )
}

export const VisitNotices = ({ inspectionId }: { inspectionId: string }) => <Notices subject={inspectionId} />
