/**
 * The 49,233 commonest passwords of leaked lists, as @zxcvbn-ts/language-common ships them: no network is asked, so no
 * password leaves the machine, nor any part of its hash. Read at the first new password.
 */
let known: Promise<ReadonlySet<string>> | null = null

export const leakedPasswords = (): Promise<ReadonlySet<string>> => {
  known ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']))
  return known
}
