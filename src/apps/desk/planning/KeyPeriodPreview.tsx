import { Button, Checkbox, Tag } from 'antd'
import { Link } from 'react-router'
import type { z } from 'zod'
import type { previewKeyPeriod } from '../../../contexts/planning/contract/key-periods.ts'
import type { PlannedVisitInPeriod } from '../../../contexts/planning/rules/key-period.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { words } from './words-key-period.ts'

type Props = {
  /** Of the preview what lies in the key regions and sectors. */
  readonly visits: readonly PlannedVisitInPeriod[]
  /** Businesses that were taken out. */
  readonly left: readonly string[]
  readonly preview: Pick<z.output<typeof previewKeyPeriod.output>, 'visits' | 'total' | 'used' | 'later'>
  readonly onChange: (left: string[]) => void
}

/** The visits that the plan still owes in the period; each is taken in or left out. */
export function KeyPeriodPreview({ visits, left, preview, onChange }: Props) {
  const ids = visits.map(({ enterpriseId }) => enterpriseId)
  const chosen = ids.filter((id) => !left.includes(id))
  const turn = (id: string) => onChange(left.includes(id) ? left.filter((one) => one !== id) : [...left, id])
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{words.preview}</h2>
        <span className="soft">{words.previewUnder(chosen.length, visits.length)}</span>
      </div>
      <p className="soft">
        {words.rest(preview.used, preview.later)}
        {preview.total > preview.visits.length && words.more(preview.visits.length, preview.total)}
      </p>
      {visits.length > 0 && (
        <div className="actions" style={{ marginBottom: 12 }}>
          <Button size="small" onClick={() => onChange([])}>
            {words.all}
          </Button>
          <Button size="small" onClick={() => onChange(ids)}>
            {words.nobody}
          </Button>
        </div>
      )}
      <PlainTable
        label={words.preview}
        rows={visits}
        rowKey={({ enterpriseId }) => enterpriseId}
        empty={<EmptyState title={words.noVisits}>{words.noVisitsUnder}</EmptyState>}
        columns={[
          {
            title: words.take,
            render: (_, { enterpriseId, name }) => (
              <Checkbox
                aria-label={words.takeOne(name)}
                checked={!left.includes(enterpriseId)}
                onChange={() => turn(enterpriseId)}
              />
            ),
          },
          {
            title: words.enterprise,
            render: (_, { enterpriseId, name, jointWith }) => (
              <>
                <Link to={`/enterprises/${enterpriseId}`}>{name}</Link>
                {jointWith && <div className="soft">{words.joint(jointWith.bureauName)}</div>}
              </>
            ),
          },
          {
            title: words.month,
            render: (_, { month, isBehind }) => (
              <>
                {words.monthOf(month)}
                {isBehind && (
                  <Tag color="warning" style={{ marginLeft: 8 }}>
                    {words.behind}
                  </Tag>
                )}
              </>
            ),
          },
          { title: words.score, dataIndex: 'score', align: 'right' },
          { title: words.due, render: (_, { dueFrom, dueUntil }) => `${dueFrom} ${words.until} ${dueUntil}` },
        ]}
      />
    </section>
  )
}
