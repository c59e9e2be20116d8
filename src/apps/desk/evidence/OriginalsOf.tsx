import { evidenceFile } from '../../../contexts/evidence/contract.ts'
import { EVIDENCE_KINDS, type Evidence } from '../../../contexts/evidence/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { fileUrl } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { RemovalOf } from './Removal.tsx'
import { words } from './words.ts'

/** The originals of a visit, each with who took it and whether it still counts. */
export function OriginalsOf({ items }: { readonly items: readonly Evidence[] }) {
  if (items.length === 0) return <EmptyState title={words.none} />
  return (
    <ul className="plain-list">
      {items.map((item) => (
        <li key={item.id}>
          <div className="row-line">
            <a className="text-link" href={fileUrl(evidenceFile, { id: item.id })} target="_blank" rel="noreferrer">
              {item.name}
            </a>
            <span className="soft">{words.holds(EVIDENCE_KINDS[item.kind], item.takenBy, minuteOf(item.takenAt))}</span>
          </div>
          <RemovalOf item={item} />
        </li>
      ))}
    </ul>
  )
}
