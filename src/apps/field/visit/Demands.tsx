import { useState } from 'react'
import type { Hazard } from '../../../contexts/hazard/model.ts'
import { disagreements } from '../../../contexts/inspection/rules/rectify.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { TextField } from '../Field.tsx'
import { words } from '../words-site.ts'
import { useVisitNow } from './context.ts'

/** What the order demands of one hazard in words; an earlier demand that says otherwise stands beside it before anybody signs. */
export function Demand({ hazard }: { hazard: Hazard }) {
  const { file, draft } = useVisitNow()
  const text = draft.value.requirements?.[hazard.id] ?? ''
  const [open, setOpen] = useState(text !== '')
  const differing = disagreements(file.facts, { requirements: text.trim() ? [{ hazardId: hazard.id, text }] : [] })
  if (!open)
    return (
      <div className="chips spaced">
        <button type="button" className="chip" onClick={() => setOpen(true)}>
          {words.demand.add}
        </button>
      </div>
    )
  const change = (part: 'requirements' | 'differences', value: string) =>
    draft.set((before) => ({ ...before, [part]: { ...before[part], [hazard.id]: value } }))
  return (
    <>
      <TextField
        label={words.demand.label}
        value={text}
        rows={2}
        max={500}
        onChange={(value) => change('requirements', value)}
      />
      {differing.length > 0 && (
        <div className="notice warn" role="status">
          <p>{words.demand.disagrees[differing.some(({ kind }) => kind === 'opposite') ? 'opposite' : 'different']}</p>
          {differing.map(({ earlier }) => (
            <p key={earlier.hazardId + earlier.saidAt}>
              {words.demand.earlier(earlier.bureauName, lawDateOf(earlier.saidAt))}：{earlier.requirement}
            </p>
          ))}
          <p>
            {words.demand.now}：{text}
          </p>
          <TextField
            label={words.demand.because}
            value={draft.value.differences?.[hazard.id] ?? ''}
            rows={2}
            max={500}
            onChange={(value) => change('differences', value)}
          />
        </div>
      )}
    </>
  )
}
