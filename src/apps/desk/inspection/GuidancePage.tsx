import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { listGuidance, type Guidance } from '../../../contexts/inspection/contract/guidance.ts'
import { PURPOSES } from '../../../contexts/inspection/rules/guidance.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { BureauName } from '../people/BureauName.tsx'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { GuidanceForm } from './GuidanceForm.tsx'
import { words } from './words-guidance.ts'

const CITED = [
  { cites: { instrument: 'MEM-2025-02-27', article: 12 }, why: words.apart },
  { cites: { instrument: 'MEM-2025-02-27', article: 14 }, why: words.noResearch },
]

/** Visits of guidance and research. Nothing of enforcement begins here: there is no button for it (circular art. 12). */
export function GuidancePage() {
  const [writing, setWriting] = useState(false)
  const nameOf = useNameOf()
  const cannot = useWhyNotPermitted()('inspection.guide')
  const { data, error, isPending } = useQuery({ queryKey: ['guidance'], queryFn: () => ask(listGuidance, {}) })
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[
          <Link key="list" to="/inspections">
            {words.back}
          </Link>,
        ]}
        actions={
          writing ? undefined : (
            <SubmitButton busy={false} refusals={cannot} nameOf={nameOf} quiet onClick={() => setWriting(true)}>
              {words.add}
            </SubmitButton>
          )
        }
      />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <div className="with-margin">
        <div>
          {writing && <GuidanceForm onClose={() => setWriting(false)} />}
          <section className="sheet">
            <PlainTable
              label={words.title}
              rows={data?.guidances ?? []}
              loading={isPending}
              rowKey={({ id }) => id}
              empty={<EmptyState title={words.none}>{words.noneUnder}</EmptyState>}
              columns={[
                {
                  title: words.enterprise,
                  render: (_, { enterpriseId, enterpriseName, on, purpose }) => (
                    <div style={{ minWidth: 140, maxWidth: 220 }}>
                      <Link to={`/enterprises/${enterpriseId}`}>{enterpriseName}</Link>
                      <div className="soft">
                        {on}　<Tag>{PURPOSES[purpose]}</Tag>
                      </div>
                    </div>
                  ),
                },
                { title: words.told, render: (_, one) => <Told one={one} /> },
                { title: words.advice, render: (_, { advice }) => <Advised advice={advice} /> },
                {
                  title: words.bureau,
                  render: (_, { region }) => (
                    <div style={{ minWidth: 110, maxWidth: 190 }}>
                      <BureauName region={region} />
                    </div>
                  ),
                },
              ]}
            />
          </section>
        </div>
        <aside>
          <Margin entries={CITED} />
        </aside>
      </div>
    </>
  )
}

const Told = ({ one: { told, cause, visitors } }: { readonly one: Guidance }) => (
  <div style={{ minWidth: 140, maxWidth: 300 }}>
    {told}
    <div className="soft">
      {cause}　{visitors}
    </div>
  </div>
)

const Advised = ({ advice }: Pick<Guidance, 'advice'>) =>
  advice.length === 0 ? (
    words.noAdvice
  ) : (
    <div style={{ minWidth: 140, maxWidth: 240 }}>
      {advice.map((one) => (
        <div key={one.found}>
          {one.advice}
          <div className="soft">{one.found}</div>
        </div>
      ))}
    </div>
  )
