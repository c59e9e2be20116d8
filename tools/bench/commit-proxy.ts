import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

export type CommitProxy = { readonly port: number; arm(when: 'before' | 'after'): Promise<void>; close(): void }

/** Stands between server and database; when armed it cuts the next connection that says commit, before or after it is heard. */
export async function commitProxy(target: number): Promise<CommitProxy> {
  let armed: { when: 'before' | 'after'; done: () => void } | null = null
  const open = new Set<Socket>()
  const server: Server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    for (const socket of [near, far]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (bytes) => {
      const cut = armed && bytes.includes('commit\0') ? armed : null
      if (!cut) return void far.write(bytes)
      armed = null
      if (cut.when === 'before') far.destroy()
      // The database hears it and does it; only the answer never arrives.
      else far.write(bytes, () => setTimeout(() => far.destroy(), 5))
      near.destroy()
      cut.done()
    })
    far.on('data', (bytes) => near.write(bytes))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    port: (server.address() as AddressInfo).port,
    arm: (when) => new Promise((done) => (armed = { when, done })),
    close: () => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
