import { useQuery } from '@tanstack/react-query'
import { Input, Select, Spin, Tag } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { listCases, type CaseView } from '../../../contexts/law/contract/compendium.ts'
import { CASE_KINDS, CASE_STATES, type CaseKind, type CaseState } from '../../../contexts/law/rules/compendium.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { optionsOf } from '../fields.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { words } from './words-compendium.ts'

const SNIPPET = 110

/** Good cases and counter-examples, found by the question that they answer. */
export function CompendiumPage() {
  const [params, setParams] = useSearchParams()
  const cannot = useWhyNotPermitted()('law.maintain')
  const wanted = params.get('q') ?? ''
  const kind = params.get('kind') as CaseKind | null
  const state = params.get('state') as CaseState | null
  const set = (name: string, value: string) =>
    setParams((before) => new URLSearchParams({ ...Object.fromEntries(before), [name]: value }), { replace: true })
  const { data, error } = useQuery({
    queryKey: ['compendium', wanted, kind, state],
    placeholderData: (before) => before,
    queryFn: () =>
      ask(listCases, {
        ...(wanted && !state ? { words: wanted } : {}),
        ...(kind ? { kind } : {}),
        ...(state ? { state } : {}),
      }),
  })
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[
          <Link key="law" to="/law">
            {words.law}
          </Link>,
        ]}
        actions={
          <LinkButton kind="primary" to="/law/compendium/new" refusals={cannot}>
            {words.add}
          </LinkButton>
        }
      />
      <section className="sheet">
        <div className="filters">
          <label>
            {words.search}
            <Input.Search
              allowClear
              defaultValue={wanted}
              placeholder={words.placeholder}
              aria-label={words.search}
              style={{ width: 'min(420px, 80vw)' }}
              onSearch={(text) => set('q', text.trim())}
            />
          </label>
          <label>
            {words.kind}
            <Select
              value={kind ?? ''}
              aria-label={words.kind}
              style={{ width: 130 }}
              onChange={(next) => set('kind', next)}
              options={[{ value: '' as CaseKind | '', label: words.anyKind }, ...optionsOf(CASE_KINDS)]}
            />
          </label>
          <label>
            {words.state}
            <Select
              value={state ?? ''}
              aria-label={words.state}
              style={{ width: 160 }}
              onChange={(next) => set('state', next)}
              options={[{ value: '' as CaseState | '', label: words.everybodys }, ...optionsOf(CASE_STATES)]}
            />
          </label>
        </div>
        {error && <TroubleNotice trouble={troubleOf(error)} />}
        {!data && !error && <Spin />}
        {data?.cases.length === 0 && (
          <EmptyState title={state ? words.noState : words.none}>{words.noneUnder}</EmptyState>
        )}
        <ol className="plain-list">
          {data?.cases.map((one) => (
            <Row key={one.entry.id} one={one} />
          ))}
        </ol>
      </section>
    </>
  )
}

/** Red is for breaches: a counter-example tells of one. */
export const CaseKindTag = ({ kind }: { readonly kind: CaseKind }) => (
  <Tag color={kind === 'counter' ? 'error' : 'success'}>{CASE_KINDS[kind]}</Tag>
)

function Row({ one: { entry, cites } }: { readonly one: CaseView }) {
  const content = entry.shown ?? entry.draft
  if (!content) return null
  const [first] = content.analysis
  return (
    <li>
      <div className="row-line">
        <strong>
          <Link className="text-link" to={`/law/compendium/${entry.id}`}>
            {content.title}
          </Link>
        </strong>
        <span>
          {entry.state !== 'published' && <Tag color="warning">{CASE_STATES[entry.state]}</Tag>}
          <CaseKindTag kind={content.kind} />
        </span>
      </div>
      <div>{content.facts.length > SNIPPET ? `${content.facts.slice(0, SNIPPET)}…` : content.facts}</div>
      {first && <div className="soft">{`${cites[0] ?? ''}：${first.says.slice(0, SNIPPET)}`}</div>}
      <div className="soft">
        {words.cites}：{cites.join('、')}
      </div>
    </li>
  )
}
