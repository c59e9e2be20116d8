/** A small reverse proxy in front of several servers: in turn, past those that are gone, back to those that answer again. */
import http from 'node:http'
import { once } from 'node:events'

export type Proxy = { readonly base: string; close(): void }

const OUT_FOR_MS = 500

export async function startProxy(ports: readonly number[]): Promise<Proxy> {
  const agent = new http.Agent({ keepAlive: true })
  const outUntil = new Map<number, number>()
  let turn = 0
  const inTurn = () => {
    const order = ports.map((_, at) => ports[(turn + at) % ports.length] ?? 0)
    turn += 1
    const standing = order.filter((port) => (outUntil.get(port) ?? 0) < Date.now())
    return standing.length > 0 ? standing : order
  }
  const server = http.createServer((request, reply) => {
    const [port = 0] = inTurn()
    const { method, url, headers } = request
    const onward = http.request({ agent, host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(reply)
    })
    // The server went away with the call: whoever called sends it again under the same key.
    onward.on('error', () => {
      outUntil.set(port, Date.now() + OUT_FOR_MS)
      if (reply.headersSent) reply.destroy()
      else reply.writeHead(502).end()
    })
    request.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    base: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`,
    close: () => {
      server.closeAllConnections()
      server.close()
      agent.destroy()
    },
  }
}
