import { Select, Spin } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { CaseView } from '../../../contexts/casework/contract.ts'
import type { Beginning } from '../../../contexts/casework/contract/proceeding.ts'
import { findRoad, findSideStep } from '../../../contexts/casework/transitions/roads.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { RefusalList, TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useNameOf } from '../law/law-book.tsx'
import { words } from '../words-proceeding.ts'
import { ProceedingCard } from './ProceedingCard.tsx'
import { SideForm } from './SideForm.tsx'
import { useProceedings } from './side-line.ts'

/** The procedures beside a case: what runs, and what may be begun now. */
export function Proceedings({ view, onOpenPaper }: { view: CaseView; onOpenPaper: (id: string) => void }) {
  const { case: thing } = view
  const { data, error } = useProceedings(thing)
  const [params] = useSearchParams()
  const wanted = params.get('begin')
  return (
    <section className="sheet" id="beside">
      <h2>{words.ofCase}</h2>
      {error ? <TroubleNotice trouble={troubleOf(error)} /> : null}
      {!data && !error && <Spin />}
      {data?.proceedings.length === 0 && <p className="soft">{words.none}</p>}
      {data && data.beginnings.length > 0 && (
        <Begin key={wanted} wanted={wanted} beginnings={data.beginnings} view={view} />
      )}
      {data?.proceedings.toReversed().map((one) => (
        <ProceedingCard key={one.proceeding.id} view={one} of={thing} onOpenPaper={onOpenPaper} />
      ))}
    </section>
  )
}

type BeginProps = {
  readonly beginnings: readonly Beginning[]
  readonly view: CaseView
  /** A step that another part of the page leads to. */
  readonly wanted: string | null
}

function Begin({ beginnings, view, wanted }: BeginProps) {
  const [chosen, setChosen] = useState<string | null>(wanted)
  const nameOf = useNameOf()
  const one = beginnings.find(({ step }) => step === chosen)
  const road = one ? findRoad(one.kind) : null
  const step = road && one ? findSideStep(road, one.step) : null
  return (
    <div>
      <label>
        {words.begin}
        <Select<string>
          aria-label={words.begin}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={words.choose}
          value={chosen}
          onChange={(value) => setChosen(value ?? null)}
          style={{ width: '100%', maxWidth: 460, display: 'block' }}
          options={beginnings.map(({ step: name, kindLabel, label, refusals }) => ({
            value: name,
            label: `${kindLabel}：${label}${refusals.length > 0 ? `（${words.waiting}）` : ''}`,
          }))}
        />
      </label>
      {one && one.refusals.length > 0 && (
        <div style={{ marginTop: 8 }}>
          <RefusalList title={words.waiting} refusals={one.refusals as readonly Refusal[]} nameOf={nameOf} />
        </div>
      )}
      {one && road && step && one.refusals.length === 0 && (
        <SideForm
          key={step.name}
          thing={null}
          kind={road.name}
          of={view.case}
          handlers={view.case.handlers}
          step={step}
          onDone={() => setChosen(null)}
        />
      )}
    </div>
  )
}
