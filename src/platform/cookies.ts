/** The two cookies of the system: who is signed in, and by which a browser is known again. Scripts read neither. */
import type { FastifyReply, FastifyRequest } from 'fastify'

const COOKIES = {
  session: { name: 'plumbline', keeps: {} },
  device: { name: 'plumbline-device', keeps: { maxAge: 365 * 86_400 } },
} as const
type Which = keyof typeof COOKIES

const isOverTls = ({ protocol }: FastifyRequest) => protocol === 'https'

/**
 * Over TLS the name itself makes the browser hold that only this host set it, for itself and over TLS (`__Host-`,
 * RFC 6265bis §4.1.3.2). Without TLS, as on a laptop, browsers refuse such a name.
 */
const nameOf = (request: FastifyRequest, which: Which) => `${isOverTls(request) ? '__Host-' : ''}${COOKIES[which].name}`

export const cookieOf = (request: FastifyRequest, which: Which): string | null =>
  request.cookies[nameOf(request, which)] ?? null

/** Sets a cookie on the answer; null takes it away. */
export function setCookie(reply: FastifyReply, which: Which, value: string | null): void {
  const { request } = reply
  const how = { path: '/', httpOnly: true, sameSite: 'strict', secure: isOverTls(request) } as const
  if (value === null) reply.clearCookie(nameOf(request, which), how)
  else reply.setCookie(nameOf(request, which), value, { ...how, ...COOKIES[which].keeps })
}
