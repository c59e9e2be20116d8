import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import { lifecycle as casework } from '../../../contexts/casework/transitions.ts'
import { lifecycle as hazard } from '../../../contexts/hazard/transitions.ts'
import { lifecycle as inspection } from '../../../contexts/inspection/transitions.ts'
import type { showArticleHistory } from '../../../contexts/law/contract/library.ts'
import { lifecycle as planning } from '../../../contexts/planning/transitions.ts'
import { lifecycle as publicity } from '../../../contexts/publicity/transitions.ts'
import { articleText } from '../../../kernel/citation.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { nameOfArticle } from './StatutePage.tsx'
import { words } from './words-library.ts'

type CitedBy = z.output<(typeof showArticleHistory)['output']>['citedBy']
const ROADS = [planning, inspection, hazard, casework, publicity]
const LISTED = ['violations', 'checkItems', 'hazards', 'parameters', 'clocks'] as const

/** Steps of every lifecycle that stand on the article, each with the papers that it writes. */
export const stepsOn = (codes: readonly string[], article: number) =>
  ROADS.flatMap(({ name, label, steps }) =>
    steps
      .filter(({ cites }) => codes.includes(cites.instrument) && cites.article === article)
      .map((step) => ({
        key: `${name} ${step.name}`,
        says: `${label}：${step.label}`,
        where: articleText(step.cites),
        papers: (step.writes ?? []).join('、'),
      })),
  )

type Props = { readonly citedBy: CitedBy; readonly codes: readonly string[]; readonly article: number }

/** What would have to be looked at again if the article changed. */
export function ArticleUses({ citedBy, codes, article }: Props) {
  const steps = stepsOn(codes, article)
  const count = citedBy.articlesTotal + steps.length + LISTED.reduce((sum, kind) => sum + citedBy[kind].length, 0)
  if (count === 0) return <EmptyState title={words.cited.none} />
  return (
    <>
      {LISTED.map((kind) => (
        <Group key={kind} title={words.cited[kind]} count={citedBy[kind].length}>
          {citedBy[kind].map(({ id, says, where }) => (
            <li key={id}>
              {says} <span className="soft">（{where}）</span>
            </li>
          ))}
        </Group>
      ))}
      <Group title={words.cited.steps} count={steps.length}>
        {steps.map(({ key, says, where, papers }) => (
          <li key={key}>
            {says}{' '}
            <span className="soft">
              （{where}）{papers && `　${words.cited.writes(papers)}`}
            </span>
          </li>
        ))}
      </Group>
      <Group title={words.cited.articles} count={citedBy.articlesTotal} isOpen={citedBy.articlesTotal <= 20}>
        {citedBy.articles.length < citedBy.articlesTotal && (
          <li className="soft">{words.cited.more(citedBy.articles.length, citedBy.articlesTotal)}</li>
        )}
        {citedBy.articles.map((one) => (
          <li key={`${one.title} ${one.number} ${one.sub}`}>
            <Link
              className="text-link"
              to={`/law/${encodeURIComponent(one.title)}/${encodeURIComponent(nameOfArticle(one))}`}
            >
              《{one.title}》{nameOfArticle(one)}
            </Link>
            <div className="soft cell-short" style={{ maxWidth: 'none' }}>
              {one.text}
            </div>
          </li>
        ))}
      </Group>
    </>
  )
}

type GroupProps = {
  readonly title: string
  readonly count: number
  readonly isOpen?: boolean
  readonly children: ReactNode
}

const Group = ({ title, count, isOpen = true, children }: GroupProps) =>
  count === 0 ? null : (
    <details className="item-group" open={isOpen}>
      <summary>
        {title}（{count}）
      </summary>
      <ul className="plain-list">{children}</ul>
    </details>
  )
