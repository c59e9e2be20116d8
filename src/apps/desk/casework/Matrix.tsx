import { CheckOutlined } from '@ant-design/icons'
import { Button, Tag } from 'antd'
import type { Case, Judgement } from '../../../contexts/casework/model.ts'
import { STAGES } from '../../../contexts/casework/model.ts'
import { gapsOf, standingEvidence } from '../../../contexts/casework/rules/evidence-matrix.ts'
import { evidenceFile } from '../../../contexts/evidence/contract.ts'
import { EVIDENCE_KINDS } from '../../../contexts/evidence/model.ts'
import { fileUrl } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { words } from '../words-casework.ts'

type Props = {
  readonly thing: Case
  readonly judgement: Judgement | null
  /** Originals that were set aside: they mark nothing. */
  readonly removed: readonly string[]
  readonly onOpenPaper: (id: string) => void
}

/** Facts × evidence × law: every act in a column, every item of the evidence in a row; a column without a mark is a gap. */
export function Matrix({ thing: { acts, evidence }, judgement, removed, onOpenPaper }: Props) {
  const judged = judgement?.acts ?? []
  const standing = standingEvidence(evidence, removed)
  const gaps = gapsOf({ acts, evidence: standing, judged })
  return (
    <>
      <ol>
        {acts.map((act) => (
          <li key={act.id}>
            {act.fact}　
            <span className="soft">
              {act.actDate}　{STAGES[act.stage]}　×{act.quantity}
            </span>
            {judged
              .filter(({ actId }) => actId === act.id)
              .map(({ actId, violated, basis }) => (
                <div key={actId} className="soft">
                  {words.page.breaks}：{violated.join('、') || '—'}　{words.page.basis}：{basis.join('、') || '—'}
                </div>
              ))}
            {gaps
              .filter(({ actId }) => actId === act.id)
              .map(({ kind, says, mend, blocks }) => (
                <div key={kind}>
                  <Tag color={blocks ? 'error' : 'warning'}>{says}</Tag>
                  <span className="soft">{mend}</span>
                </div>
              ))}
          </li>
        ))}
      </ol>
      <p className="soft">{words.page.matrixUnder}</p>
      {evidence.length === 0 ? (
        <EmptyState title={words.page.noEvidence} />
      ) : (
        // oxlint-disable-next-line no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it (WCAG 2.1.1)
        <div style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={words.page.matrix}>
          <table className="matrix">
            <thead>
              <tr>
                <th scope="col">{words.page.evidence}</th>
                {acts.map((act, index) => (
                  <th key={act.id} scope="col" className="mark" title={act.fact}>
                    {words.page.fact} {index + 1}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {evidence.map((item) => (
                <tr key={item.id}>
                  <th scope="row" style={{ fontWeight: 400 }}>
                    {item.paperId ? (
                      <Button
                        type="link"
                        style={{
                          padding: 0,
                          height: 'auto',
                          whiteSpace: 'normal',
                          textAlign: 'left',
                        }}
                        onClick={() => onOpenPaper(item.paperId ?? '')}
                      >
                        {item.name}
                      </Button>
                    ) : item.evidenceId ? (
                      <a href={fileUrl(evidenceFile, { id: item.evidenceId })} target="_blank" rel="noreferrer">
                        {item.name}
                      </a>
                    ) : (
                      item.name
                    )}
                    <div className="soft">
                      {EVIDENCE_KINDS[item.kind]}　{item.source}　{item.takenOn}
                      {!standing.includes(item) && <Tag color="error">{words.page.evidenceRemoved}</Tag>}
                    </div>
                  </th>
                  {acts.map((act) => (
                    <td key={act.id} className="mark">
                      {standing.includes(item) && item.proves.includes(act.id) ? (
                        <CheckOutlined aria-label={words.page.proves} />
                      ) : (
                        <span aria-hidden="true" className="soft">
                          —
                        </span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
