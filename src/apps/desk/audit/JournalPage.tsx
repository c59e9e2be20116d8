import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Input, Select } from 'antd'
import { useMemo, useState } from 'react'
import { listJournal, verifyChains } from '../../../contexts/audit/contract.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useSubmit } from '../../ui/use-submit.ts'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { words } from '../words.ts'
import { operations } from './words.ts'
import { actionInWords, JournalTable } from './JournalTable.tsx'

type Verdict = Awaited<ReturnType<typeof ask<(typeof verifyChains)['input'], (typeof verifyChains)['output']>>>

const LIMITS = [100, 200, 500]

/** The journal of the bureau, newest first, and the proof that nobody altered it. */
export function JournalPage() {
  const whyNotPermitted = useWhyNotPermitted()
  const [limit, setLimit] = useState(100)
  const [wanted, setWanted] = useState('')
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const mayRead = whyNotPermitted('audit.read')
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['journal', limit],
    queryFn: () => ask(listJournal, { limit }),
    enabled: mayRead.length === 0,
  })
  const { submit, busy, trouble } = useSubmit(() => ask(verifyChains, {}), setVerdict)
  const rows = useMemo(
    () =>
      (data?.entries ?? []).filter(({ action, askerName }) =>
        `${action} ${actionInWords(action)} ${askerName}`.includes(wanted),
      ),
    [data, wanted],
  )
  return (
    <>
      <PageHeader
        title={words.audit.title}
        under={words.audit.under}
        actions={
          <>
            {whyNotPermitted('audit.verify').length === 0 && (
              <LinkButton to="/operations">{operations.title}</LinkButton>
            )}
            <SubmitButton busy={busy} refusals={whyNotPermitted('audit.verify')} onClick={() => void submit(undefined)}>
              {words.audit.verify}
            </SubmitButton>
          </>
        }
      />
      <TroubleNotice trouble={trouble} />
      {verdict && <Verdict verdict={verdict} />}
      <div className="sheet">
        {mayRead.length > 0 ? (
          <TroubleNotice trouble={{ kind: 'refused', refusals: mayRead }} />
        ) : (
          <>
            <div className="filters">
              <label>
                {words.audit.filterAction}
                <Input allowClear value={wanted} onChange={(event) => setWanted(event.target.value)} />
              </label>
              <label>
                {words.audit.limit}
                <Select
                  value={limit}
                  onChange={setLimit}
                  options={LIMITS.map((value) => ({ value, label: String(value) }))}
                  style={{ width: 100 }}
                  aria-label={words.audit.limit}
                />
              </label>
              <Button onClick={() => void refetch()}>{words.common.readAgain}</Button>
            </div>
            {error ? (
              <TroubleNotice trouble={troubleOf(error)} />
            ) : (
              <JournalTable label={words.audit.title} rows={rows} loading={isPending} />
            )}
          </>
        )}
      </div>
    </>
  )
}

function Verdict({ verdict: { ok, rows, chains, firstBroken } }: { verdict: Verdict }) {
  if (ok || !firstBroken)
    return <Alert type="success" showIcon title={words.audit.sound(rows, chains)} style={{ marginBottom: 16 }} />
  const { whys } = words.audit
  return (
    <Alert
      type="error"
      showIcon
      title={words.audit.broken(firstBroken.region, firstBroken.seq)}
      style={{ marginBottom: 16 }}
      description={firstBroken.why in whys ? whys[firstBroken.why as keyof typeof whys] : words.audit.missing}
    />
  )
}
