import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { articleText, art } from '../../../kernel/citation.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { today } from '../session/session.tsx'
import { words } from '../words.ts'
import { findArticle, useInstruments, useNameOf } from './law-book.tsx'

/** One article in the version in force on a date, and all versions of its instrument. */
export function ArticlePage() {
  const { instrument = '', article = '' } = useParams()
  const [on, setOn] = useState(today())
  const nameOf = useNameOf()
  const instruments = useInstruments()
  const number = Number(article)
  const { data, error, isPending } = useQuery({
    queryKey: ['article', instrument, article, on],
    queryFn: () => findArticle(instrument, article, on),
  })
  const found = instruments.find(
    (one) => one.code === instrument || one.name === instrument || one.aliases.includes(instrument),
  )
  const versions = instruments.filter(({ name }) => name === found?.name)
  return (
    <>
      <PageHeader
        title={words.law.article(
          nameOf(instrument),
          Number.isInteger(number) ? articleText(art(instrument, number)) : article,
        )}
        trail={[
          <Link key="law" to="/law">
            {words.law.title}
          </Link>,
        ]}
        under={found ? `${found.name}　${found.number ?? ''}` : ''}
      />
      <section className="sheet">
        <div style={{ maxWidth: 260 }}>
          <Field label={words.law.onDate}>
            {({ id }) => <LawDateInput id={id} value={on} onChange={(date) => setOn(date || today())} />}
          </Field>
        </div>
        <h2 style={{ marginTop: 16 }}>{words.law.text}</h2>
        {error ? <TroubleNotice trouble={troubleOf(error)} /> : null}
        {isPending && <Spin />}
        {data === null && <EmptyState title={words.law.noText} />}
        {data && (
          <p className="law-text" style={{ fontSize: 16 }}>
            {data.text}
          </p>
        )}
        {data && (
          <p className="soft">
            {data.inForceFrom} 至 {data.inForceUntil ?? '今'}
          </p>
        )}
      </section>
      <section className="sheet">
        <h2>{words.law.versions}</h2>
        <Facts
          facts={versions.map((one) => ({
            label: one.version ?? one.code,
            value: `${one.effectiveFrom} 至 ${one.effectiveTo ?? '今'}`,
          }))}
        />
      </section>
    </>
  )
}
