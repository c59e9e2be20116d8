import { Button, Tooltip } from 'antd'
import { useId, type ReactNode } from 'react'
import type { Refusal } from '../../kernel/refusal.ts'
import { citeInWords, type NameOf } from './RefusalList.tsx'
import { words } from './words.ts'

type Props = {
  readonly children: ReactNode
  readonly onClick?: () => void
  readonly busy?: boolean
  /** Why the act may not be done now; empty means it may. Shown on hover and focus, and beneath. */
  readonly refusals?: readonly Refusal[]
  readonly nameOf?: NameOf | undefined
  readonly kind?: 'primary' | 'default' | 'link'
  readonly danger?: boolean
  readonly size?: 'small' | 'middle' | 'large'
  readonly block?: boolean
  /** Leave the reasons under the button out where the page lists them already. */
  readonly quiet?: boolean
  readonly htmlType?: 'button' | 'submit'
}

/**
 * Does its act once however often it is tapped. When the act is not possible it stays in reach of the keyboard and says
 * why.
 */
export function SubmitButton({
  children,
  onClick,
  busy = false,
  refusals = [],
  nameOf,
  kind = 'primary',
  danger = false,
  size = 'middle',
  block = false,
  quiet = false,
  htmlType = 'button',
}: Props) {
  const reasons = useId()
  const closed = refusals.length > 0
  const button = (
    <Button
      type={kind}
      danger={danger}
      size={size}
      block={block}
      htmlType={closed ? 'button' : htmlType}
      loading={busy}
      aria-disabled={closed || busy}
      {...(closed ? { 'aria-describedby': reasons, className: 'button-closed' } : {})}
      onClick={closed || busy ? undefined : onClick}
    >
      {children}
    </Button>
  )
  if (!closed) return button
  return (
    <span className="blocked" style={block ? { width: '100%' } : undefined}>
      <Tooltip title={<Reasons refusals={refusals} nameOf={nameOf} />} trigger={['hover', 'focus']}>
        {button}
      </Tooltip>
      <ul id={reasons} className={quiet ? 'visually-hidden' : 'blocked-why'} aria-label={words.refusals.why}>
        {refusals.map(({ code, says, mend, cites }) => (
          <li key={code + says}>
            {says}
            {cites ? `（${citeInWords(cites, nameOf)}）` : ''}
            {mend ? `。${mend}` : ''}
          </li>
        ))}
      </ul>
    </span>
  )
}

function Reasons({ refusals, nameOf }: { refusals: readonly Refusal[]; nameOf: NameOf | undefined }) {
  return refusals.map(({ code, says, cites }) => (
    <div key={code + says}>
      {says}
      {cites ? `（${citeInWords(cites, nameOf)}）` : ''}
    </div>
  ))
}
