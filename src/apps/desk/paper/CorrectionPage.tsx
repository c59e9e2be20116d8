import { useQuery } from '@tanstack/react-query'
import { Button, Spin } from 'antd'
import { useNavigate, useParams } from 'react-router'
import { correctPaper, getPaper, paperPdf } from '../../../contexts/document/contract.ts'
import type { Paper } from '../../../contexts/document/model.ts'
import { correctable } from '../../../contexts/document/rules/correction.ts'
import { no } from '../../../kernel/refusal.ts'
import { fileUrl } from '../../client.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { AreaField, TextField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words-enterprise.ts'

/** A paper's wording put right by a second paper. */
export function CorrectionPage() {
  const { id = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['paper', id], queryFn: () => ask(getPaper, { id }) })
  if (error)
    return (
      <>
        <PageHeader title={words.correction.title} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  return data ? <CorrectionForm key={id} paper={data.paper} /> : <Spin />
}

function CorrectionForm({ paper }: { readonly paper: Paper }) {
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const permitted = useWhyNotPermitted()('document.write')
  const fields = correctable(paper)
  const before = Object.fromEntries(fields.map(({ name }) => [name, String(paper.data[name] ?? '')]))
  const draft = useDraft(`paper/${paper.id}/correct`, { texts: before, reason: '' })
  const { texts, reason } = draft.value
  const changed = fields.filter(({ name }) => texts[name] !== before[name])
  const { submit, busy, trouble } = useAct(correctPaper, {
    done: words.correction.done,
    after: () => {
      draft.done()
      void navigate(-1)
    },
  })
  const correct = () => {
    const data = Object.fromEntries(changed.map(({ name }) => [name, texts[name] ?? '']))
    void submit({ id: paper.id, data, reason })
  }
  const unchanged = changed.length === 0 ? [no('nothing-changed', {}, words.correction.unchanged)] : []
  return (
    <>
      <PageHeader
        title={`${words.correction.title}：${paper.title}`}
        under={paper.number ?? undefined}
        actions={
          <>
            <Button href={fileUrl(paperPdf, { id: paper.id })} target="_blank" rel="noreferrer">
              {words.correction.original}
            </Button>
            <Button onClick={() => void navigate(-1)}>{words.correction.back}</Button>
          </>
        }
      />
      <form
        className="sheet"
        onSubmit={(event) => {
          event.preventDefault()
          correct()
        }}
      >
        <p className="soft">{words.correction.under}</p>
        <DraftRestored draft={draft} />
        <div className="form-grid">
          {fields.length === 0 && <p>{words.correction.none}</p>}
          {fields.map(({ name, label }) => (
            <TextField
              key={name}
              label={label}
              value={texts[name] ?? ''}
              onChange={(text) => draft.set({ texts: { ...texts, [name]: text } })}
            />
          ))}
        </div>
        <AreaField
          label={words.correction.reason}
          note={words.correction.reasonNote}
          max={500}
          value={reason}
          onChange={(text) => draft.set({ reason: text })}
        />
        <TroubleNotice trouble={trouble} nameOf={nameOf} />
        <div className="actions">
          <SubmitButton htmlType="submit" busy={busy} refusals={[...permitted, ...unchanged]}>
            {words.correction.submit}
          </SubmitButton>
          <DraftSaved draft={draft} />
        </div>
      </form>
    </>
  )
}
