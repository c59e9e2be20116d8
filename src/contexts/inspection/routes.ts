import type { Route } from '../../platform/http.ts'
import { after } from './routes/after.ts'
import { guidance } from './routes/guidance.ts'
import { join } from './routes/join.ts'
import { leftBehind } from './routes/left-behind.ts'
import { planning } from './routes/planning.ts'
import { reading } from './routes/reading.ts'
import { takingAlong } from './routes/take-along.ts'
import { urgent } from './routes/urgent.ts'
import { visit } from './routes/visit.ts'
import { watch } from './routes/watch.ts'

export const routes: readonly Route[] = [
  ...reading,
  ...leftBehind,
  ...planning,
  ...visit,
  ...urgent,
  ...join,
  ...after,
  ...takingAlong,
  ...watch,
  ...guidance,
]
