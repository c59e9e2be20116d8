import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { Link, useParams } from 'react-router'
import { showStandard } from '../../../contexts/law/contract/standards.ts'
import { STANDARD_KINDS } from '../../../contexts/law/rules/standard-number.ts'
import { NotFoundAnswer } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { RegionName } from './RegionName.tsx'
import { StandardState } from './StandardsPage.tsx'
import { standardWords as words, words as library } from './words-library.ts'

/** One standard: what is known of it, what it replaced and what replaced it, and what is checked because of it. */
export function StandardPage() {
  const { number = '' } = useParams()
  const { data, error } = useQuery({
    queryKey: ['standard', number],
    queryFn: () => ask(showStandard, { number }),
  })
  const trail = [
    <Link key="law" to="/law">
      {library.back}
    </Link>,
    <Link key="standards" to="/law/standards">
      {words.title}
    </Link>,
  ]
  if (error instanceof NotFoundAnswer)
    return (
      <>
        <PageHeader title={number} trail={trail} />
        <div className="sheet">
          <EmptyState title={words.unknown} action={<LinkButton to="/law/standards">{words.title}</LinkButton>} />
        </div>
      </>
    )
  if (error) return <TroubleNotice trouble={troubleOf(error)} />
  if (!data) return <Spin />
  const { standard, chain, checkItems } = data
  return (
    <>
      <PageHeader title={`${standard.number}　${standard.title}`} trail={trail} />
      <section className="sheet">
        <Facts
          facts={[
            { label: words.status, value: <StandardState status={standard.status} /> },
            { label: words.kind, value: STANDARD_KINDS[standard.kind] },
            { label: words.region, value: <RegionName region={standard.region} /> },
            { label: words.from, value: standard.from },
            { label: words.until, value: standard.until },
            { label: words.source, value: standard.source },
            ...(standard.note ? [{ label: words.note, value: standard.note, wide: true }] : []),
          ]}
        />
      </section>
      <section className="sheet">
        <h2>{words.chain}</h2>
        {chain.length < 2 ? (
          <p className="soft">{standard.replacedBy ? `${words.replacedBy}：${standard.replacedBy}` : words.noChain}</p>
        ) : (
          <>
            <p className="soft">{words.chainUnder}</p>
            <ol className="plain-list">
              {chain.map((one) => (
                <li key={one.plain}>
                  <div className="row-line">
                    {one.plain === standard.plain ? (
                      <strong>
                        {one.number}　{one.title}
                      </strong>
                    ) : (
                      <Link className="text-link" to={`/law/standards/${encodeURIComponent(one.plain)}`}>
                        {one.number}　{one.title}
                      </Link>
                    )}
                    <StandardState status={one.status} />
                  </div>
                  <div className="soft">
                    {one.from ?? '—'} 至 {one.until ?? library.now}
                  </div>
                </li>
              ))}
            </ol>
          </>
        )}
      </section>
      <section className="sheet">
        <h2>{words.items}</h2>
        {checkItems.length === 0 && <p className="soft">{words.noItems}</p>}
        <ol className="plain-list">
          {checkItems.map(({ id, content, industryName }) => (
            <li key={id}>
              {content} <span className="soft">（{industryName}）</span>
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}
