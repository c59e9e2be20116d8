import { useEffect, useState } from 'react'

let waiting: ServiceWorker | null = null
const listeners = new Set<() => void>()

function watch(registration: ServiceWorkerRegistration) {
  const look = () => {
    waiting = navigator.serviceWorker.controller ? registration.waiting : null
    listeners.forEach((listener) => listener())
  }
  look()
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look))
}

/** Installs the app on the phone, so that it starts without network. Where the browser cannot, it stays a page. */
export function keepAppOnPhone(): void {
  const isBuilt = document.querySelector('script[src^="/assets/"]') !== null
  if (!isBuilt || !('serviceWorker' in navigator)) return
  void navigator.serviceWorker.register('/field/service-worker.js').then(watch, () => undefined)
}

/** Whether a newer app lies ready. Nothing happens until the officer says so, and never under a visit. */
export function useUpdate(): (() => void) | null {
  const [worker, setWorker] = useState(waiting)
  useEffect(() => {
    const look = () => setWorker(waiting)
    listeners.add(look)
    look()
    return () => void listeners.delete(look)
  }, [])
  if (!worker) return null
  return () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
    worker.postMessage('take-over')
  }
}
