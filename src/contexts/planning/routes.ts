import type { Route } from '../../platform/http.ts'
import { draws } from './routes/draws.ts'
import { ledger } from './routes/ledger.ts'
import { specials } from './routes/specials.ts'

export const routes: readonly Route[] = [...ledger, ...draws, ...specials]
