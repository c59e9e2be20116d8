import { Button } from 'antd'
import { Link } from 'react-router'
import type { CaseView } from '../../../contexts/casework/contract.ts'
import { CASE_SOURCES, REVIEW_POINTS, type Case } from '../../../contexts/casework/model.ts'
import { yuanText } from '../../../kernel/money.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { Facts, type Fact } from '../../ui/Facts.tsx'
import { words } from '../words-casework.ts'

type Props = { readonly view: CaseView; readonly onOpenPaper: (id: string) => void }

const yuan = (fen: number) => words.discretion.yuan(yuanText(fen))

/** Who, what and since when. */
export function CaseFacts({ view: { case: thing } }: Props) {
  const { party } = thing
  return (
    <section className="sheet">
      <h2>{words.page.facts}</h2>
      <Facts
        facts={[
          { label: words.party, value: <Link to={`/enterprises/${thing.enterpriseId}`}>{party.name}</Link> },
          { label: words.page.creditCode, value: party.creditCode },
          { label: words.page.representative, value: `${party.legalRepresentative}　${party.post}` },
          {
            label: words.page.source,
            value: thing.inspectionId ? (
              <Link to={`/inspections/${thing.inspectionId}`}>{CASE_SOURCES[thing.source]}</Link>
            ) : (
              CASE_SOURCES[thing.source]
            ),
          },
          {
            label: words.handlers,
            value: thing.handlers.map(({ name, certificateNumber }) => `${name}（${certificateNumber}）`).join('、'),
          },
          { label: words.page.foundOn, value: thing.foundOn },
          { label: words.page.filedOn, value: thing.filedOn ?? '' },
          { label: words.page.address, value: party.address, wide: true },
          { label: words.page.brief, value: thing.brief, wide: true },
          ...thing.returns.map(({ on, by, reason }) => ({
            label: `${words.page.returns} ${on}`,
            value: `${by}：${reason}`,
            wide: true,
          })),
        ]}
      />
    </section>
  )
}

type Part = { readonly title: string; readonly paperId?: string | null | undefined; readonly facts: readonly Fact[] }

const inquiry = ({ report, legalReview, discussion }: Case): Part[] => [
  ...(report
    ? [
        {
          title: words.page.report,
          paperId: report.paperId,
          facts: [
            { label: words.form.course, value: report.course, wide: true },
            { label: words.form.proposal, value: report.proposal, wide: true },
            { label: words.form.reasons, value: report.reasons, wide: true },
            { label: words.amount, value: yuan(report.amountFen) },
          ],
        },
      ]
    : []),
  ...(legalReview
    ? [
        {
          title: words.page.legalReview,
          paperId: legalReview.paperId,
          facts: [
            ...legalReview.points.map(({ point, opinion }) => ({ label: REVIEW_POINTS[point], value: opinion })),
            {
              label: words.form.conclusion,
              value: `${legalReview.conclusion}（${legalReview.reviewer.name}，${legalReview.on}）`,
              wide: true,
            },
          ],
        },
      ]
    : []),
  ...(discussion
    ? [
        {
          title: words.page.discussion,
          paperId: discussion.paperId,
          facts: [
            { label: words.form.from, value: minuteOf(discussion.from) },
            { label: words.form.place, value: discussion.place },
            { label: words.form.chair, value: discussion.chair },
            ...discussion.attendees.map(({ name, post, opinion }) => ({
              label: `${name}　${post}`,
              value: opinion,
              wide: true,
            })),
            { label: words.form.discussConclusion, value: discussion.conclusion, wide: true },
          ],
        },
      ]
    : []),
]

const judgement = ({ notice, decision }: Case): Part[] => [
  ...(notice
    ? [
        {
          title: words.page.notice,
          paperId: notice.paperIds[0],
          facts: [
            { label: words.amount, value: yuan(notice.amountFen) },
            { label: words.page.served, value: notice.servedOn ?? '' },
            { label: words.page.defenceUntil, value: notice.defenceUntil ?? '' },
            { label: words.page.hearingUntil, value: notice.hearingUntil ?? '' },
            { label: words.page.waivedOn, value: notice.waivedOn ?? '' },
            ...(notice.defence ? [{ label: words.form.said, value: notice.defence, wide: true }] : []),
            ...(notice.defence ? [{ label: words.form.answer, value: notice.defenceAnswer, wide: true }] : []),
          ],
        },
      ]
    : []),
  ...(decision
    ? [
        {
          title: words.page.decision,
          paperId: decision.paperId,
          facts: [
            { label: words.number, value: decision.number ?? '' },
            { label: words.amount, value: yuan(decision.amountFen) },
            { label: words.discretion.measures, value: decision.measures.join('；') },
            { label: words.page.served, value: decision.servedOn ?? '' },
            { label: words.page.payBy, value: decision.payBy ?? '' },
          ],
        },
      ]
    : []),
]

const end = ({ payment, closing, archive }: Case): Part[] => [
  ...(payment
    ? [
        {
          title: words.page.payment,
          facts: [
            { label: words.form.paidOn, value: payment.on },
            { label: words.form.paid, value: yuan(payment.amountFen) },
            { label: words.form.receipt, value: payment.receipt },
          ],
        },
      ]
    : []),
  ...(closing
    ? [
        {
          title: words.page.closing,
          paperId: closing.paperId,
          facts: [
            { label: words.form.outcome, value: closing.outcome, wide: true },
            { label: words.form.execution, value: closing.execution, wide: true },
          ],
        },
      ]
    : []),
  ...(archive
    ? [
        {
          title: words.page.archive,
          paperId: archive.paperId,
          facts: [
            { label: words.form.archiveNumber, value: archive.number },
            { label: words.form.retention, value: archive.retention },
          ],
        },
      ]
    : []),
]

/** What was done so far, stage by stage; each part appears with its first content. */
export function CaseCourse({ view: { case: thing }, onOpenPaper }: Props) {
  return (
    <>
      {thing.interviews.length > 0 && <Interviews thing={thing} onOpenPaper={onOpenPaper} />}
      {[...inquiry(thing), ...judgement(thing), ...end(thing)].map(({ title, paperId, facts }) => (
        <section key={title} className="sheet">
          <div className="sheet-head">
            <h2>{title}</h2>
            <OpenPaper id={paperId} onOpenPaper={onOpenPaper} />
          </div>
          <Facts facts={facts} />
        </section>
      ))}
    </>
  )
}

function OpenPaper({ id, onOpenPaper }: { id: string | null | undefined } & Pick<Props, 'onOpenPaper'>) {
  if (!id) return null
  return (
    <Button type="link" size="small" onClick={() => onOpenPaper(id)}>
      {words.page.openPaper}
    </Button>
  )
}

function Interviews({ thing, onOpenPaper }: { thing: Case } & Pick<Props, 'onOpenPaper'>) {
  return (
    <section className="sheet">
      <h2>{words.page.interviews}</h2>
      <ul className="plain-list">
        {thing.interviews.map(({ id, respondent, nth, from, until, place, paperId }) => (
          <li key={id} className="row-line">
            <span>
              {respondent}　{words.page.nth(nth)}　
              <span className="soft">
                {minuteOf(from)} 至 {minuteOf(until)}　{place}
              </span>
            </span>
            <OpenPaper id={paperId} onOpenPaper={onOpenPaper} />
          </li>
        ))}
      </ul>
    </section>
  )
}
