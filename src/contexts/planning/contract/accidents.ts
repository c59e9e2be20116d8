import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { CauseMatters } from '../rules/accident-causes.ts'

export const accidentMatters = endpoint({
  method: 'GET',
  path: '/planning/accident-types',
  may: 'planning.read',
  audit: 'none',
  about:
    'Types of accidents with their causes and the check items in force today that look at them, each cause with source and confidence: where a special inspection after a typical accident takes its matters from (circular art. 2).',
  input: z.object({}),
  output: z.object({ types: z.array(z.object({ code: z.string(), name: z.string(), causes: z.array(CauseMatters) })) }),
})
