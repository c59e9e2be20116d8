import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { QuestionGroup } from '../rules/question-bank.ts'

const FILE = join(import.meta.dirname, '../../../../data/law/interview-questions.json')
let bank: readonly QuestionGroup[] | undefined

/** The question bank as data; read once a process. */
export const questionBank = (): readonly QuestionGroup[] =>
  (bank ??= z.array(QuestionGroup).parse(JSON.parse(readFileSync(FILE, 'utf8'))))
