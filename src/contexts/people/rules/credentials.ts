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

/** Failures from anywhere before strangers have to wait; whoever comes with a known device never does. */
const FAILURES_ANYWHERE_MAX = 50
/** Names from so many characters on may not stand in a password at all; shorter ones only count for nothing. */
const NAME_CHARACTERS_MIN = 4
/** Characters that must be left when common words, names and runs are taken out. */
const FRESH_CHARACTERS_MIN = 6

/** What guessing begins with: words of every list of leaked passwords, of the keyboard, and of this work. */
const COMMON = (
  'password passwort passw0rd qwertyuiop qwerty asdfghjkl asdfgh zxcvbnm zxcvbn 1qaz2wsx qazwsx letmein welcome admin ' +
  'administrator root login master secret iloveyou woaini woaiwojia monkey dragon football sunshine princess shadow ' +
  'superman michael charlie abc123 test guest default changeme p@ssword trustno1 starwars hello computer internet ' +
  'china beijing shanghai guangzhou guangdong shenzhen huizhou dongguan zhongguo nihao wangluo mima yonghu guanliyuan ' +
  'yingji yingjiguanli anquan anquanshengchan zhifa jiancha jiandu zhunsheng plumbline emergency safety inspector ' +
  'enforcement bureau government 密码 管理员 应急管理 应急 安全生产 安全 执法 检查 监督 准绳 中国 广东'
).split(' ')

const later = (at: Instant, minutes: number): Instant => new Date(Date.parse(at) + minutes * 60_000).toISOString()

/** Letters as they are meant: capitals and the usual stand-ins make a common word no less common. */
const plainOf = (password: string) =>
  password
    .toLowerCase()
    .replaceAll('@', 'a')
    .replaceAll('$', 's')
    .replace(/(?<=[a-z])0|0(?=[a-z])/g, 'o')
    .replace(/(?<=[a-z])1(?=[a-z])/g, 'i')
    .replace(/(?<=[a-z])3(?=[a-z])/g, 'e')

/** How many characters are left to guess when the known words and the runs (1234, aaaa, dcba) are taken out. */
function freshCharacters(plain: string, known: readonly string[]): number {
  const rest = [...known]
    .filter((word) => [...word].length > 1)
    .sort((a, b) => b.length - a.length)
    .reduce((text, word) => text.replaceAll(word.toLowerCase(), ' '), plain)
  return [...rest].filter((character, at, all) => {
    const [here, before] = [character.codePointAt(0) ?? 0, all[at - 1]?.codePointAt(0) ?? -10]
    return /[\p{L}\p{N}]/u.test(character) && Math.abs(here - before) > 1
  }).length
}

/** Whether the text is one short piece again and again. */
const isRepeated = (plain: string) => /^(.{1,8}?)\1+.{0,7}$/u.test(plain) && new Set(plain).size < 9

export type NewPassword = {
  readonly password: string
  readonly username: string
  /** Words that somebody who knows the person tries first: name, telephone, bureau. */
  readonly context?: readonly string[]
  /** Passwords of leaked lists, in small letters. */
  readonly leaked: ReadonlySet<string>
}

/** A listed password stays one with other capitals, stand-ins, or figures and signs around it. */
const isLeaked = (password: string, leaked: ReadonlySet<string>): boolean =>
  [password.toLowerCase(), plainOf(password)].some((text) =>
    [text, text.replace(/[^\p{L}]+$/u, ''), text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '')].some((bare) =>
      leaked.has(bare),
    ),
  )

const SENTENCE = '请换一个，可以用几个互不相干的词连成一句'

/**
 * What is wrong with a new password; empty when it may be used. Length, a list of what leaked and of what is guessed
 * first, no rules of composition and no expiry (NIST SP 800-63B §3.1.1.2).
 */
