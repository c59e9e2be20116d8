/** What a door code says: the token behind the address of this site, or whatever else was read. */
export function tokenOf(text: string): string {
  const token = /\/door\/([\w-]{16,64})(?:[/?#]|$)/.exec(text.trim())
  return token?.[1] ?? text.trim()
}
