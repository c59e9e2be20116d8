import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { getNotice, listNotices } from '../../../contexts/publicity/contract.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useSubmit } from '../../ui/use-submit.ts'
import { ask } from '../session/ask.ts'
import { words } from './words-compendium.ts'

const SHOWN_MAX = 5
type Taken = { readonly facts: string; readonly outcome: string; readonly source: string }

/** Facts and outcome of a published decision, with the party already written as 某公司. */
export function TakeDecision({ onTake }: { readonly onTake: (taken: Taken) => void }) {
  const [wanted, setWanted] = useState('')
  const { data, error } = useQuery({
    queryKey: ['notices', wanted],
    enabled: wanted !== '',
    queryFn: () => ask(listNotices, { q: wanted }),
  })
  const { submit, trouble } = useSubmit(
    (id: string) => ask(getNotice, { id }),
    ({ facts, penalty, number, partyName, partyCode }) => {
      const masked = (text: string) =>
        [partyName, partyCode ?? '']
          .filter((name) => name !== '')
          .reduce((told, name) => told.replaceAll(name, '某公司'), text)
      onTake({ facts: masked(facts), outcome: masked(penalty), source: number })
    },
  )
  return (
    <details className="sheet">
      <summary style={{ cursor: 'pointer', fontWeight: 600 }}>{words.form.fromDecision}</summary>
      <p className="soft">{words.form.fromNote}</p>
      <Input.Search
        allowClear
        aria-label={words.form.fromDecision}
        style={{ maxWidth: 420 }}
        onSearch={(text) => setWanted(text.trim())}
      />
      <TroubleNotice trouble={trouble ?? (error ? troubleOf(error) : null)} />
      {data?.notices.length === 0 && <EmptyState title={words.form.noDecision} />}
      <ul className="plain-list">
        {data?.notices.slice(0, SHOWN_MAX).map(({ id, number, title }) => (
          <li key={id} className="row-line">
            <span>
              {title}　{number}
            </span>
            <Button size="small" onClick={() => void submit(id)}>
              {words.form.take}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
