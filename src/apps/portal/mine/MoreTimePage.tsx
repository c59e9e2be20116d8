import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { askMoreTime } from '../../../contexts/hazard/contract.ts'
import type { Hazard } from '../../../contexts/hazard/model.ts'
import { asksForLater, askedBeforeTheEnd, asksOnce } from '../../../contexts/hazard/rules/more-time.ts'
import { addDays } from '../../../kernel/time.ts'
import { no } from '../../../kernel/refusal.ts'
import { call } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { useSubmit } from '../../ui/use-submit.ts'
import { Loading } from '../Loading.tsx'
import { useTitle } from '../use-title.ts'
import { words as portal } from '../words.ts'
import { HazardFacts } from './HazardsPage.tsx'
import { useHazards } from './hazards.ts'
import { words } from './words-self-report.ts'

const USUAL_DAYS = 10

/** More time to put one hazard right; asked for before the period ends. */
export function MoreTimePage() {
  const { hazardId = '' } = useParams()
  const hazards = useHazards()
  useTitle(words.moreTime.title)
  if (hazards.isPending) return <Loading />
  if (hazards.error) return <TroubleNotice trouble={troubleOf(hazards.error)} />
  const hazard = hazards.data.find(({ id }) => id === hazardId)
  if (!hazard)
    return (
      <EmptyState title={portal.notFound} action={<Link to="/mine">{portal.reportWords.back}</Link>}>
        {portal.notFoundMend}
      </EmptyState>
    )
  return <AskForm key={hazard.id} hazard={hazard} />
}

function AskForm({ hazard }: { hazard: Hazard }) {
  const go = useNavigate()
  const [at] = useState(() => new Date().toISOString())
  const queries = useQueryClient()
  const draft = useDraft(`more-time.${hazard.id}`, {
    until: hazard.rectifyBy ? addDays(hazard.rectifyBy, USUAL_DAYS) : '',
    reason: '',
  })
  const { until, reason } = draft.value
  const act = useSubmit(
    (input: { until: string; reason: string }, key) =>
      call(askMoreTime, { id: hazard.id, version: hazard.version, ...input }, { key }),
    async () => {
      draft.done()
      await queries.invalidateQueries({ queryKey: ['hazards'] })
      void go('/mine')
    },
  )
  const input = { version: hazard.version, until, reason: reason.trim() }
  const asking = {
    thing: hazard,
    input,
    facts: null,
    by: { id: '', name: '', kind: 'enterprise' as const, region: '', roles: [], permissions: [] },
    at,
  }
  const refusals = [
    ...(input.reason.length >= 4 ? [] : [no('reason-missing', {}, words.missing(words.moreTime.reason))]),
    ...[askedBeforeTheEnd, asksForLater, asksOnce].flatMap((rule) => rule.refuses(asking) ?? []),
  ]
  return (
    <>
      <h2>{words.moreTime.title}</h2>
      <section className="card">
        <HazardFacts hazard={hazard} />
        {hazard.rectifyBy && <p>{portal.mineWords.due(hazard.rectifyBy)}</p>}
      </section>
      <section className="card section">
        <p className="soft">{words.moreTime.says}</p>
        <div className="form-fields">
          <Field label={words.moreTime.until}>
            {({ id }) => (
              <LawDateInput
                id={id}
                value={until}
                {...(hazard.rectifyBy ? { notBefore: addDays(hazard.rectifyBy, 1) } : {})}
                onChange={(day) => draft.set({ until: day })}
              />
            )}
          </Field>
          <Field label={words.moreTime.reason}>
            {(tied) => (
              <Input.TextArea
                {...tied}
                value={reason}
                maxLength={1000}
                autoSize={{ minRows: 3 }}
                placeholder={words.moreTime.reasonHint}
                onChange={(event) => draft.set({ reason: event.target.value })}
              />
            )}
          </Field>
        </div>
        <TroubleNotice trouble={act.trouble} />
        <SubmitButton
          block
          size="large"
          busy={act.busy}
          refusals={refusals}
          onClick={() => void act.submit({ until, reason: input.reason })}
        >
          {words.moreTime.submit}
        </SubmitButton>
      </section>
    </>
  )
}
