import { z } from 'zod'
import type { Endpoint } from '../../src/kernel/endpoint.ts'

type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  format?: string
  pattern?: string
  minItems?: number
  minimum?: number
  minLength?: number
  default?: unknown
}

/** A value that fits the shape, made from its JSON Schema; `known` gives the values of fields by their name. */
export function sampleInput(endpoint: Endpoint, known: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const schema = z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' }) as Schema
  return sample(schema, '', known) as Record<string, unknown>
}

function sample(schema: Schema, name: string, known: Readonly<Record<string, unknown>>): unknown {
  if (name in known && schema.type !== 'array' && schema.type !== 'object') return known[name]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const branch = schema.anyOf ?? schema.oneOf
  if (branch) return sample(branch[0] ?? {}, name, known)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => schema.required?.includes(key) || key in known)
          .map(([key, inner]) => [key, sample(inner, key, known)]),
      )
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () =>
        sample(schema.items ?? {}, name.replace(/s$/, ''), known),
      )
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return sampleText(schema)
  }
}

function sampleText({ format, pattern, minLength }: Schema): string {
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000000'
  if (format === 'date' || pattern?.includes('\\d{4}-\\d{2}-\\d{2}')) return '2026-03-05'
  if (format === 'date-time') return '2026-03-05T01:30:00.000Z'
  if (pattern?.includes('MLQ')) return 'M 1 1 L 2 2'
  return '试'.repeat(Math.max(2, minLength ?? 2))
}
