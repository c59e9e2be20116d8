import { useQuery } from '@tanstack/react-query'
import { Input, InputNumber, Select } from 'antd'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { listOfficers } from '../../../contexts/people/contract.ts'
import { commitDraw } from '../../../contexts/planning/contract.ts'
import { findQuotas } from '../../../contexts/law/rules/quota-linter.ts'
import { SECTORS } from '../../../contexts/registry/model.ts'
import { addDays } from '../../../kernel/time.ts'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from './words.ts'

type DrawDraft = {
  title: string
  unitsWanted: number
  from: string
  until: string
  high: number
  medium: number
  low: number
  publicSeedSource: string
  publicSeedOn: string
  sectors: string[]
  resting: string[]
  restReason: string
}

const begun = (): DrawDraft => ({
  title: '',
  unitsWanted: 10,
  from: addDays(today(), 1),
  until: addDays(today(), 30),
  high: 4,
  medium: 2,
  low: 1,
  publicSeedSource: '',
  publicSeedOn: addDays(today(), 1),
  sectors: [],
  resting: [],
  restReason: '轮休',
})

type FieldsProps = { readonly value: DrawDraft; readonly set: (change: Partial<DrawDraft>) => void }

/** Binds the list of a draw: by rule, with nobody picked by hand. */
export function DrawFormPage() {
  const [params] = useSearchParams()
  const redrawOf = params.get('redrawOf')
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const draft = useDraft(`planning/draw/${redrawOf ?? 'new'}`, begun())
  const { value, set } = draft
  const { submit, busy, trouble } = useAct(commitDraw, {
    done: words.form.done,
    after: async ({ id }) => {
      draft.done()
      await navigate(`/planning/draws/${id}`)
    },
  })
  const cannot = useWhyNotPermitted()('planning.plan')
  const send = () => {
    const { high, medium, low, resting, restReason, ...rest } = value
    void submit({
      ...rest,
      weights: { high, medium, low },
      resting: resting.map((officerId) => ({ officerId, reason: restReason })),
      redrawOf,
    })
  }
  return (
    <>
      <PageHeader
        title={words.form.title}
        under={words.form.under}
        trail={[
          <Link key="plan" to="/planning">
            {words.title}
          </Link>,
        ]}
      />
      <section className="sheet">
        <div className="form-grid">
          <Scope value={value} set={set} />
          <SeedAndOfficers value={value} set={set} />
        </div>
        <TroubleNotice trouble={trouble} nameOf={nameOf} />
        <div className="actions">
          <SubmitButton busy={busy} refusals={cannot} nameOf={nameOf} onClick={send}>
            {words.form.submit}
          </SubmitButton>
        </div>
      </section>
    </>
  )
}

/** What the draw is called, how many it takes, when, and how the lots are dealt. */
function Scope({ value, set }: FieldsProps) {
  const quota = findQuotas(value.title)[0]
  return (
    <>
      <Field label={words.form.name} wide wrong={quota ? `${quota.says}。${quota.mend}` : undefined}>
        {(tied) => (
          <Input
            {...tied}
            maxLength={100}
            value={value.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.form.wanted}>
        {({ id }) => (
          <InputNumber
            id={id}
            min={1}
            max={2000}
            precision={0}
            value={value.unitsWanted}
            onChange={(unitsWanted) => set({ unitsWanted: unitsWanted ?? 1 })}
          />
        )}
      </Field>
      <Field label={`${words.period}${words.from}`}>
        {({ id }) => <LawDateInput id={id} value={value.from} onChange={(from) => set({ from })} />}
      </Field>
      <Field label={`${words.period}${words.until}`}>
        {({ id }) => <LawDateInput id={id} value={value.until} onChange={(until) => set({ until })} />}
      </Field>
      {(['high', 'medium', 'low'] as const).map((tier) => (
        <Field key={tier} label={words.form[tier]}>
          {({ id }) => (
            <InputNumber
              id={id}
              min={1}
              max={16}
              precision={0}
              value={value[tier]}
              onChange={(weight) => set({ [tier]: weight ?? 1 })}
            />
          )}
        </Field>
      ))}
    </>
  )
}

/** Where the public seed comes from, and who is not drawn. */
function SeedAndOfficers({ value, set }: FieldsProps) {
  const people = useQuery({ queryKey: ['officers', {}], queryFn: () => ask(listOfficers, {}) })
  return (
    <>
      <Field label={words.form.seedSource} note={words.form.seedSourceNote} wide>
        {(tied) => (
          <Input
            {...tied}
            maxLength={200}
            value={value.publicSeedSource}
            onChange={(event) => set({ publicSeedSource: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.form.seedOn}>
        {({ id }) => (
          <LawDateInput
            id={id}
            value={value.publicSeedOn}
            notBefore={addDays(today(), 1)}
            onChange={(publicSeedOn) => set({ publicSeedOn })}
          />
        )}
      </Field>
      <Field label={words.form.sectors} wide>
        {({ id }) => (
          <Select
            id={id}
            aria-label={words.form.sectors}
            mode="multiple"
            style={{ width: '100%' }}
            value={value.sectors}
            onChange={(sectors) => set({ sectors })}
            options={Object.entries(SECTORS).map(([code, label]) => ({ value: code, label }))}
          />
        )}
      </Field>
      <Field label={words.form.resting} wide>
        {({ id }) => (
          <Select
            id={id}
            aria-label={words.form.resting}
            mode="multiple"
            style={{ width: '100%' }}
            value={value.resting}
            onChange={(resting) => set({ resting })}
            options={(people.data?.officers ?? [])
              .filter(({ roles }) => roles.includes('officer'))
              .map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
      </Field>
      {value.resting.length > 0 && (
        <Field label={words.form.restReason}>
          {(tied) => (
            <Input
              {...tied}
              maxLength={100}
              value={value.restReason}
              onChange={(event) => set({ restReason: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}
