import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { showArticleHistory } from '../../../contexts/law/contract/library.ts'
import { articlePlace } from '../../../contexts/law/rules/chinese-number.ts'
import { NotFoundAnswer } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { today } from '../session/session.tsx'
import { words } from '../words.ts'
import { ArticleUses } from './ArticleUses.tsx'
import { ArticleVersions } from './ArticleVersions.tsx'
import { useInstruments, useNameOf } from './law-book.tsx'
import './library.css'
import { nameOfArticle, Paragraphs } from './StatutePage.tsx'
import { words as library } from './words-library.ts'

/** One article: in force on a date, its versions beside each other, and what rests on it. */
export function ArticlePage() {
  const { instrument = '', article = '' } = useParams()
  const [on, setOn] = useState(today())
  const nameOf = useNameOf()
  const instruments = useInstruments()
  const place = articlePlace(article)
  const { data, error, isPending } = useQuery({
    queryKey: ['article-history', instrument, article, on],
    placeholderData: (before) => before,
    queryFn: () => ask(showArticleHistory, { title: instrument, article, on }),
  })
  const isMissing = error instanceof NotFoundAnswer
  const found = instruments.find(
    (one) => one.code === instrument || one.name === (data?.title ?? instrument) || one.aliases.includes(instrument),
  )
  const title = data?.title ?? found?.name ?? instrument
  const shown = data?.versions.findLast(
    ({ effectiveFrom, effectiveTo, text }) =>
      text !== null && effectiveFrom <= on && (effectiveTo === null || effectiveTo >= on),
  )
  const own = instruments.filter(({ name }) => name === title)
  return (
    <>
      <PageHeader
        title={words.law.article(nameOf(instrument), place ? nameOfArticle(place) : article)}
        trail={[
          <Link key="law" to="/law">
            {words.law.title}
          </Link>,
          ...(data
            ? [
                <Link key="statute" to={`/law/library/${encodeURIComponent(title)}?on=${on}&article=${article}`}>
                  {title}
                </Link>,
              ]
            : []),
        ]}
        under={found ? `${found.name}　${found.number ?? ''}` : title}
      />
      <section className="sheet">
        <div style={{ maxWidth: 260 }}>
          <Field label={library.on}>
            {({ id }) => <LawDateInput id={id} value={on} onChange={(date) => setOn(date || today())} />}
          </Field>
        </div>
        <h2 style={{ marginTop: 16 }}>{words.law.text}</h2>
        {error && !isMissing ? <TroubleNotice trouble={troubleOf(error)} /> : null}
        {isPending && <Spin />}
        {isMissing && <EmptyState title={words.law.noText} />}
        {shown?.text && (
          <div className="statute-article">
            <Paragraphs text={shown.text} />
            <p className="soft">{library.inForce(shown.effectiveFrom, shown.effectiveTo)}</p>
          </div>
        )}
        {data && !shown && <EmptyState title={library.history.missing} />}
      </section>
      {data && (
        <section className="sheet">
          <h2>{library.history.compare}</h2>
          <ArticleVersions key={data.title + article} versions={data.versions} shown={shown?.version ?? ''} />
        </section>
      )}
      {isMissing && own.length > 0 && (
        <section className="sheet">
          <h2>{words.law.versions}</h2>
          <Facts
            facts={own.map((one) => ({
              label: one.version ?? one.code,
              value: `${one.effectiveFrom} 至 ${one.effectiveTo ?? library.now}`,
            }))}
          />
        </section>
      )}
      {data && (
        <section className="sheet">
          <h2>{library.cited.title}</h2>
          <p className="soft">{library.cited.under(on)}</p>
          <ArticleUses
            citedBy={data.citedBy}
            codes={own.flatMap(({ code, aliases }) => [code, ...aliases])}
            article={data.number}
          />
        </section>
      )}
    </>
  )
}
