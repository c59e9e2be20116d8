import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { caseHarbours } from '../../../contexts/casework/contract/leniency.ts'
import { UNDECIDED } from '../../../contexts/casework/transitions/road.ts'
import type { Case } from '../../../contexts/casework/model.ts'
import { words } from '../enterprise/words-self-report.ts'
import { HarbourOf } from '../inspection/Harbours.tsx'
import { ask } from '../session/ask.ts'

/** Shown where a self-report speaks to the acts of the case: the branch with its proof, and the way to propose no penalty. */
export function CaseHarbours({ of: { id, version, state, inspectionId } }: { readonly of: Case }) {
  const { data } = useQuery({
    queryKey: ['case-harbours', id, version],
    enabled: inspectionId !== null,
    queryFn: () => ask(caseHarbours, { id }),
  })
  const told = data?.harbours.filter(({ report }) => report !== null) ?? []
  if (told.length === 0) return null
  const all = data?.harbours.every(({ branch }) => branch === 'exempt') ?? false
  return (
    <section className="sheet" aria-label={words.proof}>
      <h2>{words.proof}</h2>
      <p className="soft">{words.proofUnder}</p>
      {told.map((harbour) => (
        <HarbourOf key={harbour.hazardId} harbour={harbour} />
      ))}
      {all && UNDECIDED.includes(state) && (
        <p style={{ marginTop: 8 }}>
          <Link className="text-link" to="?begin=propose-no-penalty#beside">
            {words.propose}
          </Link>
        </p>
      )}
    </section>
  )
}
