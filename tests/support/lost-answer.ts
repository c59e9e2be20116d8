import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Cleanup } from './database.ts'

/**
 * Stands between a phone and the server: every call arrives and is done, and instead of its answer the connection breaks.
 * `lost` counts the answers that said 200.
 */
export async function lostAnswers(t: Cleanup, base: string): Promise<{ readonly base: string; lost(): number }> {
  let lost = 0
  const line = createServer((heard, answer) => {
    const { method, headers } = heard
    const far = request(new URL(heard.url ?? '/', base), { method, headers }, (told) => {
      if (told.statusCode === 200) lost += 1
      told.resume().once('end', () => answer.socket?.destroy())
    })
    far.once('error', () => answer.socket?.destroy())
    heard.pipe(far)
  })
  await new Promise<void>((listening) => line.listen(0, '127.0.0.1', listening))
  t.after(() => {
    line.close()
    line.closeAllConnections()
  })
  return { base: `http://127.0.0.1:${(line.address() as AddressInfo).port}`, lost: () => lost }
}
