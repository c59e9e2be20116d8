import { useState } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import { lintText } from '../../../contexts/planning/contract.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { citeInWords, TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { AreaField } from '../fields.tsx'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { useAct } from '../session/use-act.ts'
import { words as all } from './words-guard.ts'

const words = all.linter

type Answer = z.output<(typeof lintText)['output']>
type Looked = { readonly text: string; readonly findings: Answer['findings'] }

const CITED = [
  { cites: { instrument: 'MEM-2025-02-27', article: 14 }, why: '不得下达检查指标，考核不与次数、罚款挂钩' },
  { cites: { instrument: 'MEM-2025-02-27', article: 2 }, why: '专项检查限定范围、内容、期限和数量' },
  { cites: { instrument: 'MEM-2025-02-27', article: 12 }, why: '不得以帮扶指导之名检查' },
]

/** A notice is pasted in; what sets targets is marked, each with its article (circular art. 2, 6, 12 and 14). */
export function LinterPage() {
  const [text, setText] = useState('')
  const [looked, setLooked] = useState<Looked | null>(null)
  const nameOf = useNameOf()
  const lint = useAct(lintText, { after: ({ findings }) => setLooked({ text: text.trim(), findings }) })
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[
          <Link key="list" to="/planning">
            {all.back}
          </Link>,
        ]}
      />
      <div className="with-margin">
        <div>
          <section className="sheet">
            <AreaField
              label={words.text}
              note={words.textNote}
              rows={8}
              max={20_000}
              value={text}
              onChange={setText}
              wide
            />
            <TroubleNotice trouble={lint.trouble} nameOf={nameOf} />
            <div className="actions">
              <SubmitButton busy={lint.busy} onClick={() => void lint.submit({ text })}>
                {words.submit}
              </SubmitButton>
            </div>
          </section>
          {looked && <Findings looked={looked} />}
        </div>
        <aside>
          <Margin entries={CITED} />
        </aside>
      </div>
    </>
  )
}

function Findings({ looked: { text, findings } }: { looked: Looked }) {
  const nameOf = useNameOf()
  if (findings.length === 0)
    return (
      <section className="sheet">
        <EmptyState title={words.clean}>{words.cleanUnder}</EmptyState>
      </section>
    )
  return (
    <>
      <section className="sheet">
        <h2>{words.found(findings.length)}</h2>
        <ul className="plain-list">
          {findings.map(({ code, at, excerpt, says, mend, cites }) => (
            <li key={`${code}${at}`}>
              <div className="row-line">
                <mark>{excerpt}</mark>
                <span className="soft">{citeInWords(cites, nameOf)}</span>
              </div>
              <div>{says}</div>
              <div className="soft">{mend}</div>
            </li>
          ))}
        </ul>
      </section>
      <section className="sheet">
        <h2>{words.marked}</h2>
        <p className="lint-text">{marked(text, findings)}</p>
      </section>
    </>
  )
}

/** The text with every finding marked; one that overlaps the one before is left inside it. */
function marked(text: string, findings: Looked['findings']) {
  const parts = []
  let from = 0
  for (const { at, excerpt } of findings) {
    if (at < from) continue
    parts.push(text.slice(from, at), <mark key={at}>{excerpt}</mark>)
    from = at + excerpt.length
  }
  return [...parts, text.slice(from)]
}
