import { Link, useParams } from 'react-router'
import { lawDateOf } from '../../../kernel/time.ts'
import { Facts } from '../../ui/Facts.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Loading } from '../Loading.tsx'
import { useTitle } from '../use-title.ts'
import { words } from '../words.ts'
import { usePenalty } from './penalties.ts'

/** One published decision, with personal data masked already by the office that published it. */
export function PenaltyPage() {
  const { id = '' } = useParams()
  const notice = usePenalty(id)
  useTitle(words.penalties.detail)
  return (
    <>
      <p>
        <Link to="/">{words.penalties.back}</Link>
      </p>
      <h1>{notice.data?.title ?? words.penalties.detail}</h1>
      {notice.isPending && <Loading />}
      {notice.error && <TroubleNotice trouble={troubleOf(notice.error)} />}
      {notice.data && (
        <>
          <section className="card">
            <Facts
              facts={[
                { label: words.penalties.party, value: notice.data.partyName, wide: true },
                ...(notice.data.partyCode ? [{ label: words.penalties.creditCode, value: notice.data.partyCode }] : []),
                { label: words.penalties.number, value: notice.data.number },
                { label: words.penalties.bureau, value: notice.data.bureau },
                { label: words.penalties.decidedOn, value: notice.data.decidedOn },
                {
                  label: words.penalties.publishedOn,
                  value: notice.data.publishedAt && lawDateOf(notice.data.publishedAt),
                },
                ...(notice.data.maxShownUntil
                  ? [{ label: words.penalties.until, value: notice.data.maxShownUntil }]
                  : []),
                { label: words.penalties.facts, value: <span className="lines">{notice.data.facts}</span>, wide: true },
                {
                  label: words.penalties.basis,
                  value: notice.data.basis.map((clause) => (
                    <span key={clause} className="line">
                      {clause}
                    </span>
                  )),
                  wide: true,
                },
                { label: words.penalties.result, value: <strong>{notice.data.penalty}</strong>, wide: true },
              ]}
            />
          </section>
          <p className="soft section">{words.penalties.wrong}</p>
        </>
      )}
    </>
  )
}
