import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { drawFileReview, listFileReviews } from '../../../contexts/casework/contract/file-review.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { newId } from '../../ui/device.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { CountField, TextField } from '../fields.tsx'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from './words-file-review.ts'

/** Draws of closed files, and the next one. */
export function FileReviewsPage() {
  const { data, error, isPending } = useQuery({
    queryKey: ['file-reviews'],
    queryFn: () => ask(listFileReviews, {}),
  })
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[
          <Link key="cases" to="/cases">
            {words.cases}
          </Link>,
        ]}
      />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <DrawForm />
      <section className="sheet">
        <h2>{words.drawn}</h2>
        <PlainTable
          label={words.drawn}
          rows={data?.reviews ?? []}
          loading={isPending}
          rowKey={({ id }) => id}
          empty={<EmptyState title={words.none}>{words.noneUnder}</EmptyState>}
          columns={[
            {
              title: words.year,
              render: (_, { id, year }) => (
                <Link className="text-link" to={`/cases/reviews/${id}`}>
                  {year}
                </Link>
              ),
            },
            { title: words.seed, render: (_, { seed }) => seed },
            { title: words.share, render: (_, { sharePercent }) => sharePercent },
            { title: words.drawn, render: (_, { drawnCount, poolCount }) => words.count(drawnCount, poolCount) },
            { title: words.by, render: (_, { drawnBy }) => drawnBy },
            { title: words.when, render: (_, { drawnAt }) => minuteOf(drawnAt) },
          ]}
        />
      </section>
    </>
  )
}

const SHARE_USUAL = 5

function DrawForm() {
  const navigate = useNavigate()
  const permitted = useWhyNotPermitted()('casework.review-files')
  const [year, setYear] = useState(Number(today().slice(0, 4)))
  const [seed, setSeed] = useState('')
  const [sharePercent, setShare] = useState(SHARE_USUAL)
  const { submit, busy, trouble } = useAct(drawFileReview, { after: ({ id }) => navigate(`/cases/reviews/${id}`) })
  return (
    <section className="sheet">
      <h2>{words.draw}</h2>
      <div className="form-grid">
        <CountField<number>
          label={words.year}
          least={2000}
          most={2100}
          whenEmpty={year}
          value={year}
          onChange={setYear}
        />
        <TextField label={words.seed} note={words.seedNote} max={100} value={seed} onChange={setSeed} />
        <CountField<number>
          label={words.share}
          least={1}
          most={100}
          whenEmpty={SHARE_USUAL}
          value={sharePercent}
          onChange={setShare}
        />
      </div>
      <TroubleNotice trouble={trouble} />
      <div className="actions">
        <SubmitButton
          busy={busy}
          refusals={permitted}
          onClick={() => void submit({ id: newId(), year, seed, sharePercent })}
        >
          {words.draw}
        </SubmitButton>
      </div>
    </section>
  )
}
