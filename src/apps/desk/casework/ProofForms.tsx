import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { caseProof } from '../../../contexts/casework/contract/proof.ts'
import { bindRecording, handOver } from '../../../contexts/evidence/contract/chain.ts'
import type { Evidence } from '../../../contexts/evidence/model.ts'
import { newId } from '../../ui/device.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { AreaField, ChoiceField, MinuteField, TextField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { useAct } from '../session/use-act.ts'
import { useNow } from '../session/use-now.ts'
import { EvidenceUpload } from './EvidenceUpload.tsx'
import { words } from './words-proof.ts'

type Moment = z.output<(typeof caseProof)['output']>['moments'][number]
type BindProps = {
  readonly caseId: string
  readonly moment: Moment
  readonly files: readonly Evidence[]
  readonly onDone: () => void
}

/** Which recording shows a moment. */
export function BindRecording({ caseId, moment, files, onDone }: BindProps) {
  const nameOf = useNameOf()
  const [file, setFile] = useState(files[0]?.id ?? '')
  const chosen = files.find(({ id }) => id === file)
  const now = useNow()
  const [startedAt, setStart] = useState(chosen?.takenAt ?? now)
  const [endedAt, setEnd] = useState(chosen?.receivedAt ?? now)
  const [partyTold, setTold] = useState(false)
  const [gapReason, setGap] = useState('')
  const { submit, busy, trouble } = useAct(bindRecording, { done: words.bound, after: onDone })
  return (
    <div className="act">
      <div className="form-grid">
        {files.length > 0 && (
          <ChoiceField
            label={words.choose}
            value={file}
            options={files.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setFile}
          />
        )}
        <div>
          {files.length === 0 && <p className="field-note">{words.noFiles}</p>}
          <EvidenceUpload
            caseId={caseId}
            kind="audio-visual"
            accept="video/*,audio/*"
            label={words.upload}
            value={file || null}
            onChange={({ id }) => setFile(id)}
          />
        </div>
        <MinuteField label={words.from} value={startedAt} onChange={setStart} />
        <MinuteField label={words.until} value={endedAt} onChange={setEnd} />
        <TextField label={words.gap} max={500} value={gapReason} onChange={setGap} />
        <Checkbox checked={partyTold} onChange={(event) => setTold(event.target.checked)}>
          {words.told}
        </Checkbox>
      </div>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          busy={busy}
          onClick={() =>
            void submit({
              id: file,
              recordingId: newId(),
              caseId,
              moment: moment.moment,
              shows: moment.shows,
              startedAt,
              endedAt,
              partyTold,
              gapReason,
            })
          }
        >
          {words.save}
        </SubmitButton>
        <Button onClick={onDone}>{words.cancel}</Button>
      </div>
    </div>
  )
}

type HandOverProps = { readonly itemId: string; readonly holder: string; readonly onDone: () => void }
const NOTHING = { to: '', place: '', purpose: '', condition: '', witness: '' }

/** One handing over, from whoever holds it now. */
export function HandOver({ itemId, holder, onDone }: HandOverProps) {
  const nameOf = useNameOf()
  const [handedAt, setAt] = useState(useNow())
  const [told, setTold] = useState(NOTHING)
  const { submit, busy, trouble } = useAct(handOver, { done: words.handed, after: onDone })
  const text = (name: keyof typeof NOTHING) => (
    <TextField label={words[name]} value={told[name]} onChange={(typed) => setTold({ ...told, [name]: typed })} />
  )
  return (
    <div className="act">
      <div className="form-grid">
        {text('to')}
        <MinuteField label={words.handedAt} value={handedAt} onChange={setAt} />
        {text('place')}
        {text('witness')}
        <AreaField label={words.purpose} value={told.purpose} onChange={(purpose) => setTold({ ...told, purpose })} />
        <AreaField
          label={words.condition}
          value={told.condition}
          onChange={(condition) => setTold({ ...told, condition })}
        />
      </div>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          busy={busy}
          onClick={() =>
            void submit({
              ...told,
              id: itemId,
              transferId: newId(),
              handedAt,
              from: holder,
              witness: told.witness.trim() || null,
            })
          }
        >
          {words.handOver}
        </SubmitButton>
        <Button onClick={onDone}>{words.cancel}</Button>
      </div>
    </div>
  )
}
