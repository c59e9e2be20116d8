import type { Route } from '../../platform/http.ts'
import { annualPlans } from './routes/annual-plans.ts'
import { campaigns } from './routes/campaigns.ts'
import { coverage } from './routes/coverage.ts'
import { draws } from './routes/draws.ts'
import { guards } from './routes/guards.ts'
import { joints } from './routes/joints.ts'
import { keyLists } from './routes/key-lists.ts'
import { keyPeriods } from './routes/key-periods.ts'
import { ledger } from './routes/ledger.ts'
import { specials } from './routes/specials.ts'

export const routes: readonly Route[] = [
  ...ledger,
  ...keyLists,
  ...keyPeriods,
  ...campaigns,
  ...annualPlans,
  ...draws,
  ...specials,
  ...guards,
  ...joints,
  ...coverage,
]
