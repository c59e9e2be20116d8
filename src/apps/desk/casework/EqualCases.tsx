import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { useDeferredValue } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import { compareEqualCases } from '../../../contexts/casework/contract/equal-cases.ts'
import type { ActAmount, CaseAct, EqualSpread } from '../../../contexts/casework/model.ts'
import { yuanText } from '../../../kernel/money.ts'
import { ask } from '../session/ask.ts'
import '../law/library.css'
import { words } from './words-equal-cases.ts'

type Answer = z.output<(typeof compareEqualCases)['output']>
type Compared = Answer['acts'][number]
type Neighbour = Compared['nearest'][number]

type Draft = {
  readonly caseId: string
  readonly enterpriseId: string
  readonly against: 'unit' | 'principal'
  readonly acts: readonly CaseAct[]
  readonly amounts: readonly ActAmount[]
}

/** The comparison of a draft as it stands in a form, and its spreads as the rules of the step read them. */
export function useEqualCases({ caseId, enterpriseId, against, acts, amounts }: Draft) {
  const asked = useDeferredValue({ acts, amounts })
  const isReady =
    asked.acts.length > 0 &&
    asked.acts.every(({ violationKey, actDate, fact }) => violationKey && actDate && fact.trim())
  const { data } = useQuery({
    queryKey: ['equal-cases', caseId, enterpriseId, against, asked],
    enabled: isReady,
    placeholderData: (before) => before,
    staleTime: 60_000,
    queryFn: () =>
      ask(compareEqualCases, {
        enterpriseId,
        against,
        exceptCase: caseId,
        acts: [...asked.acts],
        amounts: [...asked.amounts],
      }),
  })
  const spreads: EqualSpread[] = (data?.acts ?? []).flatMap(({ spread }) => spread ?? [])
  return { answer: isReady ? (data ?? null) : null, spreads }
}

const percent = (share: number) => `${Math.round(share * 100)}%`
const yuan = (fen: number) => yuanText(Math.max(0, fen))

/** The nearest decided cases of each act, with every term of their distance, and whether the draft leaves them. */
export function EqualCases({ answer }: { readonly answer: Answer | null }) {
  if (!answer) return null
  return (
    <section aria-label={words.title}>
      <h3>{words.title}</h3>
      <p className="soft">{words.under}</p>
      {answer.acts.map((act, at) => (
        <div key={act.actId} style={{ marginBottom: 12 }}>
          {answer.acts.length > 1 && <h4 style={{ margin: '0 0 4px' }}>{words.act(at + 1)}</h4>}
          <Standing act={act} casesMin={answer.casesMin} />
          {act.nearest.length > 0 && (
            <ol className="plain-list">
              {act.nearest.map((one) => (
                <NearCase key={one.actId} near={one} reach={answer.reach} />
              ))}
            </ol>
          )}
        </div>
      ))}
    </section>
  )
}

function Standing({ act, casesMin }: { readonly act: Compared; readonly casesMin: number }) {
  if (act.nearest.length === 0) return <p>{words.none}</p>
  if (!act.spread) return <p>{words.tooFew(act.equal, casesMin)}</p>
  const { equal, lowFen, highFen, medianFen } = act.spread
  return (
    <p>
      {words.spread(equal, yuan(lowFen), yuan(highFen), yuan(medianFen))}
      <strong className={act.isOutside ? 'breach' : undefined}>{act.isOutside ? words.outside : words.inside}</strong>
    </p>
  )
}

function NearCase({ near, reach }: { readonly near: Neighbour; readonly reach: number }) {
  return (
    <li>
      <div className="row-line">
        <Link className="text-link" to={`/cases/${near.caseId}`}>
          {near.number}
        </Link>
        <span>
          {near.on}　<span className="number">{yuanText(near.fineFen)}</span> 元（{percent(near.place)}）
          <Tag style={{ marginInlineStart: 8 }}>{words.near(near.distance.total, near.distance.total <= reach)}</Tag>
        </span>
      </div>
      <details>
        <summary className="soft">{words.why}</summary>
        <DistanceTerms distance={near.distance} />
      </details>
    </li>
  )
}

/** Each term of a distance: how unlike, how heavy, and what it adds. */
export function DistanceTerms({ distance }: { readonly distance: Neighbour['distance'] }) {
  return (
    <div className="terms">
      {distance.terms.map(({ term, unlike, weight }) => [
        <span key={`${term} name`}>{words.terms[term]}</span>,
        <span key={`${term} bar`} className="bar" aria-hidden="true">
          <span style={{ width: percent(unlike) }} />
        </span>,
        <span key={`${term} value`} className="number">
          {words.termValue(unlike, weight)}
        </span>,
      ])}
    </div>
  )
}