export function whyNoPassword({ password, username, context = [], leaked }: NewPassword): FieldComplaint[] {
  const length = [...password].length
  const plain = plainOf(password)
  const names = [username, ...context].map((word) => word.trim().toLowerCase()).filter((word) => [...word].length > 1)
  // Whole names of a bureau or a person; a single surname or a place's one character says nothing.
  const named = context.find(
    (word) => [...word.trim()].length >= NAME_CHARACTERS_MIN && plain.includes(plainOf(word.trim())),
  )
  const complaint =
    length < PASSWORD_CHARACTERS.min
      ? `密码至少${PASSWORD_CHARACTERS.min}个字符，现为${length}个，可以用一句好记的话`
      : length > PASSWORD_CHARACTERS.max
        ? `密码最多${PASSWORD_CHARACTERS.max}个字符，现为${length}个`
        : password.toLowerCase().includes(username.toLowerCase())
          ? `密码不能包含用户名，${SENTENCE}`
          : named
            ? `密码不能包含“${named}”，${SENTENCE}`
            : isLeaked(password, leaked)
              ? `这个密码在已泄露的常用密码名单上，${SENTENCE}`
              : new Set(plain).size < 5 || (isRepeated(plain) && length < 40)
                ? `密码重复的字符太多，${SENTENCE}`
                : freshCharacters(plain, [...COMMON, ...names]) < FRESH_CHARACTERS_MIN
                  ? `密码主要由常见词、姓名或连续的字符组成，容易被猜中，${SENTENCE}`
                  : COMMON.some((word) => word.length > 4 && plain.startsWith(word))
                    ? `密码以常见词开头，容易被猜中，${SENTENCE}`
                    : null
  return complaint ? [{ field: 'password', says: complaint }] : []
}

export type Attempts = { readonly failed: number; readonly pausedUntil: Instant | null }

/** Whether sign-in rests at that instant; the instant of its end is free again. */
export const isPaused = ({ pausedUntil }: Attempts, at: Instant): boolean => pausedUntil !== null && at < pausedUntil

/**
 * The count after one more failure: every fifth in a row pauses, 15 minutes first, then twice as long, a day at most.
 */
export const afterFailure = (attempts: Attempts, at: Instant): Attempts =>
  counted(attempts, { at, every: FAILURES_MAX })

/** The same for the account as a whole, whoever guesses: every fiftieth makes strangers wait. */
export const afterFailureAnywhere = (attempts: Attempts, at: Instant): Attempts =>
  counted(attempts, { at, every: FAILURES_ANYWHERE_MAX })

function counted({ failed, pausedUntil }: Attempts, { at, every }: { at: Instant; every: number }): Attempts {
  const now = failed + 1
  if (now % every !== 0) return { failed: now, pausedUntil }
  const doublings = Math.min(now / every - 1, 10)
  return { failed: now, pausedUntil: later(at, Math.min(FIRST_PAUSE_MINUTES * 2 ** doublings, LONGEST_PAUSE_MINUTES)) }
}

/**
 * Whose failures are counted together: one known device, or one address. Of IPv6 it is the network that a household is
 * given, of which one caller has every address.
 */
export function callerKey({ address, device }: { address: string; device: string | null }): string {
  if (device) return `device ${device}`
  const isV6 = address.includes(':') && !address.includes('.')
  return `address ${isV6 ? address.split(':').slice(0, 4).join(':') : address}`
}

/** When pauses and counts that are older hold nobody back any more. */
export const forgottenBefore = (at: Instant): Instant => later(at, -2 * LONGEST_PAUSE_MINUTES)

export const sessionEndsAt = (signedInAt: Instant): Instant => later(signedInAt, SESSION_HOURS_MAX * 60)

export type SessionTimes = { readonly endsAt: Instant; readonly lastSeen: Instant; readonly endedAt: Instant | null }

/**
 * Whether the session still speaks for its owner at that instant; the last idle minute still counts, the end itself
 * does not.
 */
export const isSessionAlive = ({ endsAt, lastSeen, endedAt }: SessionTimes, at: Instant): boolean =>
  endedAt === null && at < endsAt && at <= later(lastSeen, SESSION_IDLE_MINUTES_MAX)
