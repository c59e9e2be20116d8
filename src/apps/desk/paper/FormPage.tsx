import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type { z } from 'zod'
import { draftEdition, formToEdit } from '../../../contexts/document/contract/edition.ts'
import { layoutToEdit, whyNotEdition } from '../../../contexts/document/rules/edition.ts'
import { no } from '../../../kernel/refusal.ts'
import { LawDateInput } from '../../ui/inputs.tsx'
import { newId } from '../../ui/device.ts'
import { Field } from '../../ui/Field.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { AreaField, TextField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { BlockEditor } from './BlockEditor.tsx'
import { FormPreview } from './FormPreview.tsx'
import { words } from './words.ts'
import './paper.css'

type Form = z.output<(typeof formToEdit)['output']>

/** One form, worded anew beside its preview; a second person approves. */
export function FormPage() {
  const { code = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['form', code], queryFn: () => ask(formToEdit, { code }) })
  if (error)
    return (
      <>
        <PageHeader title={words.title} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  return data ? <Editor key={`${code} ${data.template.version}`} form={data} /> : <Spin />
}

function Editor({ form: { template, base, layout: before } }: { readonly form: Form }) {
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const permitted = useWhyNotPermitted()('document.draft-form')
  const [layout, setLayout] = useState(before)
  const [labels, setLabels] = useState(labelsOf(template))
  const [reason, setReason] = useState('')
  const [effectiveFrom, setFrom] = useState(today())
  const changedLabels = Object.fromEntries(
    base.fields.flatMap(({ name, label }) => (labels[name] === label ? [] : [[name, labels[name] ?? '']])),
  )
  const { submit, busy, trouble } = useAct(draftEdition, {
    done: words.submitted,
    after: ({ id }) => navigate(`/papers/editions/${id}`),
  })
  const isSame =
    JSON.stringify(layout) === JSON.stringify(before) && JSON.stringify(labels) === JSON.stringify(labelsOf(template))
  const refusals = [
    ...permitted,
    ...(isSame ? [no('nothing-changed', {}, words.unchanged, words.unchangedMend)] : []),
    ...(reason.trim() ? [] : [no('reason-missing', {}, `“${words.reason}”没有填写`)]),
    ...whyNotEdition(base, { before: layoutToEdit(base, before), after: layout, labels: changedLabels }),
  ]
  return (
    <>
      <PageHeader
        title={template.name}
        under={`${template.code}　${words.version} ${template.version}　${words.seals[template.seal]}　${template.source} ${template.confidence}`}
        trail={[
          <Link key="forms" to="/papers/forms">
            {words.title}
          </Link>,
        ]}
      />
      <div className="form-editor">
        <section className="sheet">
          <h2>{words.blocks}</h2>
          <p className="field-note">{words.blocksNote}</p>
          <BlockEditor
            blocks={layout.blocks}
            template={template}
            onChange={(blocks) => setLayout({ ...layout, blocks })}
          />
          <details className="item-group">
            <summary>{words.labels}</summary>
            <p className="field-note">{words.labelsNote}</p>
            <div className="form-grid">
              {base.fields.map(({ name }) => (
                <TextField
                  key={name}
                  label={`{${name}}`}
                  max={60}
                  value={labels[name] ?? ''}
                  onChange={(label) => setLabels({ ...labels, [name]: label })}
                />
              ))}
            </div>
          </details>
          <div className="form-grid">
            <AreaField label={words.reason} wide max={500} value={reason} onChange={setReason} />
            <Field label={words.effectiveFrom}>
              {(tied) => <LawDateInput {...tied} value={effectiveFrom} onChange={(on) => setFrom(on ?? today())} />}
            </Field>
          </div>
          <TroubleNotice trouble={trouble} nameOf={nameOf} />
          <div className="actions">
            <SubmitButton
              busy={busy}
              refusals={refusals}
              nameOf={nameOf}
              onClick={() =>
                void submit({ id: newId(), code: template.code, effectiveFrom, reason, labels: changedLabels, layout })
              }
            >
              {words.submit}
            </SubmitButton>
          </div>
        </section>
        <FormPreview code={template.code} labels={changedLabels} layout={layout} />
      </div>
    </>
  )
}

const labelsOf = ({ fields }: Form['template']): Record<string, string> =>
  Object.fromEntries(fields.map(({ name, label }) => [name, label]))
