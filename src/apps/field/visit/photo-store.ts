import { newId, sha256OfFile } from '../../ui/device.ts'
import type { PhotoRef } from './draft.ts'

/**
 * Pictures wait on the device until the server has them: IndexedDB keeps the bytes as the camera made them, the draft
 * keeps the reference with the hash and the minute of capture.
 */
const DATABASE = 'plumbline-photos'
const STORE = 'photos'

const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'))
  })

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  return settled(request)
}

async function within<Value>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  const database = await open()
  try {
    return await settled(act(database.transaction(STORE, mode).objectStore(STORE)))
  } finally {
    database.close()
  }
}

export const keepPhoto = (id: string, file: Blob): Promise<unknown> =>
  within('readwrite', (store) => store.put(file, id))

export async function findPhoto(id: string): Promise<Blob | null> {
  const found: unknown = await within('readonly', (store) => store.get(id)).catch(() => null)
  return found instanceof Blob ? found : null
}

export const forgetPhoto = (id: string): Promise<unknown> =>
  within('readwrite', (store) => store.delete(id)).catch(() => null)

/** Takes a picture in: hash and minute at once, bytes into the device's store. Throws when the store is full. */
export async function capture(file: File): Promise<PhotoRef> {
  const takenAt = new Date().toISOString()
  const id = newId()
  const sha256 = await sha256OfFile(file)
  await keepPhoto(id, file)
  return { id, takenAt, name: file.name || `${id}.jpg`, sha256, evidenceId: null }
}
