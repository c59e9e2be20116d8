import { useQuery } from '@tanstack/react-query'
import { Spin, Tag } from 'antd'
import { Link, useParams } from 'react-router'
import { fileReview } from '../../../contexts/casework/contract/file-review.ts'
import type { ReviewSheet } from '../../../contexts/casework/rules/file-review.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { words } from './words-file-review.ts'

export const trail = [
  <Link key="cases" to="/cases">
    {words.cases}
  </Link>,
  <Link key="reviews" to="/cases/reviews">
    {words.title}
  </Link>,
]

const Score = ({ sheet }: { readonly sheet: ReviewSheet | null }) =>
  sheet ? (
    <>
      <span className="number">{sheet.score}</span> {sheet.isFailed && <Tag color="error">{words.failed}</Tag>}
      {sheet.typical && <Tag color="processing">{words.typical}</Tag>}
      {sheet.correction && !sheet.correction.doneOn && <Tag color="warning">{words.correction}</Tag>}
    </>
  ) : (
    <Tag>{words.toScore}</Tag>
  )

/** One draw: its files with their scores, and what was missed most. */
export function FileReviewPage() {
  const { id = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['file-review', id], queryFn: () => ask(fileReview, { id }) })
  if (error)
    return (
      <>
        <PageHeader title={words.title} trail={trail} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  if (!data) return <Spin />
  return (
    <>
      <PageHeader
        title={`${words.title} ${data.year}`}
        trail={trail}
        under={
          <>
            {words.seed}：{data.seed}　{words.share} {data.sharePercent}　{words.count(data.drawnCount, data.poolCount)}
            {'　'}
            <Tag color={data.isRepeated ? 'success' : 'error'}>{data.isRepeated ? words.repeated : words.differs}</Tag>
          </>
        }
      />
      <section className="sheet">
        <PlainTable
          label={words.title}
          rows={data.files}
          rowKey={({ caseId }) => caseId}
          empty={<EmptyState title={words.none} />}
          columns={[
            {
              title: words.name,
              render: (_, { caseId, title }) => (
                <Link className="cell-wide text-link" to={`/cases/reviews/${id}/${caseId}`}>
                  {title}
                </Link>
              ),
            },
            { title: words.number, render: (_, { number }) => number },
            { title: words.score, render: (_, { sheet }) => <Score sheet={sheet} /> },
            { title: words.reviewer, render: (_, { sheet }) => sheet?.reviewer ?? '' },
          ]}
        />
      </section>
      <section className="sheet">
        <h2>{words.missed}</h2>
        <p className="soft">{words.missedUnder}</p>
        {data.missed.length === 0 && <EmptyState title={words.noMissed} />}
        <ul className="plain-list">
          {data.missed.map(({ id: point, title, files }) => (
            <li key={point} className="row-line">
              <span>
                {point}　{title}
              </span>
              <span>{words.files(files)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
