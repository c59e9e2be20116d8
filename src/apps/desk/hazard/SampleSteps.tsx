import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import {
  declineSample,
  keepSample,
  withdrawSample,
  type SampleView,
} from '../../../contexts/hazard/contract/samples.ts'
import { SAMPLE_STATES } from '../../../contexts/hazard/rules/sample.ts'
import * as transitions from '../../../contexts/hazard/transitions/sample.ts'
import { whyNot } from '../../../kernel/step.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { AreaField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { useAsker, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { useNow } from '../session/use-now.ts'
import { words } from './words-samples.ts'

/** What the second person may do with a sample; nothing for everybody else. */
export function SampleSteps({ sample }: { readonly sample: SampleView }) {
  const [isOpen, setOpen] = useState(false)
  const isMine = useWhyNotPermitted()('hazard.keep-sample').length === 0
  const isOpenState = sample.state === 'proposed' || sample.state === 'kept'
  if (!isMine || !isOpenState) return null
  if (!isOpen)
    return (
      <div>
        <Button size="small" onClick={() => setOpen(true)}>
          {sample.state === 'proposed' ? words.review : words.withdraw}
        </Button>
      </div>
    )
  return sample.state === 'proposed' ? (
    <Review sample={sample} onDone={() => setOpen(false)} />
  ) : (
    <Withdraw sample={sample} onDone={() => setOpen(false)} />
  )
}

type Doing = { readonly sample: SampleView; readonly onDone: () => void }

function Review({ sample, onDone }: Doing) {
  const nameOf = useNameOf()
  const by = useAsker()
  const at = useNow()
  const [showsNobody, setShowsNobody] = useState(false)
  const [because, setBecause] = useState('')
  const keep = useAct(keepSample, { done: words.keptDone, after: onDone })
  const decline = useAct(declineSample, { done: words.declinedDone, after: onDone })
  const { id, version } = sample
  const act = { thing: sample, facts: null, by, at }
  return (
    <div className="act">
      <Checkbox checked={showsNobody} onChange={(event) => setShowsNobody(event.target.checked)}>
        {words.showsNobody}
      </Checkbox>
      <AreaField label={words.reason} max={300} value={because} onChange={setBecause} />
      <TroubleNotice trouble={keep.trouble ?? decline.trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          busy={keep.busy}
          nameOf={nameOf}
          refusals={whyNot(transitions.keepSample, { ...act, input: { version, showsNobody } }, SAMPLE_STATES)}
          onClick={() => void keep.submit({ id, version, showsNobody })}
        >
          {words.keep}
        </SubmitButton>
        <SubmitButton
          kind="default"
          busy={decline.busy}
          nameOf={nameOf}
          refusals={whyNot(transitions.declineSample, { ...act, input: { version, because } }, SAMPLE_STATES)}
          onClick={() => void decline.submit({ id, version, because })}
        >
          {words.decline}
        </SubmitButton>
        <Button onClick={onDone}>{words.cancel}</Button>
      </div>
    </div>
  )
}

function Withdraw({ sample: { id, version }, onDone }: Doing) {
  const nameOf = useNameOf()
  const [because, setBecause] = useState('')
  const { submit, busy, trouble } = useAct(withdrawSample, { done: words.withdrawnDone, after: onDone })
  return (
    <div className="act">
      <AreaField label={words.reason} max={300} value={because} onChange={setBecause} />
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton busy={busy} onClick={() => void submit({ id, version, because })}>
          {words.withdraw}
        </SubmitButton>
        <Button onClick={onDone}>{words.cancel}</Button>
      </div>
    </div>
  )
}
