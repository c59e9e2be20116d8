import { useQuery } from '@tanstack/react-query'
import { Input, InputNumber, Select } from 'antd'
import { Link, useNavigate } from 'react-router'
import { listCheckItems } from '../../../contexts/law/contract.ts'
import { draftSpecial } from '../../../contexts/planning/contract.ts'
import { TRIGGERS, type Trigger } from '../../../contexts/planning/model.ts'
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
import { today, useMe, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { AccidentFocus } from './AccidentFocus.tsx'
import { words } from './words.ts'

const wrongIn = (text: string) =>
  findQuotas(text)
    .map(({ says, mend }) => `${says}。${mend}`)
    .join('；') || undefined

type SpecialDraft = {
  title: string
  trigger: Trigger | null
  evidence: string
  regions: string[]
  sectors: string[]
  checkItemIds: string[]
  from: string
  until: string
  visitsMax: number
}

type FieldsProps = { readonly value: SpecialDraft; readonly set: (change: Partial<SpecialDraft>) => void }

/** A special inspection: its ground, and the bounds of place, sector, content, period and number. */
export function SpecialFormPage() {
  const { region } = useMe()
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const draft = useDraft<SpecialDraft>('planning/special/new', {
    title: '',
    trigger: null,
    evidence: '',
    regions: [region],
    sectors: [],
    checkItemIds: [],
    from: today(),
    until: addDays(today(), 30),
    visitsMax: 10,
  })
  const { value, set } = draft
  const { submit, busy, trouble } = useAct(draftSpecial, {
    done: words.special.done,
    after: async ({ special }) => {
      draft.done()
      await navigate(`/planning/specials/${special.id}`)
    },
  })
  const cannot = useWhyNotPermitted()('planning.plan')
  const { trigger } = value
  const take = (matters: readonly { id: string; industry: string }[]) =>
    set({
      sectors: [...new Set([...value.sectors, ...matters.map(({ industry }) => industry)])],
      checkItemIds: [...new Set([...value.checkItemIds, ...matters.map(({ id }) => id)])],
    })
  const lacking = trigger ? [] : [{ code: 'no-trigger', facts: {}, says: words.special.pickTrigger }]
  return (
    <>
      <PageHeader
        title={words.special.title}
        under={words.special.under}
        trail={[
          <Link key="plan" to="/planning">
            {words.title}
          </Link>,
        ]}
      />
      <section className="sheet">
        <div className="form-grid">
          <Ground value={value} set={set} />
          {value.trigger === 'typical-accident' && <AccidentFocus onTake={take} />}
          <Bounds value={value} set={set} />
        </div>
        <TroubleNotice trouble={trouble} nameOf={nameOf} />
        <div className="actions">
          <SubmitButton
            busy={busy}
            refusals={[...cannot, ...lacking]}
            nameOf={nameOf}
            onClick={() => {
              if (trigger) void submit({ ...value, trigger })
            }}
          >
            {words.special.submit}
          </SubmitButton>
        </div>
      </section>
    </>
  )
}

/** What it is called, and which of the three grounds it stands on. */
const Ground = ({ value, set }: FieldsProps) => (
  <>
    <Field label={words.name} wide wrong={wrongIn(value.title)}>
      {(tied) => (
        <Input {...tied} maxLength={100} value={value.title} onChange={(event) => set({ title: event.target.value })} />
      )}
    </Field>
    <Field label={words.trigger}>
      {({ id }) => (
        <Select
          id={id}
          aria-label={words.trigger}
          style={{ width: '100%' }}
          value={value.trigger}
          onChange={(chosen) => set({ trigger: chosen })}
          options={Object.entries(TRIGGERS).map(([code, label]) => ({ value: code as Trigger, label }))}
        />
      )}
    </Field>
    <Field label={words.special.evidence} wide wrong={wrongIn(value.evidence)}>
      {(tied) => (
        <Input.TextArea
          {...tied}
          autoSize={{ minRows: 2 }}
          maxLength={2000}
          value={value.evidence}
          onChange={(event) => set({ evidence: event.target.value })}
        />
      )}
    </Field>
  </>
)

/** Where, of which trade, with which content, when, and how many at most. */
function Bounds({ value, set }: FieldsProps) {
  const items = useQuery({
    queryKey: ['check-items', value.sectors],
    queryFn: () => ask(listCheckItems, value.sectors.length > 0 ? { industries: value.sectors.join(',') } : {}),
  })
  return (
    <>
      <Field label={words.special.regions}>
        {({ id }) => (
          <Select
            id={id}
            aria-label={words.special.regions}
            mode="tags"
            style={{ width: '100%' }}
            value={value.regions}
            onChange={(regions) => set({ regions })}
          />
        )}
      </Field>
      <Field label={words.special.sectors}>
        {({ id }) => (
          <Select
            id={id}
            aria-label={words.special.sectors}
            mode="multiple"
            style={{ width: '100%' }}
            value={value.sectors}
            onChange={(sectors) => set({ sectors })}
            options={Object.entries(SECTORS).map(([code, label]) => ({ value: code, label }))}
          />
        )}
      </Field>
      <Field label={words.special.items} wide>
        {({ id }) => (
          <Select
            id={id}
            aria-label={words.special.items}
            mode="multiple"
            style={{ width: '100%' }}
            value={value.checkItemIds}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(checkItemIds) => set({ checkItemIds })}
            options={(items.data?.items ?? []).map((item) => ({
              value: item.id,
              label: `${item.matter}：${item.content}`,
            }))}
          />
        )}
      </Field>
      <Field label={`${words.period}${words.from}`}>
        {({ id }) => <LawDateInput id={id} value={value.from} onChange={(from) => set({ from })} />}
      </Field>
      <Field label={`${words.period}${words.until}`}>
        {({ id }) => <LawDateInput id={id} value={value.until} onChange={(until) => set({ until })} />}
      </Field>
      <Field label={words.most}>
        {({ id }) => (
          <InputNumber
            id={id}
            min={1}
            max={10_000}
            precision={0}
            value={value.visitsMax}
            onChange={(visitsMax) => set({ visitsMax: visitsMax ?? 1 })}
          />
        )}
      </Field>
    </>
  )
}
