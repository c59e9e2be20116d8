import type { FieldComplaint } from '../../../kernel/answer.ts'
import type { Instant } from '../../../kernel/time.ts'

/** Length counts, composition rules do not (NIST SP 800-63B §5.1.1); the upper end only bounds the work of hashing. */
export const PASSWORD_CHARACTERS = { min: 12, max: 128 } as const
/** Failures in a row before sign-in pauses; well below the hundred that NIST SP 800-63B §5.2.2 allows. */
export const FAILURES_MAX = 5
const FIRST_PAUSE_MINUTES = 15
/** A pause doubles each time but never becomes permanent: else anybody could lock a bureau out by typing names. */
const LONGEST_PAUSE_MINUTES = 24 * 60
/** A session ends after a working day and after an hour without a call, whichever comes first. */
export const SESSION_HOURS_MAX = 12
export const SESSION_IDLE_MINUTES_MAX = 60

const COMMON = [
  'password',
  '123456',
  'qwerty',
  'abcdef',
  '111111',
  'aaaaaa',
  'yingji',
  'anquan',
  'zhunsheng',
  'plumbline',
]

const later = (at: Instant, minutes: number): Instant => new Date(Date.parse(at) + minutes * 60_000).toISOString()

/** What is wrong with a new password; empty when it may be used. */
export function whyNoPassword({ password, username }: { password: string; username: string }): FieldComplaint[] {
  const length = [...password].length
  const plain = password.toLowerCase()
  const complaint =
    length < PASSWORD_CHARACTERS.min
      ? `密码至少${PASSWORD_CHARACTERS.min}个字符，现为${length}个，可以用一句好记的话`
      : length > PASSWORD_CHARACTERS.max
        ? `密码最多${PASSWORD_CHARACTERS.max}个字符，现为${length}个`
        : plain.includes(username.toLowerCase())
          ? '密码不能包含用户名，请换一个'
          : new Set(plain).size < 5
            ? '密码重复的字符太多，请换一个'
            : COMMON.some((word) => plain.startsWith(word))
              ? '密码以常见词开头，容易被猜中，请换一个'
              : null
  return complaint ? [{ field: 'password', says: complaint }] : []
}

export type Attempts = { readonly failed: number; readonly pausedUntil: Instant | null }

/** Whether sign-in rests at that instant; the instant of its end is free again. */
export const isPaused = ({ pausedUntil }: Attempts, at: Instant): boolean => pausedUntil !== null && at < pausedUntil

/**
 * The count after one more failure: every fifth in a row pauses, 15 minutes first, then twice as long, a day at most.
 */
export function afterFailure({ failed, pausedUntil }: Attempts, at: Instant): Attempts {
  const now = failed + 1
  if (now % FAILURES_MAX !== 0) return { failed: now, pausedUntil }
  const doublings = Math.min(now / FAILURES_MAX - 1, 10)
  return { failed: now, pausedUntil: later(at, Math.min(FIRST_PAUSE_MINUTES * 2 ** doublings, LONGEST_PAUSE_MINUTES)) }
}

export const sessionEndsAt = (signedInAt: Instant): Instant => later(signedInAt, SESSION_HOURS_MAX * 60)

export type SessionTimes = { readonly endsAt: Instant; readonly lastSeen: Instant; readonly endedAt: Instant | null }

/**
 * Whether the session still speaks for its owner at that instant; the last idle minute still counts, the end itself
 * does not.
 */
export const isSessionAlive = ({ endsAt, lastSeen, endedAt }: SessionTimes, at: Instant): boolean =>
  endedAt === null && at < endsAt && at <= later(lastSeen, SESSION_IDLE_MINUTES_MAX)
