import { Radio, Select } from 'antd'
import { VISIT_WAYS, wayTaken, type OfferedWay, type VisitWay } from '../../../contexts/planning/rules/ways.ts'
import { citeInWords } from '../../ui/RefusalList.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { BureauName } from '../people/BureauName.tsx'
import { words } from '../words-inspection.ts'
import './way.css'

type Props = {
  readonly ways: readonly OfferedWay[]
  readonly chosen: VisitWay | null
  /** The bureau that answers for the business. */
  readonly responsible: string
  readonly reasonRef: string
  readonly onChange: (change: { way?: VisitWay; reasonRef?: string }) => void
}

/** How the bureau comes to the business (ORG-02): only lawful ways can be chosen, the others say why not. */
export function WayField({ ways, chosen, responsible, reasonRef, onChange }: Props) {
  const nameOf = useNameOf()
  const taken = wayTaken(ways, chosen)
  return (
    <fieldset className="ways wide">
      <legend className="field-label">{words.plan.way}</legend>
      {ways.map(({ way, refusals, orders }) => (
        <div key={way} className="way">
          <Radio
            name="visit-way"
            checked={taken === way}
            disabled={refusals.length > 0}
            onChange={() => onChange({ way })}
            aria-describedby={`way-${way}`}
          >
            {VISIT_WAYS[way]}
          </Radio>
          <div id={`way-${way}`} className="field-note">
            {refusals.map((refusal) => (
              <div key={refusal.code}>
                {refusal.says}
                {refusal.cites && `（${citeInWords(refusal.cites, nameOf)}）`}
              </div>
            ))}
            {refusals.length === 0 && way === 'joint' && (
              <>
                {words.plan.jointNote} <BureauName region={responsible} />
              </>
            )}
            {taken === 'cross-region' && way === 'cross-region' && (
              <Orders orders={orders} reasonRef={reasonRef} onChange={onChange} />
            )}
          </div>
        </div>
      ))}
    </fieldset>
  )
}

type OrdersProps = Pick<OfferedWay, 'orders'> & Pick<Props, 'reasonRef' | 'onChange'>

/** Under which order the bureau goes; a bureau that stands above gives the order first. */
function Orders({ orders, reasonRef, onChange }: OrdersProps) {
  if (orders.length === 0)
    return (
      <>
        <p>{words.plan.orderFirst}</p>
        <LinkButton to="/planning/deployments">{words.plan.toOrders}</LinkButton>
      </>
    )
  return (
    <Select
      aria-label={words.plan.order}
      placeholder={words.plan.order}
      style={{ width: '100%', maxWidth: 420 }}
      value={orders.some(({ number }) => number === reasonRef) ? reasonRef : null}
      options={orders.map(({ number, purpose }) => ({ value: number, label: `${number}　${purpose}` }))}
      onChange={(number: string) => onChange({ reasonRef: number })}
    />
  )
}
