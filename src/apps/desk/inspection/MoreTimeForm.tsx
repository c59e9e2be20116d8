import { Radio } from 'antd'
import type { Hazard } from '../../../contexts/hazard/model.ts'
import { isAsking } from '../../../contexts/hazard/rules/more-time.ts'
import { answerMoreTime, type InspectionFile } from '../../../contexts/inspection/contract.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { AreaField, DateField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { useAct } from '../session/use-act.ts'
import { words as desk } from '../words.ts'
import { words } from '../words-inspection.ts'

type Props = { readonly file: InspectionFile; readonly onDone: () => void }

/** Every application for more time with its answer, one at a time. */
export function MoreTimeForm({ file, onDone }: Props) {
  return (
    <ol className="plain-list" style={{ marginTop: 12 }}>
      {file.facts.hazards.filter(isAsking).map((hazard) => (
        <li key={hazard.id}>
          <AnswerForm file={file} hazard={hazard} onDone={onDone} />
        </li>
      ))}
    </ol>
  )
}

function AnswerForm({ file: { inspection }, hazard, onDone }: Props & { readonly hazard: Hazard }) {
  const nameOf = useNameOf()
  const asked = hazard.moreTime
  const draft = useDraft(`inspection/${inspection.id}/more-time/${hazard.id}/${hazard.version}`, {
    granted: true,
    until: asked?.until ?? '',
    because: '',
  })
  const { granted, until, because } = draft.value
  const { submit, busy, trouble } = useAct(answerMoreTime, {
    done: words.moreTime.answered,
    after: () => {
      draft.done()
      onDone()
    },
  })
  const refusals = because.trim()
    ? []
    : [{ code: 'no-reason', facts: {}, says: desk.common.missing(words.moreTime.because) }]
  return (
    <>
      <strong>{hazard.description}</strong>
      <div className="soft">{asked && words.moreTime.asked(asked.by, minuteOf(asked.askedAt), asked.until)}</div>
      <div>{asked?.reason}</div>
      <div className="actions" style={{ margin: '6px 0' }}>
        <Radio.Group
          aria-label={words.moreTime.title}
          value={granted}
          options={[
            { value: true, label: words.moreTime.grant },
            { value: false, label: words.moreTime.refuse },
          ]}
          onChange={(event) => draft.set({ granted: event.target.value as boolean })}
        />
      </div>
      {granted && (
        <DateField label={words.moreTime.until} value={until} onChange={(day) => draft.set({ until: day })} />
      )}
      <AreaField
        label={words.moreTime.because}
        rows={1}
        max={500}
        value={because}
        onChange={(text) => draft.set({ because: text })}
      />
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          busy={busy}
          refusals={refusals}
          nameOf={nameOf}
          onClick={() =>
            void submit({
              id: inspection.id,
              version: inspection.version,
              hazardId: hazard.id,
              granted,
              until: granted ? until : null,
              because: because.trim(),
            })
          }
        >
          {words.moreTime.submit}
        </SubmitButton>
      </div>
    </>
  )
}
