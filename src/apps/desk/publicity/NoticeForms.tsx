import { Input, Select } from 'antd'
import { keepBack, publish, withdraw } from '../../../contexts/publicity/contract.ts'
import {
  KEPT_BACK_GROUNDS,
  NOTICE_STATES,
  WITHDRAWAL_GROUNDS,
  type KeptBackGround,
  type Notice,
  type WithdrawalGround,
} from '../../../contexts/publicity/model.ts'
import * as transitions from '../../../contexts/publicity/transitions.ts'
import { whyNot } from '../../../kernel/step.ts'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { AreaField, ChoiceField, optionsOf, TextField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { today, useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { useNow } from '../session/use-now.ts'
import { words } from '../words.ts'

type Props = { readonly notice: Notice; readonly onDone: () => void }

/** Shows the notice to the public; its text may be improved and is masked again. */
export function PublishForm({ notice, onDone }: Props) {
  const by = useAsker()
  const at = useNow()
  const nameOf = useNameOf()
  const draft = useDraft(`publicity/${notice.id}/publish/${notice.version}`, { facts: notice.facts, shownBecause: '' })
  const { facts, shownBecause } = draft.value
  const refusals = whyNot(
    transitions.publish,
    {
      thing: notice,
      input: { facts, shownBecause: shownBecause.trim() },
      facts: { withdrawBy: null, maskedFacts: null },
      by,
      at,
    },
    NOTICE_STATES,
  )
  const { submit, busy, trouble } = useAct(publish, {
    done: words.publicity.publishedDone,
    after: () => {
      draft.done()
      onDone()
    },
  })
  return (
    <section style={{ marginTop: 16 }}>
      <h2 className="drawer-heading">{words.publicity.publish}</h2>
      <Field label={words.publicity.text} note={words.publicity.textNote}>
        {(tied) => (
          <Input.TextArea
            {...tied}
            autoSize={{ minRows: 3 }}
            maxLength={4000}
            value={facts}
            onChange={(event) => draft.set({ facts: event.target.value })}
          />
        )}
      </Field>
      {notice.creditClass === 'minor' && (
        <Field label={words.publicity.shownBecause} note={words.publicity.shownBecauseNote}>
          {(tied) => (
            <Input
              {...tied}
              value={shownBecause}
              maxLength={500}
              onChange={(event) => draft.set({ shownBecause: event.target.value })}
            />
          )}
        </Field>
      )}
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          busy={busy}
          refusals={refusals}
          nameOf={nameOf}
          onClick={() => void submit({ id: notice.id, version: notice.version, facts, shownBecause })}
        >
          {words.publicity.publish}
        </SubmitButton>
      </div>
    </section>
  )
}

/** Not shown at all: ground, article, reason; the head answers for it. */
export function KeepBackForm({ notice, onDone }: Props) {
  const by = useAsker()
  const at = useNow()
  const nameOf = useNameOf()
  const draft = useDraft(`publicity/${notice.id}/keep-back/${notice.version}`, {
    ground: (notice.creditClass === 'minor' ? 'minor-class' : 'secret') as KeptBackGround,
    basis: '',
    reason: '',
  })
  const input = { ...draft.value, reason: draft.value.reason.trim() }
  const refusals = [
    ...(input.reason.length >= 4
      ? []
      : [{ code: 'no-reason', facts: {}, says: words.common.missing(words.publicity.keptBackReason) }]),
    ...whyNot(
      transitions.keepBack,
      { thing: notice, input, facts: { withdrawBy: null, maskedFacts: null }, by, at },
      NOTICE_STATES,
    ),
  ]
  const { submit, busy, trouble } = useAct(keepBack, {
    done: words.publicity.keptBackDone,
    after: () => {
      draft.done()
      onDone()
    },
  })
  return (
    <details className="item-group" style={{ marginTop: 16 }}>
      <summary>{words.publicity.keepBack}</summary>
      <div className="form-grid">
        <ChoiceField
          label={words.publicity.keptBackGround}
          wide
          value={input.ground}
          options={optionsOf(KEPT_BACK_GROUNDS)}
          onChange={(ground) => draft.set({ ground })}
        />
        {input.ground === 'other-law' && (
          <TextField
            label={words.publicity.keptBackBasis}
            wide
            max={200}
            value={input.basis}
            onChange={(basis) => draft.set({ basis })}
          />
        )}
        <AreaField
          label={words.publicity.keptBackReason}
          wide
          max={1000}
          value={draft.value.reason}
          onChange={(reason) => draft.set({ reason })}
        />
      </div>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          kind="default"
          busy={busy}
          refusals={refusals}
          nameOf={nameOf}
          onClick={() => void submit({ ...input, id: notice.id, version: notice.version })}
        >
          {words.publicity.keepBack}
        </SubmitButton>
      </div>
    </details>
  )
}

/** Takes it down, with the reason in public. */
export function WithdrawForm({ notice, onDone }: Props) {
  const by = useAsker()
  const at = useNow()
  const nameOf = useNameOf()
  const draft = useDraft(`publicity/${notice.id}/withdraw/${notice.version}`, {
    ground: (notice.fell?.ground ?? 'revoked') as WithdrawalGround,
    effectiveOn: notice.fell?.on ?? today(),
    reason: '',
  })
  const input = draft.value
  const refusals = [
    ...(input.reason.trim().length >= 4
      ? []
      : [{ code: 'no-reason', facts: {}, says: words.common.missing(words.publicity.reason) }]),
    ...whyNot(
      transitions.withdraw,
      { thing: notice, input, facts: { withdrawBy: null, maskedFacts: null }, by, at },
      NOTICE_STATES,
    ),
  ]
  const { submit, busy, trouble } = useAct(withdraw, {
    done: words.publicity.withdrawnDone,
    after: () => {
      draft.done()
      onDone()
    },
  })
  return (
    <details className="item-group" style={{ marginTop: 16 }}>
      <summary>{words.publicity.withdraw}</summary>
      <div className="form-grid">
        <Field label={words.publicity.ground}>
          {(tied) => (
            <Select
              {...tied}
              value={input.ground}
              style={{ width: '100%' }}
              onChange={(ground) => draft.set({ ground })}
              options={Object.entries(WITHDRAWAL_GROUNDS).map(([value, label]) => ({
                value: value as WithdrawalGround,
                label,
              }))}
            />
          )}
        </Field>
        <Field label={words.publicity.effectiveOn}>
          {({ id }) => (
            <LawDateInput
              id={id}
              value={input.effectiveOn}
              notAfter={today()}
              onChange={(effectiveOn) => draft.set({ effectiveOn })}
            />
          )}
        </Field>
        <Field label={words.publicity.reason} wide>
          {(tied) => (
            <Input.TextArea
              {...tied}
              autoSize={{ minRows: 2 }}
              maxLength={1000}
              value={input.reason}
              onChange={(event) => draft.set({ reason: event.target.value })}
            />
          )}
        </Field>
      </div>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          kind="default"
          danger
          busy={busy}
          refusals={refusals}
          nameOf={nameOf}
          onClick={() => void submit({ ...input, id: notice.id, version: notice.version })}
        >
          {words.publicity.withdraw}
        </SubmitButton>
      </div>
    </details>
  )
}
