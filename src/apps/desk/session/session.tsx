import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Spin } from 'antd'
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { getMe, signIn, type Me } from '../../../contexts/people/contract.ts'
import type { Asker } from '../../../kernel/asker.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { lawDateOf, type LawDate } from '../../../kernel/time.ts'
import { call, NotSignedIn } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SignIn } from '../../ui/SignIn.tsx'
import { tellTrouble, troubleOf } from '../../ui/trouble.ts'
import { words } from '../words.ts'
import { onSignedOut } from './ask.ts'
import { SingleSignOn } from './single-sign-on.tsx'

const MeContext = createContext<Me | null>(null)

/** Who is signed in. Only below SessionGate. */
export function useMe(): Me {
  const me = use(MeContext)
  if (!me) throw new Error('useMe outside of the session')
  return me
}

/** The asker whom the rules of the contexts know. */
export function useAsker(): Asker {
  const me = useMe()
  return useMemo(
    () => ({
      id: me.id,
      name: me.name,
      kind: me.kind,
      region: me.region,
      roles: me.roles,
      permissions: me.permissions,
    }),
    [me],
  )
}

/** Why this person may not do what needs the permission; empty when he may. */
export function useWhyNotPermitted(): (permission: string) => Refusal[] {
  const { permissions } = useMe()
  return (permission) =>
    permissions.includes(permission)
      ? []
      : [no('not-permitted', { needs: permission }, words.session.notPermitted, words.session.notPermittedMend)]
}

/** The law date of now in Shanghai. */
export const today = (): LawDate => lawDateOf(new Date().toISOString())

/** Shows the desk to whoever is signed in and the sign-in page to everybody else; the address stays, drafts stay. */
export function SessionGate({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [ended, setEnded] = useState(false)
  const {
    data: me,
    error,
    isPending,
  } = useQuery({ queryKey: ['me'], queryFn: () => call(getMe, {}), staleTime: 60_000 })
  useEffect(
    () =>
      onSignedOut(() => {
        setEnded(true)
        queries.setQueryData(['me'], null)
      }),
    [queries],
  )

  if (isPending) return <Spin fullscreen description={words.session.opening} />
  if (me && !(error instanceof NotSignedIn)) return <MeContext value={me}>{children}</MeContext>
  if (error && !(error instanceof NotSignedIn)) {
    const { title, mend } = tellTrouble(troubleOf(error))
    return (
      <main className="sign-in">
        <EmptyState title={title}>{mend}</EmptyState>
      </main>
    )
  }
  const onDone = async () => {
    setEnded(false)
    // What somebody else may have read before goes; the gate itself keeps watching `me`.
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
    await queries.refetchQueries({ queryKey: ['me'] })
  }
  return (
    <SignIn
      title={words.name}
      under={words.session.under}
      ended={ended}
      onSignIn={({ account, ...given }, key) => call(signIn, { username: account, ...given }, { key })}
      onDone={onDone}
      other={<SingleSignOn onDone={onDone} />}
    />
  )
}
