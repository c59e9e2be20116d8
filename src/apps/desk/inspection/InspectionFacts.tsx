import { CHECK_RESULTS, JOIN_ROLES, PRESENT_ROLES, type Joined } from '../../../contexts/inspection/model.ts'
import type { InspectionFile } from '../../../contexts/inspection/contract.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { SignatureInk } from '../../ui/SignaturePad.tsx'
import { words } from '../words-inspection.ts'

const joinedInWords = ({ role, name, post, at, byName, crowdBecause }: Joined) =>
  words.page.joinedAs({ minute: minuteOf(at), name, post: post || JOIN_ROLES[role], byName, crowdBecause })

/** What was planned and who approved it. */
export function PlanFacts({ file: { inspection, facts } }: { file: InspectionFile }) {
  const nameOf = (id: string) =>
    inspection.history.find(({ by }) => by === id)?.byName ?? facts.officers.find((one) => one.id === id)?.name ?? '—'
  return (
    <section className="sheet">
      <h2>{words.page.facts}</h2>
      <Facts
        facts={[
          {
            label: words.officers,
            value: inspection.officers
              .map(({ name, certificateNumber }) => `${name}（${certificateNumber}）`)
              .join('、'),
            wide: true,
          },
          {
            label: words.plan.assistants,
            value: inspection.assistants
              .map(({ name, post, accompanies }) => `${name}（${post}${accompanies ? words.plan.accompanying : ''}）`)
              .join('、'),
          },
          { label: words.plan.crowd, value: inspection.crowdBecause ?? '', wide: true },
          ...(facts.joined?.length
            ? [{ label: words.page.joined, value: facts.joined.map(joinedInWords).join('；'), wide: true }]
            : []),
          { label: words.page.method, value: words.plan.methods[inspection.method] },
          { label: words.page.drafter, value: nameOf(inspection.draftedBy) },
          { label: words.page.approver, value: inspection.approvedBy ? nameOf(inspection.approvedBy) : '' },
          { label: words.page.opinion, value: inspection.approvalOpinion },
          { label: words.rectifyBy, value: inspection.rectifyBy ?? '' },
        ]}
      />
      <details className="item-group" style={{ marginTop: 12 }} open={inspection.state === 'drafted'}>
        <summary>
          {words.page.items}（{inspection.checkItemIds.length}）
        </summary>
        <ol>
          {inspection.checkItemIds.map((itemId) => {
            const item = facts.items.find(({ id }) => id === itemId)
            const answer = inspection.answers.find(({ checkItemId }) => checkItemId === itemId)
            return (
              <li key={itemId}>
                {item?.content ?? itemId}
                {answer && (
                  <span className="soft">
                    　{CHECK_RESULTS[answer.result]}　{answer.note}
                  </span>
                )}
              </li>
            )
          })}
        </ol>
      </details>
    </section>
  )
}

/** What was written down on site. */
export function RecordFacts({ file: { inspection } }: { file: InspectionFile }) {
  const { record, entry, present } = inspection
  if (!record) {
    return (
      <section className="sheet">
        <h2>{words.page.record}</h2>
        <EmptyState title={words.page.noRecord} />
      </section>
    )
  }
  return (
    <section className="sheet">
      <h2>{words.page.record}</h2>
      <Facts
        facts={[
          { label: words.page.time, value: `${minuteOf(record.from)} 至 ${minuteOf(record.until)}` },
          {
            label: words.page.entry,
            value: entry ? `${minuteOf(entry.at)}　${words.page.entryMeans[entry.means]}` : '',
          },
          { label: words.page.places, value: record.places },
          { label: words.page.situation, value: record.situation, wide: true },
          {
            label: words.page.present,
            value: present
              .map(
                ({ role, name, absentBecause }) =>
                  `${PRESENT_ROLES[role]}：${name || words.page.absent(absentBecause)}`,
              )
              .join('；'),
            wide: true,
          },
          ...(record.recorderOn || record.unrecordedBecause
            ? [
                {
                  label: words.page.recorder,
                  value: record.recorderOn
                    ? words.page.recorderOn(minuteOf(record.recorderOn))
                    : words.page.unrecorded(record.unrecordedBecause ?? ''),
                  wide: true,
                },
              ]
            : []),
          ...(record.refusalNote ? [{ label: words.page.refusal, value: record.refusalNote, wide: true }] : []),
        ]}
      />
      <div className="photos">
        {[...record.signatures, ...(record.partySignature ? [record.partySignature] : [])].map((signature) => (
          <figure key={signature.name + signature.at} style={{ margin: 0 }}>
            <SignatureInk strokes={signature.strokes} name={`${words.page.signatures}：${signature.name}`} />
            <figcaption className="soft">
              {signature.name}　{signature.post}
            </figcaption>
          </figure>
        ))}
      </div>
    </section>
  )
}
