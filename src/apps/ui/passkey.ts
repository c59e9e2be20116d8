import { no, Refused } from '../../kernel/refusal.ts'
import type { Trouble } from './trouble.ts'
import { words } from './words.ts'

/** Whether this browser can ask a device at all: https or localhost, and WebAuthn. */
export const canAskDevice = (): boolean => window.isSecureContext && 'PublicKeyCredential' in window

/** What a refused sign-in asks the device to sign; null when it asks for none. */
export function passkeyAsked(trouble: Trouble | null): string | null {
  if (trouble?.kind !== 'refused' || !canAskDevice()) return null
  const asked = trouble.refusals.find(({ code }) => code === 'second-factor-needed')?.facts['passkey']
  return typeof asked === 'string' ? asked : null
}

/** Whether a code may be typed instead; a sign-in of an account with passkeys alone asks for none. */
export const isCodeAsked = (trouble: Trouble | null): boolean =>
  trouble?.kind === 'refused' &&
  trouble.refusals.some(
    ({ code, facts }) => code === 'second-factor-needed' && String(facts['ways'] ?? 'code').includes('code'),
  )

const notAnswered = () => new Refused([no('passkey-not-answered', {}, words.signIn.notAnswered, words.signIn.askAgain)])

/** The device's answer to the question of a sign-in. Throws Refused when nobody confirmed it there. */
export async function answerOfDevice(options: string): Promise<string> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  return JSON.stringify(
    await startAuthentication({ optionsJSON: JSON.parse(options) }).catch(() => {
      throw notAnswered()
    }),
  )
}

/** A new passkey made by the device for this site. Throws Refused when nobody confirmed it there. */
export async function passkeyOfDevice(options: string): Promise<string> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  return JSON.stringify(
    await startRegistration({ optionsJSON: JSON.parse(options) }).catch(() => {
      throw notAnswered()
    }),
  )
}
