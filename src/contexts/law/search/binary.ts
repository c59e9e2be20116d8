import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** A number array that stands in a file as it stands in memory. */
export type Numbers = Float64Array | Float32Array | Uint32Array | Int32Array | Uint16Array | Uint8Array

const KINDS = { Float64Array, Float32Array, Uint32Array, Int32Array, Uint16Array, Uint8Array } as const
type Kind = keyof typeof KINDS

type Part = { readonly name: string; readonly kind: Kind; readonly from: number; readonly length: number }
type Table = {
  readonly mark: string
  readonly facts: Readonly<Record<string, number>>
  readonly parts: readonly Part[]
}

const HEAD_BYTES = 8
const aligned = (bytes: number) => Math.ceil(bytes / 8) * 8

function isKind(name: string): name is Kind {
  return Object.hasOwn(KINDS, name)
}

export type Written = { mark: string; facts: Record<string, number>; arrays: Readonly<Record<string, Numbers>> }

/**
 * Writes arrays into one file: the length of the table, the table as JSON, then each array on a multiple of eight
 * bytes.
 */
export function writeArrays(path: string, { mark, facts, arrays }: Written): void {
  let from = 0
  const parts = Object.entries(arrays).map(([name, array]): Part => {
    const kind = array.constructor.name
    if (!isKind(kind)) throw new Error(`${name} is no number array`)
    const part = { name, kind, from, length: array.length }
    from += aligned(array.byteLength)
    return part
  })
  const table = Buffer.from(JSON.stringify({ mark, facts, parts } satisfies Table))
  const head = Buffer.alloc(aligned(HEAD_BYTES + table.length))
  head.writeUInt32LE(table.length, 0)
  table.copy(head, HEAD_BYTES)
  const file = openSync(path, 'w')
  try {
    writeAll(file, head, 0)
    for (const { name, from: place } of parts) {
      const array = arrays[name]
      if (array) writeAll(file, new Uint8Array(array.buffer, array.byteOffset, array.byteLength), head.length + place)
    }
  } finally {
    closeSync(file)
  }
}

function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done)
}

function readAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) {
    const got = readSync(file, bytes, done, bytes.length - done, at + done)
    if (got === 0) throw new Error('the search index is cut off: run law import again')
    done += got
  }
}

export type Arrays = {
  readonly facts: Readonly<Record<string, number>>
  readonly get: <K extends Kind>(name: string, kind: K) => InstanceType<(typeof KINDS)[K]>
}

/**
 * Reads what writeArrays wrote; null when the file bears another mark. Shared arrays can be handed to another thread
 * without being copied.
 */
export function readArrays(path: string, mark: string, memory: 'own' | 'shared' = 'own'): Arrays | null {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(HEAD_BYTES)
    readAll(file, head, 0)
    const text = Buffer.alloc(head.readUInt32LE(0))
    readAll(file, text, HEAD_BYTES)
    const table = JSON.parse(text.toString('utf8')) as Table
    if (table.mark !== mark) return null
    const base = aligned(HEAD_BYTES + text.length)
    const arrays = new Map(
      table.parts.map(({ name, kind, from, length }) => {
        const bytes = length * KINDS[kind].BYTES_PER_ELEMENT
        // The arrays are read alone, so that nobody needs to tell the two kinds of memory apart.
        const buffer = (memory === 'shared' ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)) as ArrayBuffer
        readAll(file, new Uint8Array(buffer), base + from)
        return [name, new KINDS[kind](buffer)] as const
      }),
    )
    const get = <K extends Kind>(name: string, kind: K): InstanceType<(typeof KINDS)[K]> => {
      const array = arrays.get(name)
      if (!(array instanceof KINDS[kind])) throw new Error(`the search index lacks ${name}`)
      return array as InstanceType<(typeof KINDS)[K]>
    }
    return { facts: table.facts, get }
  } finally {
    closeSync(file)
  }
}
