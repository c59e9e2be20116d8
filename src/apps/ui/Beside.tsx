import { useEffect, useRef, type ReactNode } from 'react'

type Props = { readonly children: ReactNode; readonly label: string; readonly className?: string }

/** A column that stays in view beside a long page. Where it has to scroll by itself, the keyboard can reach it. */
export function Beside({ children, label, className = '' }: Props) {
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const fit = () => {
      if (element.scrollHeight > element.clientHeight + 1) element.tabIndex = 0
      else element.removeAttribute('tabindex')
    }
    const watch = new ResizeObserver(fit)
    watch.observe(element)
    for (const child of element.children) watch.observe(child)
    fit()
    return () => watch.disconnect()
  })
  return (
    <aside ref={place} className={`beside ${className}`} aria-label={label}>
      {children}
    </aside>
  )
}
