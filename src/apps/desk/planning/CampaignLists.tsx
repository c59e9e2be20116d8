import { Input, Tag } from 'antd'
import type { z } from 'zod'
import { tickCampaign, type CampaignTick } from '../../../contexts/planning/contract/campaigns.ts'
import type { Deployment } from '../../../contexts/planning/model.ts'
import { CAMPAIGN_SYSTEMS, refusesTick } from '../../../contexts/planning/rules/campaign.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { Field } from '../../ui/Field.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useNameOf } from '../law/law-book.tsx'
import { useMe, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from './words-campaign.ts'
import './annual.css'

type Tick = z.infer<typeof CampaignTick>
type Props = { readonly order: Deployment; readonly ticks: readonly Tick[] }

const SYSTEMS = Object.values(CAMPAIGN_SYSTEMS)
const ALL = SYSTEMS.reduce((sum, { items }) => sum + Object.keys(items).length, 0)

/** The five checklists of one campaign; its issuer records what is done. */
export function CampaignLists({ order, ticks }: Props) {
  const own = ticks.filter(({ deploymentId }) => deploymentId === order.id)
  return (
    <details className="item-group" style={{ marginTop: 12 }}>
      <summary>{words.lists(own.length, ALL)}</summary>
      {SYSTEMS.map(({ name, items }) => (
        <section key={name}>
          <h4 style={{ margin: '12px 0 4px' }}>{name}</h4>
          <ul className="score-parts">
            {Object.entries(items).map(([item, label]) => (
              <li key={item}>
                <Item order={order} item={item} label={label} ticked={own} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  )
}

type ItemProps = {
  readonly order: Deployment
  readonly item: string
  readonly label: string
  readonly ticked: readonly Tick[]
}

function Item({ order, item, label, ticked }: ItemProps) {
  const { region } = useMe()
  const nameOf = useNameOf()
  const cannot = useWhyNotPermitted()('planning.approve')
  const draft = useDraft(`deployment/${order.id}/${item}`, { note: '' })
  const act = useAct(tickCampaign, { done: words.ticked, after: () => draft.done() })
  const done = ticked.find((one) => one.item === item)
  const { note } = draft.value
  if (done)
    return (
      <>
        <Tag color="success" style={{ marginInlineEnd: 6 }}>
          {words.isDone}
        </Tag>
        {label}：{words.done(done.byName, minuteOf(done.at), done.note)}
      </>
    )
  if (cannot.length > 0 || refusesTick(item, { order, asker: region, ticked }))
    return (
      <>
        <Tag style={{ marginInlineEnd: 6 }}>{words.isOpen}</Tag>
        {label}
      </>
    )
  return (
    <div className="edit-row">
      <Field label={label}>
        {(tied) => (
          <Input
            {...tied}
            aria-label={`${label} ${words.note}`}
            placeholder={words.noteHint}
            maxLength={300}
            value={note}
            onChange={(event) => draft.set({ note: event.target.value })}
          />
        )}
      </Field>
      <SubmitButton
        kind="default"
        busy={act.busy}
        nameOf={nameOf}
        onClick={() => void act.submit({ id: order.id, item, note })}
      >
        {words.tick}
      </SubmitButton>
      <TroubleNotice trouble={act.trouble} nameOf={nameOf} />
    </div>
  )
}
