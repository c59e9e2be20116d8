import { useQuery } from '@tanstack/react-query'
import { Input, Tag } from 'antd'
import { Link, useParams } from 'react-router'
import type { z } from 'zod'
import {
  approveSpecial,
  assignSpecial,
  closeSpecial,
  fileSpecial,
  getSpecial,
  type SpecialView,
} from '../../../contexts/planning/contract.ts'
import { SPECIAL_STATES, TASK_STATES, TRIGGERS } from '../../../contexts/planning/model.ts'
import * as transitions from '../../../contexts/planning/transitions.ts'
import { listCheckItems } from '../../../contexts/law/contract.ts'
import { SECTORS } from '../../../contexts/registry/model.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { whyNotOffered } from '../../../kernel/step.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import type { Submit } from '../../ui/use-submit.ts'
import { EnterpriseInput } from '../inspection/EnterpriseInput.tsx'
import { useRegionName } from '../enterprise/RegionInput.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from './words.ts'
import './planning.css'

export function SpecialPage() {
  const { id = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['special', id], queryFn: () => ask(getSpecial, { id }) })
  if (error) return <TroubleNotice trouble={troubleOf(error)} />
  if (!data) return <PageHeader title={words.specials} />
  const { special, tasks } = data
  return (
    <>
      <PageHeader
        title={special.title}
        under={
          <>
            {special.number}　<Tag color="processing">{SPECIAL_STATES[special.state]}</Tag>
          </>
        }
        trail={[
          <Link key="plan" to="/planning">
            {words.title}
          </Link>,
        ]}
      />
      <section className="sheet">
        <h2>{words.special.facts}</h2>
        <Facts
          facts={[
            { label: words.trigger, value: TRIGGERS[special.trigger] },
            { label: words.period, value: `${special.from} ${words.until} ${special.until}` },
            { label: words.most, value: words.special.used(tasks.length, special.visitsMax) },
            { label: words.special.regions, value: <Places codes={special.regions} /> },
            { label: words.special.sectors, value: special.sectors.map((code) => SECTORS[code] ?? code).join('、') },
            {
              label: words.special.items,
              value: <Matters ids={special.checkItemIds} industries={special.sectors.join(',')} on={special.from} />,
              wide: true,
            },
            { label: words.special.evidence, value: special.evidence, wide: true },
            {
              label: words.filing,
              value: special.filing
                ? `${special.filing.government}　${special.filing.number}　${special.filing.on}`
                : '',
              wide: true,
            },
          ]}
        />
      </section>
      <Steps view={data} />
      <section className="sheet">
        <h2>{words.special.tasks}</h2>
        <PlainTable
          label={words.special.tasks}
          rows={tasks}
          rowKey={(task) => task.id}
          empty={<EmptyState title={words.special.noTasks} />}
          columns={[
            {
              title: words.enterprise,
              render: (_, { enterpriseId, enterpriseName }) => (
                <Link to={`/enterprises/${enterpriseId}`}>{enterpriseName}</Link>
              ),
            },
            { title: words.state, render: (_, { state }) => TASK_STATES[state] },
          ]}
        />
      </section>
    </>
  )
}

export const Places = ({ codes }: { readonly codes: readonly string[] }) =>
  codes.map((code) => <Place key={code} code={code} />)
const Place = ({ code }: { readonly code: string }) => <div>{useRegionName(code) || code}</div>

type MattersProps = { readonly ids: readonly string[]; readonly industries: string; readonly on: string }

/** What is checked, in words; by its code what the law book of that day does not know. */
export function Matters({ ids, industries, on }: MattersProps) {
  const { data } = useQuery({
    queryKey: ['check-items', industries, on],
    queryFn: () => ask(listCheckItems, { on, ...(industries ? { industries } : {}) }),
    staleTime: Infinity,
  })
  const contentOf = (id: string) => data?.items.find((item) => item.id === id)?.content ?? id
  return (
    <ol className="special-matters">
      {ids.map((id) => (
        <li key={id}>{contentOf(id)}</li>
      ))}
    </ol>
  )
}

