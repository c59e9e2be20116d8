import { useQuery } from '@tanstack/react-query'
import { Input, Progress } from 'antd'
import { useState } from 'react'
import {
  arrangePlan,
  arrangingProgress,
  stopArranging,
  type AnnualPlanView,
} from '../../../contexts/planning/contract/annual-plans.ts'
import { PLAN_STATES } from '../../../contexts/planning/rules/annual-plan.ts'
import * as transitions from '../../../contexts/planning/transitions/annual-plan.ts'
import { whyNotOffered } from '../../../kernel/step.ts'
import { Field } from '../../ui/Field.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { AnnualInputs } from './AnnualInputs.tsx'
import { words } from './words-annual.ts'

/** Arranges the whole year, or arranges it anew with other inputs; shows how far it is and stops it. */
export function AnnualArrange({ view: { plan } }: { readonly view: AnnualPlanView }) {
  const by = useAsker()
  const nameOf = useNameOf()
  const [inputs, setInputs] = useState(plan.inputs)
  const [note, setNote] = useState(plan.note)
  const arrange = useAct(arrangePlan, { done: words.arrange.done })
  const stop = useAct(stopArranging)
  const { data } = useQuery({
    queryKey: ['arranging', plan.id],
    queryFn: () => ask(arrangingProgress, { id: plan.id }),
    enabled: arrange.busy,
    refetchInterval: 500,
  })
  const refusals = whyNotOffered(transitions.arrangePlan, plan, by, PLAN_STATES)
  const button = (
    <div className="actions">
      <SubmitButton
        busy={arrange.busy}
        refusals={refusals}
        nameOf={nameOf}
        onClick={() => void arrange.submit({ id: plan.id, version: plan.version, inputs, note })}
      >
        {words.arrange.submit}
      </SubmitButton>
      {arrange.busy && (
        <SubmitButton kind="default" onClick={() => void stop.submit({ id: plan.id })}>
          {words.arrange.stop}
        </SubmitButton>
      )}
    </div>
  )
  return (
    <section className="sheet">
      <h2>{words.arrange.open}</h2>
      {arrange.busy && (
        <div role="status">
          <p>{words.arrange.running}</p>
          <Progress
            aria-label={words.arrange.open}
            percent={Math.round((data?.share ?? 0) * 100)}
            strokeColor="var(--ink)"
          />
        </div>
      )}
      <details className="item-group">
        <summary>{plan.solved ? words.arrange.again : words.inputs.title}</summary>
        {plan.solved && <p className="field-note">{words.arrange.overwrite}</p>}
        <Field label={words.form.note} note={words.form.noteHint} wide>
          {(tied) => (
            <Input.TextArea
              {...tied}
              autoSize={{ minRows: 2 }}
              maxLength={2000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <AnnualInputs value={inputs} onChange={setInputs} />
        {plan.solved && button}
      </details>
      <TroubleNotice trouble={arrange.trouble ?? stop.trouble} nameOf={nameOf} />
      {!plan.solved && button}
    </section>
  )
}
