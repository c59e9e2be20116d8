import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { showLayers } from '../../../contexts/law/contract/layers.ts'
import { draftChange } from '../../../contexts/law/contract/overlays.ts'
import { CHECKLIST_GROUPS } from '../../../contexts/law/model.ts'
import type { ChangeRow } from '../../../contexts/law/rules/change.ts'
import { missingGroups } from '../../../contexts/law/rules/checklist.ts'
import { CONTENT_SHAPES, OVERLAY_KINDS, type OverlayKind } from '../../../contexts/law/rules/overlay-kinds.ts'
import { cellInWords } from '../../../contexts/law/rules/cell-words.ts'
import { columnsOf } from '../../../contexts/law/rules/overlay-sheet.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { ask } from '../session/ask.ts'
import { today, useMe, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { useCellNames } from './cell-names.ts'
import { ChangeFields } from './ChangeFields.tsx'
import { ChangeRowEditor, readEdited, type EditedRow } from './ChangeRowEditor.tsx'
import { RowName } from './ChangeLines.tsx'
import { ChangeTabs } from './ChangeTabs.tsx'
import { useNameOf } from './law-book.tsx'
import { words } from './words-changes.ts'
import { namesParameter } from './words-parameters.ts'

const BLANK = {
  kind: 'parameter' as OverlayKind,
  title: '',
  instrumentName: '',
  instrumentNumber: '',
  instrumentArticle: '1',
  from: '',
  until: '',
  rows: [] as EditedRow[],
}

const isKind = (text: string): text is OverlayKind => Object.hasOwn(OVERLAY_KINDS, text)

/** A change is drafted row by row: what speaks now is put into the fields, and only what differs is sent. */
export function ChangeDraftPage() {
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const [params] = useSearchParams()
  const wanted = params.get('kind') ?? ''
  const kind = isKind(wanted) ? wanted : BLANK.kind
  const draft = useDraft('law/change/new', { ...BLANK, kind, from: today() })
  const { value, set } = draft
  const cannot = useWhyNotPermitted()('law.maintain')
  const { submit, busy, trouble } = useAct(draftChange, {
    done: words.form.done,
    after: async ({ change }) => {
      draft.done()
      await navigate(`/law/changes/${change.id}`)
    },
  })
  const read = readEdited(value.kind, value.rows)
  const lacking = [
    ...(value.rows.length === 0 ? [{ code: 'no-rows', facts: {}, says: words.form.noRows }] : []),
    ...(read.problems.length > 0 ? [{ code: 'wrong-cells', facts: {}, says: words.form.wrongCells }] : []),
  ]
  const setRow = (at: number, row: EditedRow | null) =>
    set((before) => ({
      ...before,
      rows: before.rows.flatMap((one, place) => (place === at ? (row ? [row] : []) : [one])),
    }))
  const addRow = (row: EditedRow) =>
    set((before) => ({ ...before, rows: [...before.rows.filter(({ key }) => key !== row.key), row] }))
  return (
    <>
      <PageHeader
        title={words.form.title}
        under={words.form.under}
        trail={[
          <Link key="law" to="/law">
            {words.law}
          </Link>,
          <Link key="changes" to="/law/changes">
            {words.title}
          </Link>,
        ]}
      />
      <ChangeTabs />
      <DraftRestored draft={draft} />
      <section className="sheet">
        <ChangeFields value={value} set={set} />
      </section>
      <section className="sheet">
        <h2>{words.form.pick}</h2>
        <RowPicker
          kind={value.kind}
          on={value.from || today()}
          onKind={(kind) => set({ kind, rows: [] })}
          onPick={addRow}
        />
      </section>
      <section className="sheet">
        <h2>{words.form.chosen}</h2>
        {value.rows.length === 0 && <EmptyState title={words.form.noRows}>{words.form.noRowsUnder}</EmptyState>}
        {value.rows.map((row, at) => (
          <ChangeRowEditor
            key={row.key}
            kind={value.kind}
            row={row}
            problems={read.problems.filter(({ key }) => key === row.key)}
            onChange={(next) => setRow(at, next)}
            onRemove={() => setRow(at, null)}
          />
        ))}
        {value.kind === 'checklist' && <GroupsLacking rows={read.rows} />}
        <TroubleNotice trouble={trouble} nameOf={nameOf} />
        <div className="actions">
          <SubmitButton
            busy={busy}
            nameOf={nameOf}
            refusals={[...cannot, ...lacking]}
            onClick={() =>
              void submit({
                kind: value.kind,
                title: value.title,
                instrument: {
                  name: value.instrumentName,
                  number: value.instrumentNumber,
                  article: value.instrumentArticle,
                },
                from: value.from,
                until: value.until || null,
                rows: read.rows,
              })
            }
          >
            {words.form.submit}
          </SubmitButton>
          <DraftSaved draft={draft} />
        </div>
      </section>
    </>
  )
}

/** A list may be drafted without one of its groups; approved it is not, and the drafter knows before he sends it. */
function GroupsLacking({ rows }: { readonly rows: readonly ChangeRow[] }) {
  const lacking = rows.flatMap(({ content }) => {
    const { data: list } = CONTENT_SHAPES.checklist.safeParse(content)
    const missing = list ? missingGroups(list, () => true) : []
    return list && missing.length > 0
      ? [words.checklists.cannot(list.name, missing.map((group) => CHECKLIST_GROUPS[group]).join('、'))]
      : []
  })
  return lacking.map((says) => (
    <p key={says} className="field-wrong" role="status">
      {says}
    </p>
  ))
}

type PickerProps = {
  readonly kind: OverlayKind
  readonly on: string
  readonly onKind: (kind: OverlayKind) => void
  readonly onPick: (row: EditedRow) => void
}

const FOUND_MAX = 8
const SHOWN_MAX = 60

type FirstLineProps = { readonly columns: readonly string[]; readonly line: readonly (string | number | null)[] }

/** The beginning of what a row says, in words. */
function FirstLine({ columns, line }: FirstLineProps) {
  const names = useCellNames(columns)
  return (
    <span className="row-code">
      {line
        .map((cell, at) => (columns[at] === '行业代码' ? null : cellInWords(columns[at] ?? '', cell, names)))
        .filter((cell) => cell !== null && cell !== '')
        .join('　')
        .slice(0, SHOWN_MAX)}
    </span>
  )
}

/** Finds a row that speaks now and takes it over into the draft, or begins a new one. */
function RowPicker({ kind, on, onKind, onPick }: PickerProps) {
  const { region } = useMe()
  const [wanted, setWanted] = useState('')
  const [key, setKey] = useState('')
  const { data, error } = useQuery({
    queryKey: ['law-layers', kind, region, on, wanted],
    queryFn: () => ask(showLayers, { kind, region, on, ...(wanted && kind !== 'parameter' ? { words: wanted } : {}) }),
  })
  const found = (data?.rows ?? []).flatMap(({ key: name, title, layers }) => {
    const voice = layers.find(({ speaks }) => speaks)
    const isMeant = kind !== 'parameter' || namesParameter(name, wanted)
    return voice && isMeant ? [{ name, title, voice }] : []
  })
  return (
    <>
      <div className="form-grid">
        <Field label={words.kind}>
          {({ id }) => (
            <Select
              id={id}
              aria-label={words.kind}
              style={{ width: '100%' }}
              value={kind}
              onChange={onKind}
              options={Object.entries(OVERLAY_KINDS).map(([value, label]) => ({ value: value as OverlayKind, label }))}
            />
          )}
        </Field>
        <Field label={words.form.lookup} note={words.form.pickNote}>
          {(tied) => (
            <Input.Search
              {...tied}
              allowClear
              enterButton={words.form.lookup}
              onSearch={(text) => setWanted(text.trim())}
            />
          )}
        </Field>
        <Field label={words.form.addKey}>
          {(tied) => (
            <Input.Search
              {...tied}
              value={key}
              maxLength={80}
              enterButton={words.form.add}
              onChange={(event) => setKey(event.target.value)}
              onSearch={(text) => {
                if (text.trim() === '') return
                onPick({
                  key: text.trim(),
                  title: '',
                  mode: 'add',
                  saidBy: '',
                  lines: [
                    columnsOf(kind)
                      .slice(2)
                      .map(() => ''),
                  ],
                })
                setKey('')
              }}
            />
          )}
        </Field>
      </div>
      {error && <p className="field-wrong">{String(error)}</p>}
      {data && found.length === 0 && <EmptyState title={words.form.noneFound} />}
      <ul className="plain-list" style={{ marginTop: 12 }}>
        {found.slice(0, FOUND_MAX).map(({ name, title, voice }) => (
          <li key={name} className="row-line">
            <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <RowName name={name} title={title} />
              <FirstLine columns={data?.columns ?? []} line={voice.lines[0] ?? []} />
            </span>
            <Button
              aria-label={`${words.form.take} ${name}`}
              onClick={() =>
                onPick({
                  key: name,
                  title,
                  mode: 'replace',
                  saidBy: voice.cites,
                  lines: voice.lines.map((cells) => cells.map((cell) => (cell === null ? '' : String(cell)))),
                })
              }
            >
              {words.form.take}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
