import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import {
  amendKeyList,
  changeKeyList,
  KEY_UNIT_KINDS,
  listKeyUnits,
  type KeyUnitKind,
} from '../../../contexts/planning/contract/key-lists.ts'
import { KEY_LIST_STATES, type KeyList, type KeyUnit } from '../../../contexts/planning/rules/key-list.ts'
import * as transitions from '../../../contexts/planning/transitions/key-list.ts'
import { whyNotOffered } from '../../../kernel/step.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { citeInWords, TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { TextField } from '../fields.tsx'
import { EnterpriseInput } from '../inspection/EnterpriseInput.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words as desk } from '../words.ts'
import { words } from './words-key-list.ts'
import './annual.css'

const KINDS = Object.entries(KEY_UNIT_KINDS).map(([value, label]) => ({ value: value as KeyUnitKind, label }))

type Chosen = Pick<KeyUnit, 'enterpriseId' | 'name' | 'isListed'>

/** The rows of a list with the rules behind them; one is put in or taken out with its reason. */
export function KeyUnits({ list }: { readonly list: KeyList }) {
  const [only, setOnly] = useState<KeyUnitKind>('listed')
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const asked = { id: list.id, only, ...(q ? { q } : {}) }
  const { data, error, isPending } = useQuery({
    queryKey: ['key-units', list.version, asked],
    queryFn: () => ask(listKeyUnits, asked),
    placeholderData: (before) => before,
  })
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{words.units}</h2>
        <span className="soft">{data && words.shown(data.units.length, data.total)}</span>
      </div>
      <div className="line-filter">
        <Input.Search
          aria-label={words.search}
          placeholder={words.search}
          allowClear
          maxLength={60}
          style={{ maxWidth: 240 }}
          onSearch={setQ}
        />
        <Select<KeyUnitKind> aria-label={words.only} value={only} onChange={setOnly} options={KINDS} />
      </div>
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      {chosen && <ChangeBox key={chosen.enterpriseId} list={list} chosen={chosen} onClose={() => setChosen(null)} />}
      <UnitsTable rows={data?.units ?? []} loading={isPending} onChoose={setChosen} />
      <details className="item-group">
        <summary>{words.add}</summary>
        <Field label={words.unit} wide>
          {({ id }) => (
            <EnterpriseInput
              id={id}
              value={chosen?.name === '' ? chosen.enterpriseId : ''}
              name={undefined}
              onChange={(enterpriseId) => setChosen(enterpriseId ? { enterpriseId, name: '', isListed: false } : null)}
            />
          )}
        </Field>
      </details>
    </section>
  )
}

type TableProps = {
  readonly rows: readonly KeyUnit[]
  readonly loading: boolean
  readonly onChoose: (unit: KeyUnit) => void
}

function UnitsTable({ rows, loading, onChoose }: TableProps) {
  const nameOf = useNameOf()
  return (
    <PlainTable
      label={words.units}
      rows={rows}
      loading={loading}
      rowKey={({ enterpriseId }) => enterpriseId}
      empty={<EmptyState title={words.noUnits} />}
      columns={[
        {
          title: words.unit,
          render: (_, { enterpriseId, name, creditCode }) => (
            <>
              <Link to={`/enterprises/${enterpriseId}`}>{name}</Link>
              <div className="soft">{creditCode}</div>
            </>
          ),
        },
        {
          title: words.why,
          render: (_, { reasons, wasInRegister }) => (
            <div style={{ minWidth: 150, maxWidth: 260 }}>
              {reasons.length === 0 && <div>{words.noRule}</div>}
              {reasons.map(({ code, says, cites, confidence, source }) => (
                <div key={code}>
                  {says}
                  <div className="field-note" title={source}>
                    {citeInWords(cites, nameOf)}　{desk.law.confidences[confidence]}
                  </div>
                </div>
              ))}
              {reasons.length === 0 && wasInRegister && <div className="soft">{words.wasInRegister}</div>}
            </div>
          ),
        },
        {
          title: words.hand,
          render: (_, { byHand, isListed }) =>
            byHand && (
              <div style={{ minWidth: 120, maxWidth: 180 }}>
                {words.handSays(isListed, byHand.because)}
                <div className="soft">
                  {byHand.byName}　{byHand.number}
                </div>
              </div>
            ),
        },
        {
          title: words.act,
          render: (_, unit) => (
            <Button
              size="small"
              aria-label={`${unit.isListed ? words.takeOut : words.putIn}：${unit.name}`}
              onClick={() => onChoose(unit)}
            >
              {unit.isListed ? words.takeOut : words.putIn}
            </Button>
          ),
        },
      ]}
    />
  )
}

type BoxProps = { readonly list: KeyList; readonly chosen: Chosen; readonly onClose: () => void }

/** A draft is changed with a reason, a frozen list with a document too. */
function ChangeBox({ list, chosen, onClose }: BoxProps) {
  const { id, version, state } = list
  const { enterpriseId, name, isListed } = chosen
  const isFrozen = state === 'frozen'
  const by = useAsker()
  const nameOf = useNameOf()
  const draft = useDraft(`key-list/${id}/${enterpriseId}`, { because: '', number: '' })
  const after = () => {
    draft.done()
    onClose()
  }
  const change = useAct(changeKeyList, { done: words.changed, after })
  const amend = useAct(amendKeyList, { done: words.changed, after })
  const { because, number } = draft.value
  const input = { id, version, enterpriseId, isListed: !isListed, because }
  const step = isFrozen ? transitions.amendKeyList : transitions.changeKeyList
  return (
    <section className="edit-box" aria-label={words.change(name)}>
      <h3>{words.change(name)}</h3>
      <TroubleNotice trouble={change.trouble ?? amend.trouble} nameOf={nameOf} />
      <TextField
        label={words.because}
        note={words.becauseNote}
        max={200}
        value={because}
        onChange={(text) => draft.set({ because: text })}
      />
      {isFrozen && (
        <TextField label={words.number} max={100} value={number} onChange={(text) => draft.set({ number: text })} />
      )}
      <div className="actions">
        <SubmitButton
          busy={change.busy || amend.busy}
          refusals={whyNotOffered(step, list, by, KEY_LIST_STATES)}
          nameOf={nameOf}
          danger={isListed}
          onClick={() => void (isFrozen ? amend.submit({ ...input, number }) : change.submit(input))}
        >
          {words.save(!isListed)}
        </SubmitButton>
        <Button onClick={onClose}>{words.cancel}</Button>
      </div>
    </section>
  )
}
