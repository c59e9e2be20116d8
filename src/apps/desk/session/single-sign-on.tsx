import { useQuery } from '@tanstack/react-query'
import { Button, Spin } from 'antd'
import { useEffect, useRef } from 'react'
import { useLocation, useNavigate } from 'react-router'
import {
  beginSingleSignOn,
  finishSingleSignOn,
  offersSingleSignOn,
} from '../../../contexts/people/contract/single-sign-on.ts'
import { call } from '../../client.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { words } from '../words.ts'

/** The path of the desk to which the identity provider sends the browser back. */
const RETURN = '/sso'
const KEPT = 'plumbline.sso'

/** The browser's secret, and the page that asked for the sign-in. */
type Kept = { readonly attempt: string; readonly back: string }

function takeKept(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Kept | null
  } finally {
    sessionStorage.removeItem(KEPT)
  }
}

/** Offers the identity provider beside name and password, and ends a sign-in that it sent back. */
export function SingleSignOn({ onDone }: { readonly onDone: () => void | Promise<void> }) {
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const offer = useQuery({ queryKey: ['sso'], queryFn: () => call(offersSingleSignOn, {}), staleTime: Infinity })
  const begin = useSubmit(
    (_: unknown, key: string) => call(beginSingleSignOn, {}, { key }),
    ({ url, attempt }) => {
      sessionStorage.setItem(
        KEPT,
        JSON.stringify({ attempt, back: pathname === RETURN ? '/' : `${pathname}${search}` } satisfies Kept),
      )
      location.assign(url)
    },
  )
  const finish = useSubmit(
    async ({ attempt, back }: Kept, key: string) => {
      await call(finishSingleSignOn, { attempt, query: search }, { key })
      return back
    },
    async (back) => {
      await navigate(back, { replace: true })
      await onDone()
    },
  )
  const begun = useRef(false)
  const { submit } = finish
  useEffect(() => {
    if (pathname !== RETURN || begun.current) return
    begun.current = true
    const kept = takeKept()
    if (kept) void submit(kept)
  }, [pathname, submit])
  if (finish.busy) return <Spin description={words.session.ssoReturning} />
  if (!offer.data?.label) return null
  return (
    <section className="sign-in-other">
      <TroubleNotice trouble={finish.trouble ?? begin.trouble} />
      <Button size="large" block loading={begin.busy} onClick={() => void begin.submit({})}>
        {words.session.ssoBy(offer.data.label)}
      </Button>
    </section>
  )
}
