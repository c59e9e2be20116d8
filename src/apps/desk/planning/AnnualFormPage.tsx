import { Input, Select } from 'antd'
import { Link, useNavigate } from 'react-router'
import { beginPlan } from '../../../contexts/planning/contract/annual-plans.ts'
import { USUAL_INPUTS } from '../../../contexts/planning/rules/annual-plan.ts'
import { findQuotas } from '../../../contexts/law/rules/quota-linter.ts'
import { yearOf } from '../../../kernel/time.ts'
import { Field } from '../../ui/Field.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useNameOf } from '../law/law-book.tsx'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { AnnualInputs } from './AnnualInputs.tsx'
import { planningTrail } from './AnnualPlansPage.tsx'
import { words } from './words-annual.ts'

/** Begins a plan: the year, and how the officers' time is dealt out. */
export function AnnualFormPage() {
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const running = yearOf(today())
  const draft = useDraft('planning/annual/new', { year: running, note: '', inputs: USUAL_INPUTS })
  const { value, set } = draft
  const { submit, busy, trouble } = useAct(beginPlan, {
    done: words.form.done,
    after: async ({ plan }) => {
      draft.done()
      await navigate(`/planning/annual/${plan.id}`)
    },
  })
  const cannot = useWhyNotPermitted()('planning.plan')
  const quota = findQuotas(value.note)[0]
  return (
    <>
      <PageHeader
        title={words.form.title}
        under={words.form.under}
        trail={[
          planningTrail,
          <Link key="annual" to="/planning/annual">
            {words.title}
          </Link>,
        ]}
      />
      <section className="sheet">
        <div className="form-grid">
          <Field label={words.form.year}>
            {({ id }) => (
              <Select
                id={id}
                aria-label={words.form.year}
                style={{ width: '100%' }}
                value={value.year}
                onChange={(year) => set({ year })}
                options={[running, running + 1].map((year) => ({ value: year, label: String(year) }))}
              />
            )}
          </Field>
          <Field
            label={words.form.note}
            note={words.form.noteHint}
            wide
            wrong={quota ? `${quota.says}。${quota.mend}` : undefined}
          >
            {(tied) => (
              <Input.TextArea
                {...tied}
                autoSize={{ minRows: 2 }}
                maxLength={2000}
                value={value.note}
                onChange={(event) => set({ note: event.target.value })}
              />
            )}
          </Field>
        </div>
      </section>
      <section className="sheet">
        <h2>{words.inputs.title}</h2>
        <AnnualInputs value={value.inputs} onChange={(inputs) => set({ inputs })} />
        <TroubleNotice trouble={trouble} nameOf={nameOf} />
        <div className="actions">
          <SubmitButton busy={busy} refusals={cannot} nameOf={nameOf} onClick={() => void submit(value)}>
            {words.form.submit}
          </SubmitButton>
        </div>
      </section>
    </>
  )
}
