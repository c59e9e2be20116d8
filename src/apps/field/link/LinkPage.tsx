import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { useState } from 'react'
import { CHECK_RESULTS, type CheckResult, type PlannedItem } from '../../../contexts/inspection/model.ts'
import { usePack, visitKey } from '../api.ts'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { useVisitNow } from '../visit/context.ts'
import { EMPTY_DRAFT, type VisitDraft } from '../visit/draft.ts'
import { withStandingInk } from '../visit/ink.ts'
import { takeTheirs, type Clash, type Merged } from './merge.ts'
import { ReadCodes } from './ReadCodes.tsx'
import { mergeShare, settleShare, whyUnfit, type Share } from './share.ts'
import { ShowCodes } from './ShowCodes.tsx'
import { words } from './words.ts'

/** Two officers, two phones, no network: each shows what it has, the other reads it, and both end with the same. */
export function LinkPage() {
  const { file, draft } = useVisitNow()
  const now = usePhone()
  const pack = usePack(file.inspection.id)
  const queries = useQueryClient()
  const [came, setCame] = useState<{ share: Share; merged: Merged<VisitDraft> } | null>(null)
  const [says, setSays] = useState('')
  if (!now) return null
  const { phone } = now
  const keys = pack?.along.linkKeys ?? []
  const take = async (share: Share, from: string) => {
    setSays('')
    const unfit = whyUnfit(share, { file, phone: phone.id, from })
    if (unfit) return setSays(words.unfit[unfit])
    setCame({ share, merged: await mergeShare(phone, share, draft.value) })
  }
  const merge = async (value: VisitDraft) => {
    if (!came) return
    // The colleague's ink stood under his words; the own draft looks after its own ink.
    const theirs = { ...EMPTY_DRAFT, ...came.share.draft }
    draft.set(() => withStandingInk(theirs, value))
    await settleShare(phone, came.share, file)
    setCame(null)
    setSays(words.done)
    await queries.invalidateQueries({ queryKey: visitKey(file.inspection.id) })
  }
  return (
    <>
      <section className="card" aria-label={words.title}>
        <h2>{words.title}</h2>
        <p className="soft">{words.says}</p>
        {says && (
          <p className="notice" role="status">
            {says}
          </p>
        )}
        {came ? (
          <Coming key={came.share.snapshot} {...came} onMerge={merge} />
        ) : keys.length === 0 ? (
          <p className="notice warn">{words.noKeys}</p>
        ) : (
          <div className="stack">
            <ShowCodes keys={keys} />
            <ReadCodes
              keys={keys}
              onRead={take}
              onForeign={() => setSays(words.unfit['not-sealed'])}
              onSpoiled={() => setSays(words.spoiled)}
            />
          </div>
        )}
      </section>
    </>
  )
}

type ComingProps = {
  readonly share: Share
  readonly merged: Merged<VisitDraft>
  readonly onMerge: (value: VisitDraft) => Promise<void>
}

/** What the colleague's phone brings, and each field on which the two differ. */
function Coming({ share, merged, onMerge }: ComingProps) {
  const { file, draft } = useVisitNow()
  const [theirs, setTheirs] = useState<ReadonlySet<Clash>>(new Set())
  const gain = (count: (draft: VisitDraft) => number) => Math.max(0, count(merged.value) - count(draft.value))
  const choose = (clash: Clash, isTheirs: boolean) => {
    const next = new Set(theirs)
    if (isTheirs) next.add(clash)
    else next.delete(clash)
    setTheirs(next)
  }
  return (
    <>
      <h3>{words.from(share.by.name)}</h3>
      <p role="status">
        {words.gains({
          answers: gain(({ answers }) => Object.keys(answers).length),
          findings: gain(({ findings }) => findings.length),
          signatures: gain(signaturesIn),
        })}
      </p>
      {merged.clashes.length > 0 && <p className="notice warn">{words.clashes(merged.clashes.length)}</p>}
      {merged.clashes.map((clash) => (
        <div key={clash.path.join('/')} className="field" role="group" aria-label={labelOf(clash, file.facts.items)}>
          <div className="field-label">{labelOf(clash, file.facts.items)}</div>
          <div className="choices" role="radiogroup" aria-label={labelOf(clash, file.facts.items)}>
            {([false, true] as const).map((isTheirs) => (
              <button
                key={String(isTheirs)}
                type="button"
                role="radio"
                className="choice"
                aria-checked={theirs.has(clash) === isTheirs}
                onClick={() => choose(clash, isTheirs)}
              >
                {shown(isTheirs ? clash.theirs : clash.mine)}
                <small>{isTheirs ? words.theirs : words.mine}</small>
              </button>
            ))}
          </div>
        </div>
      ))}
      <Button
        block
        color="primary"
        className="big"
        onClick={() => void onMerge([...theirs].reduce<VisitDraft>(takeTheirs, merged.value))}
      >
        {words.merge}
      </Button>
    </>
  )
}

const signaturesIn = ({ signing }: VisitDraft): number =>
  Object.values(signing).reduce((sum, { officers, party }) => sum + Object.keys(officers).length + (party ? 1 : 0), 0)

/** Where two drafts differ, in the words of the screens. */
function labelOf({ path }: Clash, items: readonly PlannedItem[]): string {
  const names: Readonly<Record<string, string>> = words.fields
  return path
    .flatMap((name) => names[name] ?? items.find(({ id }) => id === name)?.content ?? [])
    .filter((word, place, all) => all.indexOf(word) === place)
    .join(' · ')
}

function shown(value: unknown): string {
  if (value === null || value === '') return words.empty
  if (typeof value === 'string' && value in CHECK_RESULTS) return CHECK_RESULTS[value as CheckResult]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value).slice(0, 120)
}
