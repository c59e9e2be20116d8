import { Button, Image, Radio } from 'antd'
import { useState } from 'react'
import { evidenceThumbnail } from '../../../contexts/evidence/contract.ts'
import { proposeSample } from '../../../contexts/hazard/contract/samples.ts'
import type { Hazard } from '../../../contexts/hazard/model.ts'
import { SAMPLE_SUBJECTS, type SampleSubject } from '../../../contexts/hazard/rules/sample.ts'
import { fileUrl } from '../../client.ts'
import { newId } from '../../ui/device.ts'
import { Field } from '../../ui/Field.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { AreaField, ChoiceField, optionsOf, TextField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from './words-samples.ts'

/** Proposes a confirmed hazard as a sample; nothing to see where that may not be. */
export function ProposeSample({ hazard }: { readonly hazard: Hazard }) {
  const [isOpen, setOpen] = useState(false)
  const may = useWhyNotPermitted()('hazard.propose-sample').length === 0
  if (!may || hazard.state === 'found' || hazard.evidenceIds.length === 0) return null
  return isOpen ? (
    <SampleForm hazard={hazard} onClose={() => setOpen(false)} />
  ) : (
    <div style={{ marginTop: 8 }}>
      <Button size="small" onClick={() => setOpen(true)}>
        {words.propose}
      </Button>
    </div>
  )
}

function SampleForm({ hazard, onClose }: { readonly hazard: Hazard; readonly onClose: () => void }) {
  const nameOf = useNameOf()
  const draft = useDraft(`hazard/${hazard.id}/sample`, {
    id: newId(),
    evidenceId: hazard.evidenceIds[0] ?? '',
    subject: 'equipment' as SampleSubject,
    name: '',
    description: hazard.description,
  })
  const { value, set } = draft
  const { submit, busy, trouble } = useAct(proposeSample, {
    done: words.proposed,
    after: () => {
      draft.done()
      onClose()
    },
  })
  return (
    <div className="act" role="group" aria-label={words.proposeTitle}>
      <strong>{words.proposeTitle}</strong>
      <p className="soft">{words.proposeUnder}</p>
      <div className="form-grid">
        <ChoiceField
          label={words.subject}
          value={value.subject}
          options={optionsOf(SAMPLE_SUBJECTS)}
          onChange={(subject) => set({ subject })}
        />
        <TextField
          label={words.name}
          note={words.nameNote}
          max={60}
          value={value.name}
          onChange={(name) => set({ name })}
        />
        <AreaField
          wide
          label={words.description}
          max={500}
          value={value.description}
          onChange={(description) => set({ description })}
        />
        {hazard.evidenceIds.length > 1 && (
          <Field label={words.photo} wide>
            {({ id }) => (
              <Radio.Group
                id={id}
                value={value.evidenceId}
                onChange={(event) => set({ evidenceId: String(event.target.value) })}
                options={hazard.evidenceIds.map((evidenceId, at) => ({
                  value: evidenceId,
                  label: (
                    <Image
                      src={fileUrl(evidenceThumbnail, { id: evidenceId })}
                      alt={`${words.photo} ${at + 1}`}
                      width={88}
                      preview={false}
                    />
                  ),
                }))}
              />
            )}
          </Field>
        )}
      </div>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton busy={busy} onClick={() => void submit({ ...value, hazardId: hazard.id })}>
          {words.submit}
        </SubmitButton>
        <Button onClick={onClose}>{words.cancel}</Button>
      </div>
    </div>
  )
}
