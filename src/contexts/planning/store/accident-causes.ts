import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AccidentType } from '../rules/accident-causes.ts'

const FILE = join(import.meta.dirname, '../../../../data/accident-causes.json')

let known: readonly AccidentType[] | null = null

/** Types of accidents with their causes, read on first use and kept: the file changes with a release only. */
export const accidentTypes = (): readonly AccidentType[] =>
  (known ??= AccidentType.array().parse(JSON.parse(readFileSync(FILE, 'utf8'))))
