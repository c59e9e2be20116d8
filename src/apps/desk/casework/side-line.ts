import { useQuery } from '@tanstack/react-query'
import { proceedingsOfCase } from '../../../contexts/casework/contract/proceeding.ts'
import type { Case } from '../../../contexts/casework/model.ts'
import { openClocks } from '../../../contexts/casework/transitions/road.ts'
import { findRoad, findSideStep } from '../../../contexts/casework/transitions/roads.ts'
import { dueDay } from '../../../contexts/casework/rules/side-view.ts'
import type { LawEntry } from '../../ui/LawMargin.tsx'
import type { PlumbClock } from '../../ui/PlumbLine.tsx'
import { ask } from '../session/ask.ts'

/** The procedures beside a case, read once for the page and its plumb line. */
export const useProceedings = ({ id, version }: Pick<Case, 'id' | 'version'>) =>
  useQuery({ queryKey: ['case-proceedings', id, version], queryFn: () => ask(proceedingsOfCase, { id }) })

/** What they hang on the plumb line of the case: their running clocks, and the articles of the steps that wait in them. */
export function useSideLine(thing: Pick<Case, 'id' | 'version'>): { clocks: PlumbClock[]; cites: LawEntry[] } {
  const { data } = useProceedings(thing)
  const views = data?.proceedings ?? []
  return {
    clocks: views.flatMap(({ proceeding }) =>
      openClocks(proceeding).map((clock) => ({
        key: `${proceeding.id} ${clock.clock}`,
        label: `${findRoad(proceeding.kind)?.label ?? proceeding.kind}：${clock.label}`,
        due: dueDay(clock),
        by: '',
        cites: clock.basis,
      })),
    ),
    cites: views.flatMap(({ proceeding, nextSteps }) => {
      const road = findRoad(proceeding.kind)
      return nextSteps.flatMap(({ step }) => {
        const found = road && findSideStep(road, step)
        return found ? [{ cites: found.cites, why: `${road.label}：${found.label}` }] : []
      })
    }),
  }
}
