import loadHighs, { type Highs } from 'highs'
import type { LpAnswer, LpModel, SolveLp } from '../rules/optimise-lp.ts'

/** Nodes after which the search for whole numbers stops: work, not time, so that every machine stops at the same plan. */
const NODES_MAX = 200
const GAP_WANTED = 0.002

/** HiGHS as the optimiser of the plan wants it: maximising, silent, one thread, never stopped by the clock. */
export async function openHighs(): Promise<SolveLp> {
  const highs = await loadHighs()
  return (model, { whole }) =>
    highs.withModel(sourceOf(highs, model, whole), (solver): LpAnswer | null => {
      solver.options.set({
        output_flag: false,
        random_seed: 0,
        ...(whole ? { mip_rel_gap: GAP_WANTED, mip_max_nodes: NODES_MAX } : {}),
      })
      solver.run()
      const { optimal, solutionLimit } = highs.constants.modelStatus
      const status = solver.getModelStatus()
      if (status !== optimal && !(whole && status === solutionLimit)) return null
      const values = [...solver.getSolution().colValue]
      const bound = whole ? Number(solver.info.get('mip_dual_bound')) : solver.getObjectiveValue()
      return { values, bound }
    })
}

const sourceOf = (highs: Highs, model: LpModel, whole: boolean) => {
  const numCols = model.costs.length
  const numRows = model.rowUppers.length
  const { integer, continuous } = highs.constants.variableType
  return {
    numCols,
    numRows,
    sense: highs.constants.objectiveSense.maximize,
    colCost: Float64Array.from(model.costs),
    colLower: new Float64Array(numCols),
    colUpper: Float64Array.from(model.uppers),
    rowLower: new Float64Array(numRows).fill(-highs.infinity),
    rowUpper: Float64Array.from(model.rowUppers),
    matrix: {
      format: 'csr' as const,
      numCols,
      numRows,
      starts: Int32Array.from(model.starts),
      indices: Int32Array.from(model.indices),
      values: Float64Array.from(model.values),
    },
    ...(whole ? { integrality: model.integers.map((is) => (is ? integer : continuous)) } : {}),
  }
}
