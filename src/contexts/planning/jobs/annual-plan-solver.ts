import { Worker } from 'node:worker_threads'
import type { SolvedPlan } from '../rules/optimise.ts'
import type { PlanProblem } from '../rules/optimise-problem.ts'
import type { WorkerSays } from './annual-plan-worker.ts'

/** Whoever waits for a plan that somebody stopped is told so. */
export class SolvingStopped extends Error {
  override name = 'SolvingStopped'
}

/** A thread that solves one problem after another, so that the server answers everybody else meanwhile. */
export type Solver = {
  /** `tell` hears how far it is, 0–1. Throws SolvingStopped when the solver is closed before it is done. */
  solve(problem: PlanProblem, tell?: (share: number) => void): Promise<SolvedPlan>
  close(): Promise<void>
}

export function openSolver(): Solver {
  const worker = new Worker(new URL('./annual-plan-worker.ts', import.meta.url))
  return {
    solve: (problem, tell) =>
      new Promise((resolve, reject) => {
        const settle = (end: () => void) => {
          worker.off('message', hear)
          worker.off('error', fail)
          worker.off('exit', stop)
          end()
        }
        const fail = (error: unknown) => settle(() => reject(error))
        const stop = () => settle(() => reject(new SolvingStopped()))
        const hear = (said: WorkerSays) => {
          if ('share' in said) tell?.(said.share)
          else if ('fault' in said) fail(new Error(said.fault))
          else settle(() => resolve(said.solved))
        }
        worker.on('message', hear)
        worker.on('error', fail)
        worker.on('exit', stop)
        worker.postMessage(problem)
      }),
    close: async () => void (await worker.terminate()),
  }
}

type Running = { share: number; readonly stop: () => Promise<void> }

/** What is being arranged by this process, by plan. */
const running = new Map<string, Running>()

/**
 * Arranges one plan in a thread of its own. Whoever asks for its progress or stops it meanwhile names the plan. Throws
 * SolvingStopped when it was stopped.
 */
export async function arrangeInThread(planId: string, problem: PlanProblem): Promise<SolvedPlan> {
  const solver = openSolver()
  const mine: Running = { share: 0, stop: () => solver.close() }
  running.set(planId, mine)
  try {
    return await solver.solve(problem, (share) => {
      mine.share = share
    })
  } finally {
    running.delete(planId)
    await solver.close()
  }
}

/** How far the arranging of a plan is, 0–1; null when this process does not arrange it. */
export const arrangingShare = (planId: string): number | null => running.get(planId)?.share ?? null

/** @returns false when this process does not arrange the plan. */
export async function stopArranging(planId: string): Promise<boolean> {
  const found = running.get(planId)
  await found?.stop()
  return found !== undefined
}
