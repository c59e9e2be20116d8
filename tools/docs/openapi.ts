import { z } from 'zod'
import { citationText, type LawFiles, type NamedEndpoint } from './read.ts'

type Json = { [key: string]: unknown }
type Shapes = readonly { readonly context: string; readonly name: string; readonly value: unknown }[]

const INTEGER = { type: 'integer' }
const TEXT = { type: 'string' }
const object = (properties: Json, required: readonly string[] = []): Json => ({ type: 'object', required, properties })
const list = (items: Json): Json => ({ type: 'array', items })

const CITES = object({ instrument: TEXT, article: INTEGER, paragraph: INTEGER, item: INTEGER }, [
  'instrument',
  'article',
])
const REFUSAL = object(
  {
    code: TEXT,
    facts: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    cites: CITES,
    says: { ...TEXT, description: 'Why not, in Chinese.' },
    mend: { ...TEXT, description: 'What would make it possible, in Chinese.' },
  },
  ['code', 'facts', 'says'],
)
const REFUSALS = object({ refusals: list(REFUSAL) }, ['refusals'])

const said = (description: string, schema: Json) => ({ description, content: { 'application/json': { schema } } })
const ANSWERS = {
  invalid: said('Fields that do not fit.', object({ fields: list(object({ field: TEXT, says: TEXT })) })),
  signedOut: said('No session, or it is over.', REFUSALS),
  forbidden: said('The session lacks the permission; journalled.', REFUSALS),
  missing: said('Not there, or not yours to see.', object({ missing: TEXT })),
  conflict: said(
    'Somebody was faster, or the idempotency key was used for something else.',
    object({ conflict: TEXT }),
  ),
  refused: said('An expected no, with the articles behind it; journalled.', REFUSALS),
  fault: said('A fault, logged under this number.', object({ fault: TEXT })),
}
const answer = (name: keyof typeof ANSWERS) => ({ $ref: `#/components/responses/${name}` })

const withoutHeader = ({ $schema: _schema, $id: _id, id: _name, ...schema }: Json): Json => schema

/** JSON Schema of what a caller sends; written out in place, because it belongs to one operation. */
const inputSchema = (input: z.ZodType) =>
  withoutHeader(
    z.toJSONSchema(input, {
      io: 'input',
      unrepresentable: 'any',
      reused: 'inline',
      metadata: z.registry<{ id?: string }>(),
    }) as Json,
  )

/** Shapes that contexts export by name, and the answers of operations: each once, referring to one another. */
function components(
  endpoints: readonly NamedEndpoint[],
  shapes: Shapes,
): { schemas: Json; nameOf: (schema: z.ZodType) => string } {
  const registry = z.registry<{ id: string }>()
  const taken = new Set<string>()
  const register = (schema: z.ZodType, id: string) => {
    if (registry.has(schema) || taken.has(id)) return
    taken.add(id)
    registry.add(schema, { id })
  }
  for (const { context, name, value } of shapes)
    register(value as z.ZodType, taken.has(name) ? `${context}.${name}` : name)
  for (const { context, name, endpoint } of endpoints) register(endpoint.output, `${context}.${name}.answer`)
  const { schemas } = z.toJSONSchema(registry, {
    io: 'output',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  })
  return {
    schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutHeader(schema as Json)])),
    nameOf: (schema) => registry.get(schema)?.id ?? '',
  }
}

const requestBody = ({ takesFile }: NamedEndpoint['endpoint'], schema: Json): Json => ({
  required: true,
  content: { [takesFile ? 'multipart/form-data' : 'application/json']: { schema } },
})

function operation({ context, name, endpoint }: NamedEndpoint, answerName: string, law: LawFiles): Json {
  const input = inputSchema(endpoint.input)
  const properties = (input['properties'] ?? {}) as Json
  const required = (input['required'] ?? []) as string[]
  const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, part = '']) => part)
  const outside = Object.keys(properties).filter((property) => !inPath.includes(property))
  const parameter = (where: 'path' | 'query') => (property: string) => ({
    name: property,
    in: where,
    required: where === 'path' || required.includes(property),
    schema: properties[property] ?? { type: 'string' },
  })
  const cites = (endpoint.takes ?? []).flatMap((step) => [step.cites, ...step.unless.map((rule) => rule.cites)])
  const body = {
    ...input,
    properties: {
      ...Object.fromEntries(outside.map((property) => [property, properties[property]])),
      ...(endpoint.takesFile ? { file: { type: 'string', contentMediaType: 'application/octet-stream' } } : {}),
    },
    required: required.filter((property) => !inPath.includes(property)),
  }
  return {
    operationId: `${context}.${name}`,
    tags: [context],
    description: endpoint.about,
    'x-permission': endpoint.may,
    'x-journal': endpoint.audit,
    ...(cites.length > 0 ? { 'x-articles': [...new Set(cites.map((citation) => citationText(citation, law)))] } : {}),
    ...(endpoint.may === 'public' ? { security: [] } : {}),
    parameters: [
      ...inPath.map(parameter('path')),
      ...(endpoint.method === 'GET' ? outside.map(parameter('query')) : []),
      ...(endpoint.method === 'POST'
        ? [{ $ref: '#/components/parameters/idempotencyKey' }, { $ref: '#/components/parameters/takenAt' }]
        : []),
    ],
    ...(endpoint.method === 'POST' ? { requestBody: requestBody(endpoint, 'properties' in input ? body : input) } : {}),
    responses: {
      200:
        endpoint.answers === 'file'
          ? { description: 'The file.', content: { 'application/octet-stream': {} } }
          : said('Done.', { $ref: `#/components/schemas/${answerName}` }),
      400: answer('invalid'),
      ...(endpoint.may === 'public' ? {} : { 401: answer('signedOut'), 403: answer('forbidden') }),
      404: answer('missing'),
      ...(endpoint.method === 'POST' ? { 409: answer('conflict') } : {}),
      422: answer('refused'),
      500: answer('fault'),
    },
  }
}

/** OpenAPI 3.1 of every declared endpoint. */
export function openApi(endpoints: readonly NamedEndpoint[], shapes: Shapes, law: LawFiles): Json {
  const { schemas, nameOf } = components(endpoints, shapes)
  const paths: Record<string, Json> = {}
  for (const one of endpoints) {
    const path = `/api${one.endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = {
      ...paths[path],
      [one.endpoint.method.toLowerCase()]: operation(one, nameOf(one.endpoint.output), law),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Plumbline',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Money is integer fen. Law dates are YYYY-MM-DD in Shanghai; instants are ISO 8601 in UTC. A 422 is an answer, not a fault.',
    },
    security: [{ session: [] }],
    tags: [...new Set(endpoints.map(({ context }) => context))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'plumbline' } },
      parameters: {
        idempotencyKey: {
          name: 'idempotency-key',
          in: 'header',
          required: false,
          schema: { type: 'string', maxLength: 100 },
          description:
            'The same key with the same body answers the same and acts once; with another body it is a conflict.',
        },
        takenAt: {
          name: 'x-taken-at',
          in: 'header',
          required: false,
          schema: { type: 'string', format: 'date-time' },
          description: 'When the device did it, where that was earlier; kept in the journal.',
        },
      },
      responses: ANSWERS,
      schemas,
    },
  }
}
