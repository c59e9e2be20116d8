import { Tag } from 'antd'
import type { ActJudgement, Judgement } from '../../../contexts/casework/model.ts'
import { yuanText } from '../../../kernel/money.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { words } from '../words-casework.ts'

type Props = { readonly judgement: Judgement | null; readonly amountOf?: (actId: string) => number | undefined }

const yuan = (fen: number) => words.discretion.yuan(yuanText(fen))

/**
 * How the law reaches a sum: the range of the statute, the tier inside it, the suggestion and every step of the
 * derivation.
 */
export function Discretion({ judgement, amountOf = () => undefined }: Props) {
  if (!judgement || judgement.acts.length === 0) return <EmptyState title={words.page.noDiscretion} />
  const { procedure } = judgement
  const flags = (['hearing', 'legalReview', 'discussion'] as const).filter((flag) => procedure[flag])
  return (
    <>
      {judgement.acts.map((act) => (
        <Act key={act.actId} act={act} amountFen={amountOf(act.actId)} />
      ))}
      <div className="row-line">
        <span>
          <strong>{words.discretion.procedure}</strong>{' '}
          {flags.length === 0
            ? words.discretion.noFlags
            : flags.map((flag) => (
                <Tag key={flag} color="warning">
                  {words.discretion.flags[flag]}
                </Tag>
              ))}
        </span>
        <span>
          <strong>{words.discretion.total}</strong>　<span className="number">{yuan(judgement.totalSuggestedFen)}</span>
        </span>
      </div>
      {procedure.because.length > 0 && (
        <ul className="derivation soft">
          {procedure.because.map((says) => (
            <li key={says}>{says}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function Act({ act, amountFen }: { act: ActJudgement; amountFen: number | undefined }) {
  const exempt = words.discretion.exempt[act.exempt]
  return (
    <article style={{ paddingBottom: 12, marginBottom: 12, borderBottom: '1px solid var(--line)' }}>
      <h3 style={{ margin: '0 0 4px', fontSize: 14 }}>
        {act.title} {exempt && <Tag color="warning">{exempt}</Tag>}
        {act.mayMitigate && <Tag color="warning">{words.discretion.mayMitigate}</Tag>}
      </h3>
      <div className="soft">
        {words.discretion.violated}：{act.violated.join('、') || '—'}
      </div>
      <div className="soft">
        {words.discretion.basis}：{act.basis.join('、') || '—'}
      </div>
      <Range act={act} amountFen={amountFen} />
      <Facts
        facts={[
          { label: words.discretion.range, value: `${yuan(act.minFen)} 至 ${yuan(act.maxFen)}` },
          { label: words.discretion.tier, value: act.tier },
          { label: words.discretion.band, value: `${yuan(act.bandMinFen)} 至 ${yuan(act.bandMaxFen)}` },
          { label: words.discretion.suggested, value: <strong>{yuan(act.suggestedFen)}</strong> },
          ...(amountFen === undefined
            ? []
            : [{ label: words.discretion.chosen, value: <strong>{yuan(amountFen)}</strong> }]),
          ...(act.measures.length > 0
            ? [{ label: words.discretion.measures, value: act.measures.join('、'), wide: true }]
            : []),
        ]}
      />
      <details open className="item-group" style={{ marginTop: 8 }}>
        <summary>{words.discretion.because}</summary>
        <ol className="derivation">
          {act.because.map((says) => (
            <li key={says}>{says}</li>
          ))}
        </ol>
      </details>
    </article>
  )
}

/** The statute's range as a bar, the band of the tier on it, and where the sum stands. */
function Range({
  act: { minFen, maxFen, bandMinFen, bandMaxFen, suggestedFen },
  amountFen = suggestedFen,
}: {
  act: ActJudgement
  amountFen: number | undefined
}) {
  const span = maxFen - minFen
  if (span <= 0) return null
  const percent = (fen: number) => Math.max(0, Math.min(100, ((fen - minFen) / span) * 100))
  return (
    <div className="range" aria-hidden="true">
      <div className="range-bar" />
      <div
        className="range-band"
        style={{ left: `${percent(bandMinFen)}%`, width: `${percent(bandMaxFen) - percent(bandMinFen)}%` }}
      />
      <div className="range-at" style={{ left: `${percent(amountFen)}%` }} />
      <div className="range-ends">
        <span>{yuanText(minFen)}</span>
        <span>{yuanText(maxFen)}</span>
      </div>
    </div>
  )
}
