import { Button, Checkbox, Tag } from 'antd'
import type { PlannedItem } from '../../../contexts/inspection/model.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { words } from '../words-inspection.ts'

type Props = {
  readonly items: readonly PlannedItem[]
  readonly chosen: readonly string[]
  readonly onChange: (ids: string[]) => void
}

const byTitle = (items: readonly PlannedItem[]) =>
  [...new Set(items.map(({ title }) => title))].map(
    (title) => [title, items.filter((item) => item.title === title)] as const,
  )

/**
 * What to check: the must-check matters first, the rest by matter; the standard wording of each violation stands under
 * it.
 */
export function ItemPicker({ items, chosen, onChange }: Props) {
  if (items.length === 0) return <EmptyState title={words.plan.noItems}>{words.plan.noItemsUnder}</EmptyState>
  const must = items.filter(({ mandatory }) => mandatory)
  const rest = byTitle(items.filter(({ mandatory }) => !mandatory))
  const toggle = (ids: readonly string[], on: boolean) =>
    onChange(on ? [...new Set([...chosen, ...ids])] : chosen.filter((id) => !ids.includes(id)))
  return (
    <>
      <p className="soft">
        {words.plan.itemsUnder}
        {words.plan.chosen(chosen.length, items.length)}
      </p>
      {must.length > 0 && <Group title={words.plan.must} items={must} chosen={chosen} toggle={toggle} open />}
      {rest.map(([title, group]) => (
        <Group key={title} title={words.plan.optional(title)} items={group} chosen={chosen} toggle={toggle} />
      ))}
    </>
  )
}

type GroupProps = {
  readonly title: string
  readonly items: readonly PlannedItem[]
  readonly chosen: readonly string[]
  readonly open?: boolean
  readonly toggle: (ids: readonly string[], on: boolean) => void
}

function Group({ title, items, chosen, toggle, open = false }: GroupProps) {
  const ids = items.map(({ id }) => id)
  const count = ids.filter((id) => chosen.includes(id)).length
  return (
    <details open={open} className="item-group">
      <summary>
        {title}（{count}/{items.length}）
      </summary>
      <div className="actions" style={{ margin: '6px 0' }}>
        <Button size="small" onClick={() => toggle(ids, true)}>
          {words.plan.chooseAll}
        </Button>
        <Button size="small" onClick={() => toggle(ids, false)}>
          {words.plan.chooseNone}
        </Button>
      </div>
      <ul className="check-list">
        {items.map((item) => (
          <li key={item.id}>
            <Checkbox
              checked={chosen.includes(item.id)}
              disabled={item.publishedOn === null}
              aria-label={`${item.id} ${item.content}`}
              onChange={(event) => toggle([item.id], event.target.checked)}
            />
            <div>
              <div>
                {item.content} {item.majorHazardCodes.length > 0 && <Tag>{words.plan.major}</Tag>}
                {item.publishedOn === null && <Tag>{words.plan.notPublished}</Tag>}
              </div>
              <div className="soft">
                {words.plan.statement}：{item.statement}
              </div>
              {item.method && (
                <div className="soft">
                  {words.plan.method}：{item.method}
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
    </details>
  )
}
