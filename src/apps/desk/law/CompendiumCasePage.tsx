import { useQuery } from '@tanstack/react-query'
import { Alert, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import {
  discardCase,
  getCompendiumCase,
  publishCase,
  withdrawCase,
  type CaseView,
} from '../../../contexts/law/contract/compendium.ts'
import { CASE_STATES, NO_CASE_FACTS, type CaseContent } from '../../../contexts/law/rules/compendium.ts'
import * as transitions from '../../../contexts/law/transitions/compendium.ts'
import { whyNot, whyNotOffered, type AnyStep } from '../../../kernel/step.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { TextField } from '../fields.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { useNow } from '../session/use-now.ts'
import { CaseKindTag } from './CompendiumPage.tsx'
import { Margin, useNameOf } from './law-book.tsx'
import { words } from './words-compendium.ts'

/** One case: facts, outcome, what each article means for it, and what to take from it. */
export function CompendiumCasePage() {
  const { id = '' } = useParams()
  const { data, error } = useQuery({
    queryKey: ['compendium-case', id],
    queryFn: () => ask(getCompendiumCase, { id }),
  })
  if (error) return <TroubleNotice trouble={troubleOf(error)} />
  if (!data) return <PageHeader title={words.title} />
  const { entry, cites } = data
  const content = entry.draft ?? entry.shown
  if (!content) return <PageHeader title={words.title} />
  return (
    <>
      <PageHeader
        title={content.title}
        under={
          <>
            <CaseKindTag kind={content.kind} />
            <Tag color={entry.state === 'published' ? 'processing' : 'default'}>{CASE_STATES[entry.state]}</Tag>
            {words.by(entry.editedByName)}
            {entry.publishedByName && `　${words.published(entry.publishedByName)}`}
          </>
        }
        trail={[
          <Link key="law" to="/law">
            {words.law}
          </Link>,
          <Link key="list" to="/law/compendium">
            {words.title}
          </Link>,
        ]}
      />
      {entry.state === 'revised' && entry.draft && <Alert type="info" showIcon title={words.waiting} />}
      {entry.because && <Alert type="warning" showIcon title={words.closed(entry.because)} />}
      <div className="with-margin">
        <div>
          <Told content={content} cites={cites} />
          <Steps view={data} />
          <History history={entry.history} />
        </div>
        <aside>
          <Margin
            entries={content.analysis.map(({ instrument, article }) => ({
              cites: { instrument, article: Number(article) },
              why: words.cites,
            }))}
          />
        </aside>
      </div>
    </>
  )
}

function Told({ content, cites }: { readonly content: CaseContent; readonly cites: readonly string[] }) {
  return (
    <>
      <Paragraph title={words.facts} text={content.facts} />
      <Paragraph title={words.outcome} text={content.outcome} />
      <section className="sheet">
        <h2>{words.analysis}</h2>
        <ol className="plain-list">
          {content.analysis.map(({ instrument, article, says }, at) => (
            <li key={`${instrument} ${article}`}>
              <strong>
                <Link className="text-link" to={`/law/${encodeURIComponent(instrument)}/${article}`}>
                  {cites[at]}
                </Link>
              </strong>
              <p style={{ whiteSpace: 'pre-wrap', margin: '4px 0 0' }}>{says}</p>
            </li>
          ))}
        </ol>
      </section>
      <Paragraph title={words.lesson[content.kind]} text={content.lesson}>
        {content.source && (
          <p className="soft">
            {words.source}：{content.source}
          </p>
        )}
      </Paragraph>
    </>
  )
}

type ParagraphProps = { readonly title: string; readonly text: string; readonly children?: ReactNode }

const Paragraph = ({ title, text, children }: ParagraphProps) => (
  <section className="sheet">
    <h2>{title}</h2>
    <p style={{ whiteSpace: 'pre-wrap', margin: 0 }}>{text}</p>
    {children}
  </section>
)

/** The steps that this person may take in this state. */
function Steps({ view: { entry } }: { readonly view: CaseView }) {
  const by = useAsker()
  const at = useNow()
  const nameOf = useNameOf()
  const [because, setBecause] = useState('')
  const publish = useAct(publishCase, { done: words.publishedDone })
  const discard = useAct(discardCase, { done: words.discardedDone })
  const withdraw = useAct(withdrawCase, { done: words.withdrawnDone })
  const { id, version } = entry
  const may = (step: AnyStep) => whyNotOffered(step, entry, by, CASE_STATES).length === 0
  const closed = (step: AnyStep, input: object) =>
    whyNot(step, { thing: entry, input, facts: NO_CASE_FACTS, by, at }, CASE_STATES)
  const reason = { version, because: because.trim() }
  const short = reason.because.length < 4 ? [{ code: 'no-reason', facts: {}, says: words.becauseShort }] : []
  const [canEdit, canRevise] = [may(transitions.draftCase), may(transitions.reviseCase)]
  const [canPublish, canDiscard] = [may(transitions.publishCase), may(transitions.discardCase)]
  const canWithdraw = may(transitions.withdrawCase)
  if (!(canEdit || canRevise || canPublish || canDiscard || canWithdraw)) return null
  return (
    <section className="sheet">
      <h2>{words.steps}</h2>
      <TroubleNotice trouble={publish.trouble ?? discard.trouble ?? withdraw.trouble} nameOf={nameOf} />
      {(canDiscard || canWithdraw) && (
        <TextField label={words.because} max={300} value={because} onChange={setBecause} />
      )}
      <div className="actions">
        {canPublish && (
          <SubmitButton
            busy={publish.busy}
            nameOf={nameOf}
            refusals={closed(transitions.publishCase, { version })}
            onClick={() => void publish.submit({ id, version })}
          >
            {words.publish}
          </SubmitButton>
        )}
        {(canEdit || canRevise) && (
          <LinkButton to={`/law/compendium/${id}/edit`}>{canEdit ? words.edit : words.revise}</LinkButton>
        )}
        {canDiscard && (
          <SubmitButton
            kind="default"
            danger
            busy={discard.busy}
            nameOf={nameOf}
            refusals={[...closed(transitions.discardCase, reason), ...short]}
            onClick={() => void discard.submit({ id, ...reason })}
          >
            {words.discard}
          </SubmitButton>
        )}
        {canWithdraw && (
          <SubmitButton
            kind="default"
            danger
            busy={withdraw.busy}
            nameOf={nameOf}
            refusals={[...closed(transitions.withdrawCase, reason), ...short]}
            onClick={() => void withdraw.submit({ id, ...reason })}
          >
            {words.withdraw}
          </SubmitButton>
        )}
      </div>
    </section>
  )
}

function History({ history }: Pick<CaseView['entry'], 'history'>) {
  return (
    <section className="sheet">
      <h2>{words.history}</h2>
      <ol className="plain-list">
        {history.map(({ step, at: when, byName }) => (
          <li key={when + step} className="row-line">
            <span>
              {transitions.compendiumLifecycle.steps.find(({ name }) => name === step)?.label ?? step}　{byName}
            </span>
            <span className="number soft">{minuteOf(when)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
