import { Button, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { answerFinding, type FindingView } from '../../../contexts/planning/contract/campaigns.ts'
import { FINDING_STATES, refusesAnswer } from '../../../contexts/planning/rules/campaign.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { AreaField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { BureauName } from '../people/BureauName.tsx'
import { useMe, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from './words-campaign.ts'

const COLOURS = { waiting: 'warning', late: 'error', answered: 'success' } as const
/** How many hazards of one business a row tells. */
const SHOWN = 2

/** What visits under deployments found, with the bureau that must answer and until when. */
export function CampaignFindings({ findings }: { readonly findings: readonly FindingView[] }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const finding = findings.find(({ id }) => id === chosen)
  return (
    <section className="sheet">
      <h2>{words.handed}</h2>
      <p className="soft">{words.handedUnder}</p>
      {finding && <AnswerBox key={finding.id} finding={finding} onClose={() => setChosen(null)} />}
      <PlainTable
        label={words.handed}
        rows={findings}
        rowKey={({ id }) => id}
        empty={<EmptyState title={words.none} />}
        columns={[
          {
            title: words.enterprise,
            render: (_, { enterpriseId, enterpriseName, number, foundOn }) => (
              <div style={{ minWidth: 130, maxWidth: 200 }}>
                <Link to={`/enterprises/${enterpriseId}`}>{enterpriseName}</Link>
                <div className="soft">
                  {number}　{words.from(foundOn)}
                </div>
              </div>
            ),
          },
          { title: words.found, render: (_, { hazards }) => <Hazards hazards={hazards} /> },
          {
            title: words.host,
            render: (_, { region, dueOn }) => (
              <div style={{ minWidth: 110, maxWidth: 190 }}>
                <BureauName region={region} />
                <div className="soft">{words.due(dueOn)}</div>
              </div>
            ),
          },
          {
            title: words.state,
            render: (_, one) => <State finding={one} onAnswer={() => setChosen(one.id)} />,
          },
        ]}
      />
    </section>
  )
}

const Hazards = ({ hazards }: Pick<FindingView, 'hazards'>) => (
  <div style={{ minWidth: 140, maxWidth: 240 }}>
    {hazards.slice(0, SHOWN).map(({ description, place, isMajor }) => (
      <div key={`${place} ${description}`}>
        {isMajor && <Tag color="red">{words.major}</Tag>}
        {place}：{description}
      </div>
    ))}
    {hazards.length > SHOWN && <div className="soft">{words.more(hazards.length - SHOWN)}</div>}
  </div>
)

function State({ finding, onAnswer }: { readonly finding: FindingView; readonly onAnswer: () => void }) {
  const { region } = useMe()
  const { state, answer, answeredBy, answeredAt, enterpriseName } = finding
  return (
    <>
      <Tag color={COLOURS[state]}>{FINDING_STATES[state]}</Tag>
      {answer && (
        <div>
          {answer}
          <div className="soft">
            {answeredBy}　{answeredAt && minuteOf(answeredAt)}
          </div>
        </div>
      )}
      {refusesAnswer(finding, region) === null && (
        <Button size="small" aria-label={words.answerOf(enterpriseName)} onClick={onAnswer}>
          {words.write}
        </Button>
      )}
    </>
  )
}

function AnswerBox({ finding, onClose }: { readonly finding: FindingView; readonly onClose: () => void }) {
  const nameOf = useNameOf()
  const cannot = useWhyNotPermitted()('planning.plan')
  const draft = useDraft(`campaign-finding/${finding.id}`, { answer: '' })
  const act = useAct(answerFinding, {
    done: words.sent,
    after: () => {
      draft.done()
      onClose()
    },
  })
  const { answer } = draft.value
  return (
    <section className="edit-box" aria-label={words.answerOf(finding.enterpriseName)}>
      <h3>{words.answerOf(finding.enterpriseName)}</h3>
      <AreaField label={words.answerLabel} max={2000} value={answer} onChange={(text) => draft.set({ answer: text })} />
      <TroubleNotice trouble={act.trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          busy={act.busy}
          refusals={cannot}
          nameOf={nameOf}
          onClick={() => void act.submit({ id: finding.id, answer })}
        >
          {words.send}
        </SubmitButton>
        <Button onClick={onClose}>{words.cancel}</Button>
      </div>
    </section>
  )
}
