import type { ReactNode } from 'react'

type Props = {
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode /** The title heads the page. */
  readonly isPage?: boolean
}

/** Nothing here, and what to do about it. */
export function EmptyState({ title, children, action, isPage = false }: Props) {
  return (
    <div className="empty">
      {isPage ? <h1 className="empty-title">{title}</h1> : <p className="empty-title">{title}</p>}
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}
