import type { Route } from '../../platform/http.ts'
import { decision } from './routes/decision.ts'
import { filing } from './routes/filing.ts'
import { investigation } from './routes/investigation.ts'
import { reading } from './routes/reading.ts'

export const routes: readonly Route[] = [...reading, ...filing, ...investigation, ...decision]
