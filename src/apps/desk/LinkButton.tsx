import { Button } from 'antd'
import type { MouseEvent, ReactNode } from 'react'
import { useHref, useNavigate } from 'react-router'
import type { Refusal } from '../../kernel/refusal.ts'
import { SubmitButton } from '../ui/SubmitButton.tsx'

type Props = {
  readonly to: string
  /** Why one may not go there; the button then stays, grey, and says so. */
  readonly refusals?: readonly Refusal[]
  readonly kind?: 'primary' | 'default'
  readonly children: ReactNode
}

/** A button that leads to another page; a link, so that it opens in a new tab like one. */
export function LinkButton({ to, refusals = [], kind = 'default', children }: Props) {
  const href = useHref(to)
  const navigate = useNavigate()
  if (refusals.length > 0)
    return (
      <SubmitButton kind={kind} quiet refusals={refusals}>
        {children}
      </SubmitButton>
    )
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void navigate(to)
  }
  return (
    <Button type={kind} href={href} onClick={go}>
      {children}
    </Button>
  )
}