/** The next step of the special inspection, and its end. */
function Steps({ view: { special } }: { view: SpecialView }) {
  const { id, version, state } = special
  const draft = useDraft(`planning/special/${id}/${version}`, {
    number: '',
    government: '',
    on: today(),
    enterpriseId: '',
    because: '',
  })
  const nameOf = useNameOf()
  const after = draft.done
  const approve = useAct(approveSpecial, { done: words.special.approved })
  const file = useAct(fileSpecial, { done: words.special.filed, after })
  const assign = useAct(assignSpecial, { done: words.special.assigned, after })
  const close = useAct(closeSpecial, { done: words.special.closed, after })
  const by = useAsker()
  const closedTo = (step: Parameters<typeof whyNotOffered>[0]) => whyNotOffered(step, special, by, SPECIAL_STATES)
  if (state === 'closed') return null
  const part = { id, version, value: draft.value, set: draft.set, closedTo }
  return (
    <section className="sheet">
      <TroubleNotice trouble={approve.trouble ?? file.trouble ?? assign.trouble ?? close.trouble} nameOf={nameOf} />
      {state === 'drafted' && (
        <div className="actions">
          <SubmitButton
            busy={approve.busy}
            refusals={closedTo(transitions.approveSpecial)}
            nameOf={nameOf}
            onClick={() => void approve.submit({ id, version })}
          >
            {words.special.approve}
          </SubmitButton>
        </div>
      )}
      {state === 'approved' && <FileStep {...part} act={file} />}
      {state === 'filed' && <AssignStep {...part} act={assign} />}
      <CloseStep {...part} act={close} />
    </section>
  )
}

type StepDraft = {
  readonly number: string
  readonly government: string
  readonly on: string
  readonly enterpriseId: string
  readonly because: string
}

type PartProps<E extends { readonly input: z.ZodType }> = {
  readonly id: string
  readonly version: number
  readonly value: StepDraft
  readonly set: (change: Partial<StepDraft>) => void
  readonly closedTo: (step: Parameters<typeof whyNotOffered>[0]) => Refusal[]
  readonly act: Submit<z.input<E['input']>>
}

function FileStep({ id, version, value, set, closedTo, act }: PartProps<typeof fileSpecial>) {
  const nameOf = useNameOf()
  return (
    <>
      <div className="form-grid">
        <Field label={words.special.fileNumber}>
          {(tied) => <Input {...tied} value={value.number} onChange={(event) => set({ number: event.target.value })} />}
        </Field>
        <Field label={words.special.government}>
          {(tied) => (
            <Input {...tied} value={value.government} onChange={(event) => set({ government: event.target.value })} />
          )}
        </Field>
        <Field label={words.special.filedOn}>
          {(tied) => <LawDateInput id={tied.id} value={value.on} notAfter={today()} onChange={(on) => set({ on })} />}
        </Field>
      </div>
      <div className="actions">
        <SubmitButton
          busy={act.busy}
          refusals={closedTo(transitions.fileSpecial)}
          nameOf={nameOf}
          onClick={() =>
            void act.submit({ id, version, number: value.number, government: value.government, on: value.on })
          }
        >
          {words.special.file}
        </SubmitButton>
      </div>
    </>
  )
}

function AssignStep({ id, version, value, set, closedTo, act }: PartProps<typeof assignSpecial>) {
  const nameOf = useNameOf()
  return (
    <>
      <Field label={words.special.chosen} wide>
        {(tied) => (
          <EnterpriseInput
            id={tied.id}
            value={value.enterpriseId}
            name={undefined}
            onChange={(enterpriseId) => set({ enterpriseId })}
          />
        )}
      </Field>
      <div className="actions">
        <SubmitButton
          busy={act.busy}
          refusals={closedTo(transitions.assignSpecial)}
          nameOf={nameOf}
          onClick={() =>
            void act.submit({ id, version, enterpriseIds: value.enterpriseId ? [value.enterpriseId] : [] })
          }
        >
          {words.special.assign}
        </SubmitButton>
      </div>
    </>
  )
}

function CloseStep({ id, version, value, set, closedTo, act }: PartProps<typeof closeSpecial>) {
  const nameOf = useNameOf()
  return (
    <details className="item-group" style={{ marginTop: 16 }}>
      <summary>{words.special.close}</summary>
      <Field label={words.special.closeBecause} wide>
        {(tied) => (
          <Input
            {...tied}
            maxLength={500}
            value={value.because}
            onChange={(event) => set({ because: event.target.value })}
          />
        )}
      </Field>
      <div className="actions">
        <SubmitButton
          kind="default"
          danger
          busy={act.busy}
          refusals={closedTo(transitions.closeSpecial)}
          nameOf={nameOf}
          onClick={() => void act.submit({ id, version, because: value.because })}
        >
          {words.special.close}
        </SubmitButton>
      </div>
    </details>
  )
}
