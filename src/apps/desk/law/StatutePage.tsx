import { useQuery } from '@tanstack/react-query'
import { Select, Spin } from 'antd'
import { useEffect, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { showStatute } from '../../../contexts/law/contract/library.ts'
import { articlePlace } from '../../../contexts/law/rules/chinese-number.ts'
import { paragraphsOf, treeOf, type Branch } from '../../../contexts/law/rules/statute-parts.ts'
import { articleText } from '../../../kernel/citation.ts'
import { NotFoundAnswer } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { today } from '../session/session.tsx'
import './library.css'
import { RegionName } from './RegionName.tsx'
import { words } from './words-library.ts'

type Statute = z.output<(typeof showStatute)['output']>
type Article = Statute['articles'][number]

const SUBS = '一二三四五六七八九十'
export const nameOfArticle = ({ number, sub }: { number: number; sub: number }): string =>
  `${articleText({ instrument: '', article: number })}${sub ? `之${SUBS[sub - 1] ?? sub}` : ''}`

const anchorOf = ({ number, sub }: Pick<Article, 'number' | 'sub'>) => `article-${number}-${sub}`

/** A statute as a tree of its chapters beside its whole text, in the version of a date or of one's choice. */
export function StatutePage() {
  const { title = '' } = useParams()
  const [params, setParams] = useSearchParams()
  const on = params.get('on') ?? today()
  const version = params.get('version')
  const { data, error } = useQuery({
    queryKey: ['statute', title, on, version],
    placeholderData: (before) => before,
    queryFn: () => ask(showStatute, { title, on, ...(version ? { version } : {}) }),
  })
  const trail = [
    <Link key="law" to="/law">
      {words.back}
    </Link>,
    <Link key="library" to="/law/library">
      {words.title}
    </Link>,
  ]
  if (error instanceof NotFoundAnswer)
    return (
      <>
        <PageHeader title={title} trail={trail} />
        <div className="sheet">
          <EmptyState title={words.notImported} action={<LinkButton to="/law/library">{words.title}</LinkButton>} />
        </div>
      </>
    )
  if (error) return <TroubleNotice trouble={troubleOf(error)} />
  if (!data) return <Spin />
  const choose = (chosen: string) =>
    setParams((before) => new URLSearchParams({ ...Object.fromEntries(before), version: chosen }), { replace: true })
  return (
    <>
      <PageHeader
        title={data.title}
        trail={trail}
        under={
          <>
            {words.levels[data.level]}　<RegionName region={data.region} />
            {'　'}
            {words.inForce(data.shown.effectiveFrom, data.shown.effectiveTo)}
          </>
        }
        actions={
          data.versions.length > 1 ? (
            <Select
              aria-label={words.chooseVersion}
              value={data.shown.version}
              onChange={choose}
              style={{ width: 180 }}
              options={data.versions
                .map((one) => ({ value: one.version, label: words.version(one.version) }))
                .reverse()}
            />
          ) : undefined
        }
      />
      <Reading statute={data} wanted={params.get('article')} />
    </>
  )
}

function Reading({ statute, wanted }: { statute: Statute; wanted: string | null }) {
  const place = wanted ? articlePlace(wanted) : null
  const [at, setAt] = useState(() => (place ? anchorOf(place) : ''))
  const tree = treeOf(statute.articles)
  useEffect(() => {
    if (!at) return
    document.getElementById(at)?.scrollIntoView({ block: 'start' })
    const contents = document.querySelector('.statute-contents')
    const button = contents?.querySelector<HTMLElement>('[aria-current="true"]')
    if (contents && button) contents.scrollTop = button.offsetTop - contents.clientHeight / 2
  }, [at])
  const show = (position: number) => {
    const article = statute.articles[position]
    if (article) setAt(anchorOf(article))
  }
  const chapters = chaptersOf(tree)
  return (
    <div className="statute">
      <nav className="sheet statute-contents" aria-label={words.contents}>
        <h2 style={{ marginTop: 0, fontSize: 15 }}>{words.contents}</h2>
        <Branches branch={tree} statute={statute} at={at} onShow={show} />
      </nav>
      <section className="sheet statute-text" aria-label={words.article}>
        {chapters.length > 0 && (
          <Select
            className="statute-short"
            aria-label={words.chooseChapter}
            placeholder={words.chooseChapter}
            value={null}
            onChange={(position: number | null) => position !== null && show(position)}
            style={{ width: '100%', marginBottom: 12 }}
            options={chapters}
          />
        )}
        {statute.articles.map((article, position) => (
          <ArticleText
            key={anchorOf(article)}
            article={article}
            heading={newHeadings(article.path, statute.articles[position - 1]?.path ?? '')}
            isWanted={anchorOf(article) === at}
            title={statute.title}
          />
        ))}
      </section>
    </div>
  )
}

const firstOf = (branch: Branch): number => branch.articles[0] ?? (branch.branches[0] ? firstOf(branch.branches[0]) : 0)

const chaptersOf = (branch: Branch, depth = 0): { value: number; label: string }[] =>
  branch.branches.flatMap((one) => [
    { value: firstOf(one), label: `${'　'.repeat(depth)}${one.heading}` },
    ...chaptersOf(one, depth + 1),
  ])

/** Headings that begin with this article: those that the article before it did not stand under. */
function newHeadings(path: string, before: string): string[] {
  const [here, there] = [path === '' ? [] : path.split(' / '), before.split(' / ')]
  const same = here.findIndex((heading, depth) => heading !== there[depth])
  return same < 0 ? [] : here.slice(same)
}

type BranchProps = {
  readonly branch: Branch
  readonly statute: Statute
  readonly at: string
  readonly onShow: (position: number) => void
}

function Branches({ branch, statute, at, onShow }: BranchProps) {
  return (
    <>
      {branch.articles.length > 0 && (
        <div className="statute-numbers">
          {branch.articles.map((position) => {
            const article = statute.articles[position]
            return article ? (
              <button
                key={position}
                type="button"
                aria-label={`第${article.number}${article.sub ? `-${article.sub}` : ''}条`}
                aria-current={anchorOf(article) === at}
                onClick={() => onShow(position)}
              >
                {article.number}
                {article.sub ? `-${article.sub}` : ''}
              </button>
            ) : null
          })}
        </div>
      )}
      {branch.branches.length > 0 && (
        <ul>
          {branch.branches.map((one) => (
            <li key={firstOf(one)}>
              <button type="button" onClick={() => onShow(firstOf(one))}>
                {one.heading}
              </button>
              <Branches branch={one} statute={statute} at={at} onShow={onShow} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function ArticleText({
  article,
  heading,
  isWanted,
  title,
}: {
  readonly article: Article
  readonly heading: readonly string[]
  readonly isWanted: boolean
  readonly title: string
}) {
  const name = nameOfArticle(article)
  return (
    <>
      {heading.map((one, depth) =>
        depth === 0 && /^第.+[编章]/.test(one) ? <h2 key={one}>{one}</h2> : <h3 key={one}>{one}</h3>,
      )}
      <div id={anchorOf(article)} className="statute-article" data-wanted={isWanted}>
        <Paragraphs text={article.text} name={name} />
        <Link className="text-link soft" to={`/law/${encodeURIComponent(title)}/${encodeURIComponent(name)}`}>
          {words.open}
          <span className="visually-hidden">{name}</span>
        </Link>
      </div>
    </>
  )
}

/** The paragraphs of an article with its number before the first, and their items set in. */
export function Paragraphs({ text, name }: { readonly text: string; readonly name?: string }) {
  return (
    <>
      {paragraphsOf(text).map((paragraph, at) => (
        <div key={at}>
          <p>
            {at === 0 && name ? <strong>{name}　</strong> : null}
            {paragraph.text}
          </p>
          {paragraph.items.map(({ label, text: said }) => (
            <p key={label} className="item">
              {label}
              {said}
            </p>
          ))}
        </div>
      ))}
    </>
  )
}
