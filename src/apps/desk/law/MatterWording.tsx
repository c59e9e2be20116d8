import { Input } from 'antd'
import { useState } from 'react'
import type { MatterNode } from '../../../contexts/law/contract/layers.ts'
import { blanksOf, filledWording } from '../../../contexts/law/rules/matter.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Field } from '../../ui/Field.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useTell } from '../session/use-act.ts'
import { LayerName } from './ChangeTabs.tsx'
import { words } from './words-changes.ts'

/** The wording with its blanks marked. */
function Marked({ wording }: { readonly wording: string }) {
  return (
    <p className="wording">
      {wording.split(/(【[^【】]*】)/).map((part, at) => (part.startsWith('【') ? <mark key={at}>{part}</mark> : part))}
    </p>
  )
}

/** A matter with its standard wording; the blanks are filled by a form, and only a whole wording leaves it. */
export function MatterWording({ node }: { readonly node: MatterNode }) {
  const wording = node.wording ?? ''
  const blanks = blanksOf(wording)
  const [values, setValues] = useState<readonly string[]>(blanks.map(() => ''))
  const tell = useTell()
  const filled = filledWording(wording, values)
  const refusals = filled === null ? [{ code: 'blank', facts: {}, says: words.matters.unfilled }] : []
  return (
    <>
      <h2>{node.name}</h2>
      <h3 className="drawer-heading">{words.matters.wording}</h3>
      <Marked wording={wording} />
      {blanks.length > 0 && (
        <>
          <h3 className="drawer-heading">{words.matters.fill}</h3>
          <div className="form-grid">
            {blanks.map(({ nth, label }) => (
              <Field key={nth} label={label}>
                {(tied) => (
                  <Input
                    {...tied}
                    maxLength={100}
                    value={values[nth] ?? ''}
                    onChange={(event) =>
                      setValues(values.map((value, at) => (at === nth ? event.target.value : value)))
                    }
                  />
                )}
              </Field>
            ))}
          </div>
        </>
      )}
      <h3 className="drawer-heading">{words.matters.filled}</h3>
      <p aria-live="polite">{filled ?? <span className="soft">{words.matters.unfilled}</span>}</p>
      <SubmitButton
        kind="default"
        quiet
        refusals={refusals}
        onClick={() => {
          if (filled !== null) void navigator.clipboard.writeText(filled).then(() => tell(words.matters.copied))
        }}
      >
        {words.matters.copy}
      </SubmitButton>
      <div style={{ marginTop: 16 }}>
        <Facts
          facts={[
            { label: words.layers.key, value: node.id },
            { label: words.matters.violations, value: node.violations.join('、') },
            { label: words.matters.hazards, value: node.majorHazards.join('、') },
            { label: words.matters.basis, value: node.cites, wide: true },
            {
              label: words.matters.spokenBy,
              value: (
                <>
                  <LayerName region={node.region} />
                  {node.layer ? `　${node.layer.name}（${node.layer.number}）` : ''}
                </>
              ),
              wide: true,
            },
          ]}
        />
      </div>
    </>
  )
}
