import { Button } from 'antd-mobile'
import { useState } from 'react'
import { Link } from 'react-router'
import type { PlannedItem } from '../../../contexts/inspection/model.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { citeInWords } from '../../ui/RefusalList.tsx'
import { Sheet } from '../Field.tsx'
import { useNameOf } from '../law.ts'
import { words } from '../words.ts'
import { useVisitNow } from './context.ts'

/** Where in the checklist the mend lies, by the code of the refusal. */
const SHOWS: Readonly<Record<string, string>> = {
  'mandatory-item-unanswered': 'open',
  'nonconformity-undescribed': 'nonconforming',
  'finding-without-answer': 'nonconforming',
  'finding-without-evidence': 'nonconforming',
  'criterion-does-not-fit': 'nonconforming',
  'photos-waiting': 'nonconforming',
}

/** The rules name items by their code; an officer knows them by what they ask. */
function inWords(
  { code, says, facts }: Pick<Refusal, 'code' | 'says' | 'facts'>,
  items: readonly PlannedItem[],
): string {
  if (code === 'mandatory-item-unanswered') return words.missing.mandatory(Number(facts['count'] ?? 0))
  return items.reduce((text, { id, content }) => text.replaceAll(id, `“${content}”`), says)
}

/** What is still missing before the officer may leave, each with its reason and article. */
export function MissingList({ refusals }: { refusals: readonly Refusal[] }) {
  const nameOf = useNameOf()
  const { file } = useVisitNow()
  if (refusals.length === 0)
    return (
      <p className="notice" role="status">
        {words.missing.none}
      </p>
    )
  return (
    <ul className="lack">
      {refusals.map(({ code, says, facts, mend, cites }) => (
        <li key={code + says}>
          {inWords({ code, says, facts }, file.facts.items)}
          {mend && <small>{mend}</small>}
          {cites && <small>{citeInWords(cites, nameOf)}</small>}
          {SHOWS[code] && (
            <Link className="tap" to={`/visit/${file.inspection.id}/check?show=${SHOWS[code]}`}>
              {words.missing.toItems}
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}

type Props = {
  readonly refusals: readonly Refusal[]
  readonly busy: boolean
  readonly label: string
  readonly onSubmit: () => void
}

/** The act at the bottom edge: possible, or a count of what is missing that opens the list. */
export function FinishBar({ refusals, busy, label, onSubmit }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <div className="bottom">
        <div className="bottom-row">
          {refusals.length > 0 ? (
            <Button block className="big lacking" onClick={() => setOpen(true)}>
              {words.missing.count(refusals.length)}
            </Button>
          ) : (
            <Button block color="primary" className="big" loading={busy} onClick={onSubmit}>
              {label}
            </Button>
          )}
        </div>
      </div>
      <div className="bottom-space" />
      <Sheet open={open && refusals.length > 0} title={words.missing.title} onClose={() => setOpen(false)}>
        <MissingList refusals={refusals} />
      </Sheet>
    </>
  )
}
