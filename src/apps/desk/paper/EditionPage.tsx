import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { Link, useParams } from 'react-router'
import type { z } from 'zod'
import { approveEdition, editionToRead, withdrawEdition } from '../../../contexts/document/contract/edition.ts'
import type { Template } from '../../../contexts/document/model.ts'
import type { LayoutBlock } from '../../../contexts/document/rules/layout.ts'
import { whyNotApproved } from '../../../contexts/document/rules/edition.ts'
import { Facts } from '../../ui/Facts.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { EditionState } from './FormsPage.tsx'
import { FormPreview } from './FormPreview.tsx'
import { words } from './words.ts'
import './paper.css'

type Read = z.output<(typeof editionToRead)['output']>

/** One edition of a form: what it changes, how it prints, and the second person's approval. */
export function EditionPage() {
  const { id = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['edition', id], queryFn: () => ask(editionToRead, { id }) })
  if (error)
    return (
      <>
        <PageHeader title={words.title} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  return data ? <Loaded read={data} /> : <Spin />
}

function Loaded({ read: { edition, template, layout, before } }: { readonly read: Read }) {
  const nameOf = useNameOf()
  const me = useMe()
  const permitted = useWhyNotPermitted()
  const approve = useAct(approveEdition, { done: words.approved })
  const withdraw = useAct(withdrawEdition, { done: words.withdrawn })
  return (
    <>
      <PageHeader
        title={template.name}
        under={
          <>
            <EditionState state={edition.state} />
            {template.code}　{words.version} {edition.version}
          </>
        }
        trail={[
          <Link key="forms" to="/papers/forms">
            {words.title}
          </Link>,
        ]}
      />
      <div className="form-editor">
        <section className="sheet">
          <Facts
            facts={[
              { label: words.reason, value: edition.reason, wide: true },
              { label: words.from, value: edition.effectiveFrom },
              { label: words.drafter, value: edition.draftedBy },
              { label: words.approver, value: edition.approvedBy ?? '' },
            ]}
          />
          <h2>{words.changes}</h2>
          <Changes before={before.blocks} after={layout.blocks} labels={edition.labels} template={template} />
          <TroubleNotice trouble={approve.trouble ?? withdraw.trouble} nameOf={nameOf} />
          {edition.state === 'drafted' && (
            <div className="actions">
              <SubmitButton
                busy={approve.busy}
                nameOf={nameOf}
                refusals={[
                  ...permitted('document.approve-form'),
                  ...whyNotApproved(edition, { by: me.id, today: today() }),
                ]}
                onClick={() => void approve.submit({ id: edition.id })}
              >
                {words.approve}
              </SubmitButton>
              <SubmitButton
                kind="default"
                busy={withdraw.busy}
                refusals={permitted('document.draft-form')}
                onClick={() => void withdraw.submit({ id: edition.id })}
              >
                {words.withdraw}
              </SubmitButton>
            </div>
          )}
        </section>
        <FormPreview code={template.code} labels={edition.labels} layout={layout} />
      </div>
    </>
  )
}

/** The words of a block, on one line. */
const wordsOf = (block: LayoutBlock): string => {
  if ('p' in block) return block.p
  if ('note' in block) return block.note
  if ('lines' in block)
    return block.lines
      .flat()
      .map(([label, text]) => `${label}：${text}`)
      .join('　')
  if ('form' in block)
    return block.form
      .flat()
      .map(({ label }) => label)
      .join('　')
  return JSON.stringify(block)
}

type ChangesProps = {
  readonly before: readonly LayoutBlock[]
  readonly after: readonly LayoutBlock[]
  readonly labels: Readonly<Record<string, string>>
  readonly template: Template
}

function Changes({ before, after, labels, template }: ChangesProps) {
  const labelOf = (name: string) => template.fields.find((field) => field.name === name)?.label ?? name
  /** The place of a field by its label: 【携带材料】. */
  const shown = (text: string) => text.replace(/\{(\w+)[^}]*\}/g, (_, name: string) => `【${labelOf(name)}】`)
  const [old, now] = [new Set(before.map(wordsOf)), new Set(after.map(wordsOf))]
  const gone = [...old].filter((text) => !now.has(text))
  const come = [...now].filter((text) => !old.has(text))
  const named = Object.entries(labels)
  if (gone.length + come.length + named.length === 0) return <p className="soft">{words.unchanged}</p>
  return (
    <ul className="plain-list">
      {gone.map((text) => (
        <li key={text} className="block-gone">
          {shown(text)}
        </li>
      ))}
      {come.map((text) => (
        <li key={text}>
          <mark>{shown(text)}</mark>
        </li>
      ))}
      {named.map(([name, label]) => (
        <li key={name}>
          {words.renamed} <mark>{label}</mark>
        </li>
      ))}
    </ul>
  )
}
