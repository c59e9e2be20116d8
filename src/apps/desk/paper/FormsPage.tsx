import { useQuery } from '@tanstack/react-query'
import { Input, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { listCatalogue } from '../../../contexts/document/contract.ts'
import { listEditions } from '../../../contexts/document/contract/edition.ts'
import { EDITION_STATES, type Edition, type Template } from '../../../contexts/document/model.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { today } from '../session/session.tsx'
import { words } from './words.ts'

const STATE_COLOURS = { drafted: 'warning', approved: 'processing', withdrawn: 'default' } as const

export const EditionState = ({ state }: Pick<Edition, 'state'>) => (
  <Tag color={STATE_COLOURS[state]}>{EDITION_STATES[state]}</Tag>
)

/** All forms of the day, and how this bureau words them anew. */
export function FormsPage() {
  const [search, setSearch] = useState('')
  const forms = useQuery({ queryKey: ['catalogue'], queryFn: () => ask(listCatalogue, {}) })
  const editions = useQuery({ queryKey: ['editions'], queryFn: () => ask(listEditions, {}) })
  const error = forms.error ?? editions.error
  const day = today()
  const inForce = (forms.data?.templates ?? []).filter(
    ({ effectiveFrom, effectiveUntil }) => effectiveFrom <= day && (effectiveUntil === null || day <= effectiveUntil),
  )
  const shown = inForce.filter(({ code, name }) => `${code}${name}`.includes(search.trim()))
  const nameOf = (code: string) => inForce.find((form) => form.code === code)?.name ?? code
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[
          <Link key="cases" to="/cases">
            {words.cases}
          </Link>,
        ]}
      />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <section className="sheet">
        <h2>{words.editions}</h2>
        <Editions editions={editions.data?.editions ?? []} isPending={editions.isPending} nameOf={nameOf} />
      </section>
      <section className="sheet">
        <h2>{words.forms}</h2>
        <div className="filters">
          <label>
            {words.search}
            <Input value={search} allowClear onChange={(event) => setSearch(event.target.value)} />
          </label>
        </div>
        <Forms forms={shown} isPending={forms.isPending} />
      </section>
    </>
  )
}

type EditionsProps = {
  readonly editions: readonly Edition[]
  readonly isPending: boolean
  readonly nameOf: (code: string) => string
}

const Editions = ({ editions, isPending, nameOf }: EditionsProps) => (
  <PlainTable
    label={words.editions}
    rows={editions}
    loading={isPending}
    rowKey={({ id }) => id}
    empty={<EmptyState title={words.noEditions}>{words.noEditionsUnder}</EmptyState>}
    columns={[
      {
        title: words.name,
        render: (_, { id, template }) => (
          <Link className="text-link" to={`/papers/editions/${id}`}>
            {nameOf(template)}
          </Link>
        ),
      },
      { title: words.reason, render: (_, { reason }) => reason },
      { title: words.state, render: (_, { state }) => <EditionState state={state} /> },
      { title: words.from, render: (_, { effectiveFrom }) => effectiveFrom },
      { title: words.drafter, render: (_, { draftedBy }) => draftedBy },
      { title: words.approver, render: (_, { approvedBy }) => approvedBy ?? '' },
    ]}
  />
)

const Forms = ({ forms, isPending }: { readonly forms: readonly Template[]; readonly isPending: boolean }) => (
  <PlainTable
    label={words.forms}
    rows={forms}
    loading={isPending}
    rowKey={({ code, version }) => `${code} ${version}`}
    empty={<EmptyState title={words.forms} />}
    columns={[
      { title: words.code, render: (_, { code }) => code },
      {
        title: words.name,
        render: (_, { code, name }) => (
          <Link className="text-link" to={`/papers/forms/${code}`}>
            {name}
          </Link>
        ),
      },
      { title: words.seal, render: (_, { seal }) => words.seals[seal] },
      { title: words.served, render: (_, { served }) => (served ? words.yes : words.no) },
      { title: words.source, render: (_, { source, confidence }) => `${source} ${confidence}` },
    ]}
  />
)
