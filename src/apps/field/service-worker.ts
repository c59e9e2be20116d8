/**
 * Keeps the field app on the phone. Each build has its own store and is installed beside the running one; it takes over
 * only when the page says so, so that nothing changes under a visit. Calls to the server pass through untouched.
 */

type Extendable = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Extendable & { readonly request: Request; respondWith(answer: Promise<Response>): void }
type Told = Extendable & { readonly data: unknown }
type Scope = {
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
  addEventListener(type: 'message', listener: (event: Told) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
  readonly location: Location
}
declare const PRECACHE: { readonly version: string; readonly files: readonly string[] }

const scope = globalThis as unknown as Scope
const PREFIX = 'plumbline-field-'
const PAGE = '/field/'
const { version, files } = PRECACHE

scope.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(PREFIX + version)
      .then((cache) =>
        cache.addAll([new Request(PAGE, { cache: 'reload' }), ...files.map((path) => new Request(path))]),
      ),
  )
})

scope.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldStores().then(() => scope.clients.claim()))
})

/** The store before this one stays: a page that was open keeps finding its own parts. */
async function forgetOldStores() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PREFIX + version)
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)))
}

scope.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(scope.skipWaiting())
})

scope.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== scope.location.origin || url.pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') {
    if (url.pathname.startsWith(PAGE)) event.respondWith(kept(new Request(PAGE), request))
    return
  }
  if (url.pathname.startsWith('/assets/') || url.pathname.startsWith(PAGE)) event.respondWith(kept(request, request))
})

async function kept(key: Request, request: Request): Promise<Response> {
  const own = await (await caches.open(PREFIX + version)).match(key)
  return own ?? (await caches.match(key)) ?? fetch(request)
}
