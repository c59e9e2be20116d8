import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { recordGuidance } from '../../../contexts/inspection/contract/guidance.ts'
import { PURPOSES, type Advice, type Purpose } from '../../../contexts/inspection/rules/guidance.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { Field } from '../../ui/Field.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { AreaField, ChoiceField, DateField, optionsOf, TextField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { EnterpriseInput } from './EnterpriseInput.tsx'
import { words } from './words-guidance.ts'

type GuidanceDraft = {
  enterpriseId: string
  purpose: Purpose
  on: string
  cause: string
  visitors: string
  told: string
  advice: Advice[]
}

const NO_ADVICE: Advice = { found: '', advice: '' }

/** Keeps a visit of guidance or research; what was noticed becomes advice. */
export function GuidanceForm({ onClose }: { readonly onClose: () => void }) {
  const nameOf = useNameOf()
  const cannot = useWhyNotPermitted()('inspection.guide')
  const queries = useQueryClient()
  const draft = useDraft<GuidanceDraft>('inspection/guidance', {
    enterpriseId: '',
    purpose: 'guidance',
    on: today(),
    cause: '',
    visitors: '',
    told: '',
    advice: [],
  })
  const { value, set } = draft
  const act = useAct(recordGuidance, {
    done: words.saved,
    after: async () => {
      draft.done()
      await queries.invalidateQueries({ queryKey: ['guidance'] })
      onClose()
    },
  })
  const lacking = value.enterpriseId ? [] : [{ code: 'no-enterprise', facts: {}, says: words.noEnterprise }]
  return (
    <section className="sheet" aria-label={words.formTitle}>
      <h2>{words.formTitle}</h2>
      <div className="form-grid">
        <Field label={words.enterprise}>
          {({ id }) => (
            <EnterpriseInput
              id={id}
              value={value.enterpriseId}
              name={undefined}
              onChange={(enterpriseId) => set({ enterpriseId })}
            />
          )}
        </Field>
        <ChoiceField
          label={words.purpose}
          value={value.purpose}
          options={optionsOf(PURPOSES)}
          onChange={(purpose) => set({ purpose })}
        />
        <DateField label={words.on} value={value.on} notAfter={today()} onChange={(on) => set({ on })} />
        <TextField
          label={words.visitors}
          note={words.visitorsNote}
          max={200}
          value={value.visitors}
          onChange={(visitors) => set({ visitors })}
        />
        <TextField
          wide
          label={words.cause}
          note={words.causeNote}
          max={200}
          value={value.cause}
          onChange={(cause) => set({ cause })}
        />
        <AreaField wide label={words.told} max={2000} value={value.told} onChange={(told) => set({ told })} />
      </div>
      <AdviceLines advice={value.advice} onChange={(advice) => set({ advice })} />
      <TroubleNotice trouble={act.trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          busy={act.busy}
          refusals={[...cannot, ...lacking]}
          nameOf={nameOf}
          onClick={() => void act.submit(value)}
        >
          {words.save}
        </SubmitButton>
        <Button onClick={onClose}>{words.cancel}</Button>
      </div>
    </section>
  )
}

type LinesProps = { readonly advice: readonly Advice[]; readonly onChange: (advice: Advice[]) => void }

function AdviceLines({ advice, onChange }: LinesProps) {
  const change = (at: number, part: Partial<Advice>) =>
    onChange(advice.map((one, place) => (place === at ? { ...one, ...part } : one)))
  return (
    <>
      <h3>{words.advice}</h3>
      <p className="soft">{words.adviceNote}</p>
      {advice.map((one, at) => (
        <div key={String(at)} className="form-grid">
          <TextField
            label={words.found(at + 1)}
            max={500}
            value={one.found}
            onChange={(found) => change(at, { found })}
          />
          <TextField
            label={words.advise(at + 1)}
            max={500}
            value={one.advice}
            onChange={(text) => change(at, { advice: text })}
          />
          <div>
            <Button
              size="small"
              aria-label={words.less(at + 1)}
              onClick={() => onChange(advice.filter((_, place) => place !== at))}
            >
              {words.remove}
            </Button>
          </div>
        </div>
      ))}
      <Button onClick={() => onChange([...advice, NO_ADVICE])}>{words.more}</Button>
    </>
  )
}
