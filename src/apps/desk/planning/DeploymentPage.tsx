import type { z } from 'zod'
import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { Link } from 'react-router'
import { listDeployments, orderDeployment } from '../../../contexts/planning/contract.ts'
import { listCampaigns, type CampaignTick } from '../../../contexts/planning/contract/campaigns.ts'
import type { Deployment } from '../../../contexts/planning/model.ts'
import { DEPLOYMENT_WAYS, type DeploymentWay } from '../../../contexts/planning/rules/deployment.ts'
import { addDays } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { AreaField, ChoiceField, DateField, TextField } from '../fields.tsx'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { BureauName } from '../people/BureauName.tsx'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { CampaignFindings } from './CampaignFindings.tsx'
import { CampaignLists } from './CampaignLists.tsx'
import { words as all } from './words-guard.ts'
import './planning.css'

const words = all.deployment
const WAYS = Object.keys(DEPLOYMENT_WAYS) as DeploymentWay[]
const codesIn = (text: string) => text.split(/[\s,，、]+/).filter((code) => code !== '')

/** Orders from above that send bureaus out of their region, and the form that gives one (circular art. 6). */
export function DeploymentPage() {
  const { data, error, isPending } = useQuery({ queryKey: ['deployments'], queryFn: () => ask(listDeployments, {}) })
  const left = useQuery({ queryKey: ['campaigns'], queryFn: () => ask(listCampaigns, {}) })
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[
          <Link key="list" to="/planning">
            {all.back}
          </Link>,
        ]}
      />
      {(error ?? left.error) && <TroubleNotice trouble={troubleOf(error ?? left.error)} />}
      <div className="with-margin">
        <div>
          <section className="sheet">
            <h2>{words.list}</h2>
            {isPending && <Spin />}
            {data?.deployments.length === 0 && <EmptyState title={words.none}>{words.noneUnder}</EmptyState>}
            <ul className="orders">
              {data?.deployments.map((order) => (
                <li key={order.id}>
                  <Order order={order} ticks={left.data?.ticks ?? []} />
                </li>
              ))}
            </ul>
          </section>
          <CampaignFindings findings={left.data?.findings ?? []} />
          <NewOrder />
        </div>
        <aside>
          <Margin entries={[{ cites: { instrument: 'MEM-2025-02-27', article: 6 }, why: words.title }]} />
        </aside>
      </div>
    </>
  )
}

/** One order: who goes where, how, and whom it reports to. */
function Order({
  order,
  ticks,
}: {
  readonly order: Deployment
  readonly ticks: readonly z.infer<typeof CampaignTick>[]
}) {
  const { name, team, reports } = DEPLOYMENT_WAYS[order.way]
  return (
    <>
      <h3>
        {order.number}　{order.purpose}
      </h3>
      <Facts
        facts={[
          { label: words.way, value: name },
          { label: words.issuer, value: <BureauName region={order.region} /> },
          { label: words.period, value: `${order.from} ${all.until} ${order.until}` },
          { label: words.bureaus, value: <Several regions={order.bureaus} /> },
          { label: words.regions, value: <Several regions={order.regions} /> },
          { label: words.team, value: words.wayNote(team, reports), wide: true },
        ]}
      />
      <CampaignLists order={order} ticks={ticks} />
    </>
  )
}

const Several = ({ regions }: { regions: readonly string[] }) =>
  regions.map((region) => (
    <div key={region}>
      <BureauName region={region} />
    </div>
  ))

function NewOrder() {
  const cite = useNameOf()
  const draft = useDraft('planning/deployment', {
    number: '',
    way: 'regional' as DeploymentWay,
    purpose: '',
    bureaus: '',
    regions: '',
    from: today(),
    until: addDays(today(), 14),
  })
  const { value, set } = draft
  const order = useAct(orderDeployment, { done: words.done, after: () => draft.done() })
  const cannot = useWhyNotPermitted()('planning.approve')
  const text = (field: 'number' | 'purpose' | 'bureaus' | 'regions' | 'from' | 'until') => ({
    value: value[field],
    onChange: (typed: string) => set({ [field]: typed }),
  })
  return (
    <section className="sheet">
      <h2>{words.new}</h2>
      <div className="form-grid">
        <TextField label={words.number} max={100} {...text('number')} />
        <ChoiceField
          label={words.way}
          note={words.wayNote(DEPLOYMENT_WAYS[value.way].team, DEPLOYMENT_WAYS[value.way].reports)}
          value={value.way}
          options={WAYS.map((way) => ({ value: way, label: DEPLOYMENT_WAYS[way].name }))}
          onChange={(way) => set({ way })}
        />
        <TextField label={words.purpose} max={200} {...text('purpose')} />
        <AreaField label={words.bureaus} note={words.bureausNote} {...text('bureaus')} />
        <AreaField label={words.regions} note={words.regionsNote} {...text('regions')} />
        <DateField label={words.from} {...text('from')} />
        <DateField label={words.to} notBefore={value.from} {...text('until')} />
      </div>
      <TroubleNotice trouble={order.trouble} nameOf={cite} />
      <div className="actions">
        <SubmitButton
          busy={order.busy}
          refusals={cannot}
          nameOf={cite}
          onClick={() =>
            void order.submit({ ...value, bureaus: codesIn(value.bureaus), regions: codesIn(value.regions) })
          }
        >
          {words.submit}
        </SubmitButton>
      </div>
    </section>
  )
}
