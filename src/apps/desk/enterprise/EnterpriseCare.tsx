import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { careOfEnterprise } from '../../../contexts/planning/contract/guards.ts'
import { CARE_VERDICTS, type Care } from '../../../contexts/planning/rules/care.ts'
import { listConduct, recordConduct } from '../../../contexts/registry/contract/conduct.ts'
import { CONDUCT_KINDS, type ConductKind } from '../../../contexts/registry/model.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { citeInWords, TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { ChoiceField, DateField, TextField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import '../planning/annual.css'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words as desk } from '../words.ts'
import { InDrawer } from './InDrawer.tsx'
import { words } from './words-care.ts'

/** Whether the business is inspected more or less often than its risk alone asks for, why, and on which record. */
export function EnterpriseCare({ enterpriseId }: { readonly enterpriseId: string }) {
  const care = useQuery({
    queryKey: ['care', enterpriseId],
    queryFn: () => ask(careOfEnterprise, { enterpriseId }),
  })
  const conduct = useQuery({
    queryKey: ['conduct', enterpriseId],
    queryFn: () => ask(listConduct, { id: enterpriseId }),
  })
  return (
    <section className="sheet" style={{ marginTop: 16 }}>
      <div className="sheet-head">
        <h2>{words.title}</h2>
        <InDrawer title={words.addTitle}>
          {(close) => <ConductForm enterpriseId={enterpriseId} onDone={close} />}
        </InDrawer>
      </div>
      <p className="soft">{words.under}</p>
      {(care.error ?? conduct.error) && <TroubleNotice trouble={troubleOf(care.error ?? conduct.error)} />}
      {care.data && <Verdict care={care.data} />}
      <h3>{words.conduct}</h3>
      <PlainTable
        label={words.conduct}
        rows={(conduct.data?.conduct ?? []).toReversed()}
        loading={conduct.isPending}
        rowKey={({ id }) => id}
        empty={<EmptyState title={words.none}>{words.noneUnder}</EmptyState>}
        columns={[
          { title: words.on, dataIndex: 'on' },
          { title: words.kind, render: (_, { kind }) => CONDUCT_KINDS[kind] },
          { title: words.reference, dataIndex: 'reference' },
          {
            title: words.source,
            render: (_, { source, recordedBy }) => (
              <>
                {source}
                <div className="soft">{recordedBy}</div>
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

const COLOURS = { tightened: 'red', relief: 'green', usual: 'default' } as const

function Verdict({ care: { verdict, reasons, points, visits } }: { readonly care: Care }) {
  const nameOf = useNameOf()
  return (
    <>
      <p>
        <Tag color={COLOURS[verdict]}>{CARE_VERDICTS[verdict]}</Tag>
        {points !== 0 && <span className="soft">　{words.points(points)}</span>}
        {visits !== 0 && <span className="soft">　{words.visits(visits)}</span>}
      </p>
      {reasons.length === 0 ? (
        <p>{words.general}</p>
      ) : (
        <ul className="score-parts">
          {reasons.map(({ code, says, cites, confidence, source }) => (
            <li key={code}>
              {says}
              <div className="field-note" title={source}>
                {words.basis(citeInWords(cites, nameOf), desk.law.confidences[confidence])}
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function ConductForm({ enterpriseId, onDone }: { readonly enterpriseId: string; readonly onDone: () => void }) {
  const cite = useNameOf()
  const cannot = useWhyNotPermitted()('registry.write')
  const draft = useDraft(`enterprise/${enterpriseId}/conduct`, {
    kind: 'accident-free' as ConductKind,
    on: today(),
    reference: '',
    source: '',
  })
  const { value, set } = draft
  const record = useAct(recordConduct, {
    done: words.saved,
    after: () => {
      draft.done()
      onDone()
    },
  })
  const kinds = Object.entries(CONDUCT_KINDS) as [ConductKind, string][]
  return (
    <>
      <p className="soft">{words.addUnder}</p>
      <ChoiceField
        label={words.kind}
        value={value.kind}
        options={kinds.map(([kind, label]) => ({ value: kind, label }))}
        onChange={(kind) => set({ kind })}
      />
      <DateField label={words.on} note={words.onNote} value={value.on} onChange={(on) => set({ on })} />
      <TextField
        label={words.reference}
        note={words.referenceNote}
        max={100}
        value={value.reference}
        onChange={(reference) => set({ reference })}
      />
      <TextField label={words.source} max={60} value={value.source} onChange={(source) => set({ source })} />
      <TroubleNotice trouble={record.trouble} nameOf={cite} />
      <div className="actions">
        <SubmitButton
          busy={record.busy}
          refusals={cannot}
          nameOf={cite}
          onClick={() => void record.submit({ id: enterpriseId, ...value })}
        >
          {words.save}
        </SubmitButton>
      </div>
    </>
  )
}
