import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useState } from 'react'
import { listBusinessAccounts, openBusinessAccount } from '../../../contexts/registry/contract/accounts.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { TextField } from '../fields.tsx'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words as forms } from '../words-enterprise.ts'

const words = forms.accounts

/** The portal accounts of a business: who has one, and opening one; its password is shown once, to be handed over. */
export function BusinessAccounts({ id }: { readonly id: string }) {
  const [username, setUsername] = useState('')
  const [opened, setOpened] = useState<{ username: string; password: string } | null>(null)
  const refusals = useWhyNotPermitted()('registry.write')
  const { data } = useQuery({ queryKey: ['business-accounts', id], queryFn: () => ask(listBusinessAccounts, { id }) })
  const { submit, busy, trouble } = useAct(openBusinessAccount, {
    after: (answer) => {
      setOpened(answer)
      setUsername('')
    },
  })
  return (
    <section className="sheet">
      <h2>{words.title}</h2>
      <p className="soft">{words.under}</p>
      <p>{data?.usernames.join('、') || words.none}</p>
      {opened && (
        <Alert type="success" title={words.told(opened.username)} description={<code>{opened.password}</code>} />
      )}
      <form
        style={{ marginTop: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          void submit({ id, username })
        }}
      >
        <TextField label={words.username} max={40} value={username} onChange={setUsername} />
        <TroubleNotice trouble={trouble} labelOf={() => words.username} />
        <div className="actions">
          <SubmitButton htmlType="submit" kind="default" busy={busy} refusals={refusals}>
            {words.open}
          </SubmitButton>
        </div>
      </form>
    </section>
  )
}
