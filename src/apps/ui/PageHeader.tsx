import { useEffect, type ReactNode } from 'react'

type Props = {
  readonly title: string
  readonly under?: ReactNode
  /** Where one came from, outermost first. */
  readonly trail?: readonly ReactNode[]
  readonly actions?: ReactNode
}

/** The one h1 of a page, what it is about, and what can be done with the whole of it. */
export function PageHeader({ title, under, trail = [], actions }: Props) {
  useEffect(() => {
    document.title = `${title} - 准绳`
  }, [title])
  return (
    <header className="page-head">
      <div style={{ minWidth: 0 }}>
        {trail.length > 0 && (
          <ol className="page-head-trail">
            {trail.map((place, index) => (
              <li key={index}>{place}</li>
            ))}
          </ol>
        )}
        <h1>{title}</h1>
        {under && <div className="page-head-under">{under}</div>}
      </div>
      {actions && <div className="page-head-actions">{actions}</div>}
    </header>
  )
}
