import { useMemo } from 'react'
import { matterFinder, type Matter } from '../../../contexts/inspection/rules/find-matter.ts'
import { usePack } from '../api.ts'
import { words } from '../words-site.ts'
import { useVisitNow } from './context.ts'

/** From so many letters on there is something to compare. */
const LETTERS_MIN = 3

/** An observation in plain words, and the matters it points to with duty and penalty; one tap records the finding. */
export function MatterHits({ search, onPick }: { search: string; onPick: (matter: Matter) => void }) {
  const { file } = useVisitNow()
  const pack = usePack(file.inspection.id)
  const find = useMemo(() => pack && matterFinder(file.facts.items, pack.along.law), [pack, file.facts.items])
  if (!find || search.length < LETTERS_MIN) return null
  const hits = find(search)
  const { matter } = words
  return (
    <section className="card" aria-label={matter.title}>
      <h2>{matter.title}</h2>
      {hits.length === 0 && <p className="soft">{matter.none}</p>}
      <div className="stack">
        {hits.map((hit) => (
          <button
            key={hit.item.id}
            type="button"
            className="choice plain"
            aria-label={matter.record(hit.item.content)}
            onClick={() => onPick(hit)}
          >
            {hit.item.content}
            <small>{hit.says}</small>
            {hit.duty && (
              <small>
                {matter.duty} {hit.duty} · {matter.penalty} {hit.penalty}
              </small>
            )}
          </button>
        ))}
      </div>
    </section>
  )
}
