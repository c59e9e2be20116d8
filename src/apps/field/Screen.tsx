import { useEffect, type ReactNode } from 'react'
import { Link } from 'react-router'
import { words } from './words.ts'

type Props = {
  readonly title: string
  readonly under?: ReactNode
  /** Where the arrow leads; none on the first screen. */
  readonly back?: string
  readonly tools?: ReactNode
  /** Navigation under the bar. */
  readonly parts?: ReactNode
  /** The one act of the screen, under the thumb. */
  readonly bottom?: ReactNode
  readonly children: ReactNode
}

/** One screen of the phone: bar with the way back, what is read, and the act at the bottom edge. */
export function Screen({ title, under, back, tools, parts, bottom, children }: Props) {
  useEffect(() => {
    document.title = `${title} - ${words.app}`
  }, [title])
  return (
    <div className="screen">
      <header className="top">
        {back !== undefined && (
          <Link className="top-button" to={back} aria-label={words.back}>
            <Arrow />
          </Link>
        )}
        <h1>
          {title}
          {under && <span className="top-under">{under}</span>}
        </h1>
        {tools}
      </header>
      {parts}
      <main className={bottom ? 'body with-bottom' : 'body'}>{children}</main>
      {bottom && <div className="bottom">{bottom}</div>}
    </div>
  )
}

const Arrow = () => (
  <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
    <path d="M14 3 6 11l8 8" fill="none" stroke="currentColor" strokeWidth="2" />
  </svg>
)

export const Chevron = () => (
  <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <path d="m5 2 6 6-6 6" fill="none" stroke="currentColor" strokeWidth="2" />
  </svg>
)
