/** Runs in a thread of its own: takes plan problems one by one, tells how far each is, and answers with its plan. */
import { parentPort } from 'node:worker_threads'
import { optimise, type SolvedPlan } from '../rules/optimise.ts'
import type { PlanProblem } from '../rules/optimise-problem.ts'
import { openHighs } from './highs.ts'

export type WorkerSays = { readonly share: number } | { readonly solved: SolvedPlan } | { readonly fault: string }

const port = parentPort
if (!port) throw new Error('the solver of annual plans runs in a worker thread')
const says = (message: WorkerSays) => port.postMessage(message)
const opened = openHighs()

async function work(problem: PlanProblem) {
  try {
    const solve = await opened
    says({ solved: optimise(problem, solve, (share) => says({ share })) })
  } catch (error) {
    says({ fault: error instanceof Error ? error.message : String(error) })
  }
}

port.on('message', (problem: PlanProblem) => void work(problem))
