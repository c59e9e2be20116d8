/** A poor link between a phone and the server: narrow, lossy, and cut whenever one says so. */
import { connect, createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AddressInfo } from 'node:net'
import type { Cleanup } from './database.ts'

/** What a radio link carries at once; a lost piece is sent again after the sender has waited for its answer. */
const PIECE = 12 * 1024
const STALL_MS = 220

export type SlowLink = {
  readonly base: string
  /** Bytes that left the phone. */
  readonly up: () => number
  /** Each beginning of a piece of an upload, in the order in which they left: which upload, and from which byte on. */
  readonly pieces: () => readonly { readonly upload: string; readonly offset: number }[]
  /** Every connection breaks, and none comes about for that long. */
  readonly cut: (ms: number) => Promise<void>
}

/** The head of a call that sends a piece of an upload; the head of a call comes in one packet. */
function pieceIn(chunk: Buffer): { upload: string; offset: number }[] {
  const head = chunk.subarray(0, 4_096).toString('latin1')
  const [, upload] = /^PATCH (\S+) HTTP/.exec(head) ?? []
  const [, offset] = /\r\nupload-offset: (\d+)/i.exec(head) ?? []
  return upload && offset ? [{ upload, offset: Number(offset) }] : []
}

type Quality = { readonly bytesPerSecond: number; readonly loss: number }

/** Loses so many pieces of a hundred, in the same order each time. */
function lossOf(loss: number): () => boolean {
  let seed = 20_260_305
  return () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647 < loss
}

export async function slowLink(
  t: Cleanup,
  { port, bytesPerSecond, loss }: Quality & { port: number },
): Promise<SlowLink> {
  const open = new Set<Socket>()
  let isDown = false
  let up = 0
  const pieces: { upload: string; offset: number }[] = []
  const isLost = lossOf(loss)
  // One radio for all connections of a direction: what one takes the others wait for.
  const free = { up: 0, down: 0 }
  async function carry(from: Socket, to: Socket, way: 'up' | 'down') {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      if (way === 'up') pieces.push(...pieceIn(chunk))
      for (let at = 0; at < chunk.length; at += PIECE) {
        const piece = chunk.subarray(at, at + PIECE)
        const lost = isLost() ? STALL_MS : 0
        const now = performance.now()
        free[way] = Math.max(now, free[way]) + (piece.length / bytesPerSecond) * 1_000 + lost
        await sleep(Math.max(0, free[way] - now))
        if (from.destroyed || to.destroyed) return
        if (way === 'up') up += piece.length
        if (!to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')])
      }
    }
    to.end()
  }
  const server = createServer((phone) => {
    if (isDown) return void phone.destroy()
    const there = connect(port, '127.0.0.1')
    for (const socket of [phone, there]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        open.delete(socket)
        phone.destroy()
        there.destroy()
      })
    }
    void carry(phone, there, 'up').catch(() => phone.destroy())
    void carry(there, phone, 'down').catch(() => there.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(async () => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    up: () => up,
    pieces: () => pieces,
    cut: async (ms) => {
      isDown = true
      for (const socket of open) socket.destroy()
      await sleep(ms)
      isDown = false
    },
  }
}
