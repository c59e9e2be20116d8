import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { Link, useNavigate, useParams } from 'react-router'
import { draftCase, getCompendiumCase, reviseCase } from '../../../contexts/law/contract/compendium.ts'
import {
  CASE_KINDS,
  namesLeftIn,
  type CaseContent,
  type CompendiumCase,
} from '../../../contexts/law/rules/compendium.ts'
import { newId } from '../../ui/device.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { AreaField, ChoiceField, optionsOf, TextField } from '../fields.tsx'
import { ask } from '../session/ask.ts'
import { useAct } from '../session/use-act.ts'
import { AnalysisRows } from './AnalysisRows.tsx'
import { Margin, useNameOf } from './law-book.tsx'
import { TakeDecision } from './TakeDecision.tsx'
import { words } from './words-compendium.ts'

const BLANK: CaseContent = {
  kind: 'exemplary',
  title: '',
  facts: '',
  outcome: '',
  analysis: [{ instrument: 'APL', article: 29, says: '' }],
  lesson: '',
  source: '',
}
const CITED = [
  { cites: { instrument: 'MEM-2025-02-27', article: 8 }, why: words.cited.compendium },
  { cites: { instrument: 'APL', article: 50 }, why: words.cited.privacy },
]

/** Writes a case, or changes one. */
export function CompendiumFormPage() {
  const { id } = useParams()
  const { data, error } = useQuery({
    queryKey: ['compendium-case', id],
    enabled: id !== undefined,
    queryFn: () => ask(getCompendiumCase, { id: id ?? '' }),
  })
  if (error) return <TroubleNotice trouble={troubleOf(error)} />
  if (id && !data) return <Spin />
  return <CaseForm key={id ?? 'new'} entry={data?.entry ?? null} />
}

function CaseForm({ entry }: { readonly entry: CompendiumCase | null }) {
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const start = entry?.draft ?? entry?.shown ?? BLANK
  const draft = useDraft(entry ? `law/compendium/${entry.id}/${entry.version}` : 'law/compendium/new', {
    id: entry?.id ?? newId(),
    ...start,
    analysis: [...start.analysis],
  })
  const { value, set } = draft
  const after = async () => {
    draft.done()
    await navigate(`/law/compendium/${value.id}`)
  }
  const create = useAct(draftCase, { done: words.form.saved, after })
  const revise = useAct(reviseCase, { done: words.form.saved, after })
  const { busy, trouble } = entry ? revise : create
  const { id, ...content } = value
  const left = namesLeftIn(content)
  return (
    <>
      <PageHeader
        title={entry ? words.form.editTitle : words.form.newTitle}
        under={words.form.under}
        trail={[
          <Link key="list" to="/law/compendium">
            {words.title}
          </Link>,
        ]}
      />
      <DraftRestored draft={draft} />
      <div className="with-margin">
        <div>
          {!entry && <TakeDecision onTake={set} />}
          <CaseFields value={value} set={set} />
          <section className="sheet">
            <Lesson value={value} set={set} />
            {left.length > 0 && (
              <p className="field-wrong" role="status">
                {words.form.stillNames(left.join('、'))}
              </p>
            )}
            <TroubleNotice trouble={trouble} nameOf={nameOf} />
            <div className="actions">
              <SubmitButton
                busy={busy}
                onClick={() =>
                  void (entry ? revise.submit({ id, version: entry.version, content }) : create.submit({ id, content }))
                }
              >
                {words.form.save}
              </SubmitButton>
              <DraftSaved draft={draft} />
            </div>
          </section>
        </div>
        <aside>
          <Margin entries={CITED} />
        </aside>
      </div>
    </>
  )
}

type FieldsProps = { readonly value: CaseContent; readonly set: (part: Partial<CaseContent>) => void }

/** Kind and question, facts and outcome, and the analysis. */
function CaseFields({ value, set }: FieldsProps) {
  return (
    <>
      <section className="sheet">
        <div className="form-grid">
          <ChoiceField
            label={words.kind}
            value={value.kind}
            options={optionsOf(CASE_KINDS)}
            onChange={(kind) => set({ kind })}
          />
          <TextField
            label={words.form.title}
            note={words.form.titleNote}
            max={80}
            value={value.title}
            onChange={(title) => set({ title })}
          />
          <AreaField
            wide
            rows={4}
            label={words.form.facts}
            max={4000}
            value={value.facts}
            onChange={(facts) => set({ facts })}
          />
          <AreaField
            wide
            label={words.form.outcome}
            max={2000}
            value={value.outcome}
            onChange={(outcome) => set({ outcome })}
          />
        </div>
      </section>
      <section className="sheet">
        <h2>{words.form.analysis}</h2>
        <AnalysisRows rows={value.analysis} onChange={(analysis) => set({ analysis })} />
      </section>
    </>
  )
}

/** What to take from the case, and where it was read. */
const Lesson = ({ value, set }: FieldsProps) => (
  <div className="form-grid">
    <AreaField wide label={words.form.lesson} max={1000} value={value.lesson} onChange={(lesson) => set({ lesson })} />
    <TextField
      label={words.form.source}
      note={words.form.sourceNote}
      max={200}
      value={value.source}
      onChange={(source) => set({ source })}
    />
  </div>
)
