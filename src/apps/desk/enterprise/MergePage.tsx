import { useQuery } from '@tanstack/react-query'
import { Radio, Spin, type TableColumnsType } from 'antd'
import { Link, useNavigate, useParams } from 'react-router'
import { getEnterprise, mergeEnterprises } from '../../../contexts/registry/contract.ts'
import type { Enterprise } from '../../../contexts/registry/model.ts'
import { FIELD_LABELS, type FieldName } from '../../../contexts/registry/rules/enterprise-fields.ts'
import { whyNotMerge } from '../../../contexts/registry/rules/merge.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { AreaField } from '../fields.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words as forms } from '../words-enterprise.ts'
import { words } from '../words.ts'
import { inWords, labelOfField } from './EnterpriseHistory.tsx'

const { merge } = forms

/** Two files of one business become one, field by field. */
export function MergePage() {
  const { id = '', other = '' } = useParams()
  const both = useQuery({
    queryKey: ['enterprise', 'merge', id, other],
    queryFn: async () => ({
      kept: (await ask(getEnterprise, { id })).enterprise,
      other: (await ask(getEnterprise, { id: other })).enterprise,
    }),
  })
  if (both.error)
    return (
      <>
        <PageHeader title={merge.title} />
        <TroubleNotice trouble={troubleOf(both.error)} />
      </>
    )
  return both.data ? <MergeForm key={id + other} {...both.data} /> : <Spin />
}

type Both = { readonly kept: Enterprise; readonly other: Enterprise }
type Row = { readonly field: FieldName; readonly differs: boolean }

function MergeForm({ kept, other }: Both) {
  const navigate = useNavigate()
  const permitted = useWhyNotPermitted()('registry.merge')
  const draft = useDraft(`enterprise/${kept.id}/merge/${other.id}`, { take: [] as string[], reason: '' })
  const { take, reason } = draft.value
  const { submit, busy, trouble } = useAct(mergeEnterprises, {
    done: merge.done,
    after: () => {
      draft.done()
      void navigate(`/enterprises/${kept.id}`)
    },
  })
  const rows = (Object.keys(FIELD_LABELS) as FieldName[]).map((field) => ({
    field,
    differs: inWords(field, kept[field]) !== inWords(field, other[field]),
  }))
  return (
    <>
      <PageHeader
        title={merge.title}
        under={merge.under}
        trail={[
          <Link key="list" to="/enterprises">
            {words.enterprise.title}
          </Link>,
          <Link key="kept" to={`/enterprises/${kept.id}`}>
            {kept.name}
          </Link>,
        ]}
        actions={<LinkButton to={`/enterprises/${other.id}/merge/${kept.id}`}>{merge.swap}</LinkButton>}
      />
      <form
        className="sheet"
        onSubmit={(event) => {
          event.preventDefault()
          void submit({
            id: kept.id,
            version: kept.version,
            other: other.id,
            otherVersion: other.version,
            take,
            reason,
          })
        }}
      >
        <DraftRestored draft={draft} />
        <PlainTable<Row>
          label={merge.title}
          columns={columnsOf({ kept, other, take, onTake: (fields) => draft.set({ take: fields }) })}
          rows={rows}
          rowKey={({ field }) => field}
          empty={null}
        />
        <div style={{ marginTop: 16 }}>
          <AreaField
            label={merge.reason}
            note={merge.reasonNote}
            max={500}
            value={reason}
            onChange={(text) => draft.set({ reason: text })}
          />
        </div>
        <TroubleNotice trouble={trouble} labelOf={labelOfField} />
        <div className="actions">
          <SubmitButton htmlType="submit" busy={busy} refusals={[...permitted, ...whyNotMerge(kept, other, take)]}>
            {merge.submit}
          </SubmitButton>
          <DraftSaved draft={draft} />
        </div>
      </form>
    </>
  )
}

/** On a phone both columns stay in sight. */
const CELL = { display: 'inline-block', maxWidth: 'min(420px, 24vw)', overflowWrap: 'anywhere' } as const

type Choosing = Both & { readonly take: readonly string[]; readonly onTake: (fields: string[]) => void }

function columnsOf({ kept, other, take, onTake }: Choosing): TableColumnsType<Row> {
  const choice =
    (from: Enterprise, takes: boolean) =>
    (_: unknown, { field, differs }: Row) => {
      const text = inWords(field, from[field])
      if (!differs)
        return (
          <span className="soft" style={CELL}>
            {takes ? merge.same : text}
          </span>
        )
      const others = take.filter((name) => name !== field)
      return (
        <Radio checked={take.includes(field) === takes} onChange={() => onTake(takes ? [...others, field] : others)}>
          {text}
        </Radio>
      )
    }
  return [
    { title: merge.field, render: (_, { field }) => labelOfField(field) },
    { title: merge.kept, render: choice(kept, false) },
    { title: merge.other, render: choice(other, true) },
  ]
}
