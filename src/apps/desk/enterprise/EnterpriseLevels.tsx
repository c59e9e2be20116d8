import { useQuery } from '@tanstack/react-query'
import {
  listExceptions,
  listRiskGrades,
  recordException,
  recordRiskGrade,
} from '../../../contexts/planning/contract/guards.ts'
import { LEVEL_EXCEPTIONS, type LevelExceptionCode } from '../../../contexts/planning/model.ts'
import type { Enterprise } from '../../../contexts/registry/model.ts'
import { addDays } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { ChoiceField, DateField, TextField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { BureauName } from '../people/BureauName.tsx'
import { useBureaus } from '../people/bureaus.ts'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { InDrawer } from './InDrawer.tsx'
import { words } from './words-levels.ts'

/** Who besides the responsible bureau may inspect the business, and on which document; and the region's own grading of it. */
export function EnterpriseLevels({ enterprise }: { readonly enterprise: Enterprise }) {
  const { id, responsibleBureau } = enterprise
  const { nameOf } = useBureaus()
  const exceptions = useQuery({
    queryKey: ['exceptions', id],
    queryFn: () => ask(listExceptions, { enterpriseId: id }),
  })
  return (
    <>
      <section className="sheet" style={{ marginTop: 16 }}>
        <div className="sheet-head">
          <h2>{words.title}</h2>
          <InDrawer title={words.add}>{(close) => <ExceptionForm enterprise={enterprise} onDone={close} />}</InDrawer>
        </div>
        <p className="soft">{words.responsible(nameOf(responsibleBureau))}</p>
        {exceptions.error && <TroubleNotice trouble={troubleOf(exceptions.error)} />}
        <PlainTable
          label={words.exceptions}
          rows={exceptions.data?.exceptions ?? []}
          loading={exceptions.isPending}
          rowKey={(one) => one.id}
          empty={<EmptyState title={words.noExceptions} />}
          columns={[
            { title: words.bureau, render: (_, { bureau }) => <BureauName region={bureau} /> },
            { title: words.code, render: (_, { code }) => LEVEL_EXCEPTIONS[code] },
            { title: words.number, dataIndex: 'number' },
            { title: words.period, render: (_, { from, until }) => `${from} ${words.until} ${until}` },
          ]}
        />
      </section>
      <Grading enterpriseId={id} />
    </>
  )
}

/** Shown only where the region grades by a scheme of its own, or did once (circular art. 3, last sentence). */
function Grading({ enterpriseId }: { readonly enterpriseId: string }) {
  const { data } = useQuery({
    queryKey: ['risk-grades', enterpriseId],
    queryFn: () => ask(listRiskGrades, { enterpriseId }),
  })
  if (!data || data.schemes.length + data.grades.length === 0) return null
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{words.grades}</h2>
        {data.schemes.length > 0 && (
          <InDrawer title={words.addGrade}>
            {(close) => <GradeForm enterpriseId={enterpriseId} schemes={data.schemes} onDone={close} />}
          </InDrawer>
        )}
      </div>
      <p className="soft">{words.gradesUnder}</p>
      <PlainTable
        label={words.grades}
        rows={data.grades.toReversed()}
        rowKey={({ scheme, grade, effectiveFrom, instrument }) => `${scheme} ${grade} ${effectiveFrom} ${instrument}`}
        empty={<EmptyState title={words.noGrades} />}
        columns={[
          { title: words.scheme, dataIndex: 'scheme' },
          { title: words.grade, dataIndex: 'grade' },
          { title: words.effectiveFrom, dataIndex: 'effectiveFrom' },
          { title: words.instrument, dataIndex: 'instrument' },
        ]}
      />
    </section>
  )
}

function ExceptionForm({ enterprise, onDone }: { readonly enterprise: Enterprise; readonly onDone: () => void }) {
  const cite = useNameOf()
  const { bureaus } = useBureaus()
  const cannot = useWhyNotPermitted()('planning.approve')
  const draft = useDraft(`enterprise/${enterprise.id}/exception`, {
    bureau: '',
    code: 'raised' as LevelExceptionCode,
    number: '',
    from: today(),
    until: addDays(today(), 90),
  })
  const { value, set } = draft
  const record = useAct(recordException, {
    done: words.saved,
    after: () => {
      draft.done()
      onDone()
    },
  })
  const codes = Object.entries(LEVEL_EXCEPTIONS) as [LevelExceptionCode, string][]
  return (
    <>
      <p className="soft">{words.addUnder}</p>
      <ChoiceField
        label={words.bureau}
        value={value.bureau}
        options={[
          { value: '', label: words.chooseBureau },
          ...bureaus.map(({ region, name }) => ({ value: region as string, label: name })),
        ]}
        onChange={(bureau) => set({ bureau })}
      />
      <ChoiceField
        label={words.code}
        value={value.code}
        options={codes.map(([code, label]) => ({ value: code, label }))}
        onChange={(code) => set({ code })}
      />
      <TextField label={words.number} max={100} value={value.number} onChange={(number) => set({ number })} />
      <DateField label={words.from} value={value.from} onChange={(from) => set({ from })} />
      <DateField label={words.to} notBefore={value.from} value={value.until} onChange={(until) => set({ until })} />
      <TroubleNotice trouble={record.trouble} nameOf={cite} />
      <div className="actions">
        <SubmitButton
          busy={record.busy}
          refusals={cannot}
          nameOf={cite}
          onClick={() => void record.submit({ enterpriseId: enterprise.id, ...value })}
        >
          {words.save}
        </SubmitButton>
      </div>
    </>
  )
}

type Graded = { readonly enterpriseId: string; readonly schemes: readonly string[]; readonly onDone: () => void }

function GradeForm({ enterpriseId, schemes, onDone }: Graded) {
  const cite = useNameOf()
  const cannot = useWhyNotPermitted()('planning.plan')
  const draft = useDraft(`enterprise/${enterpriseId}/risk-grade`, {
    scheme: schemes[0] ?? '',
    grade: '',
    instrument: '',
    effectiveFrom: today(),
  })
  const { value, set } = draft
  const record = useAct(recordRiskGrade, {
    done: words.gradeSaved,
    after: () => {
      draft.done()
      onDone()
    },
  })
  return (
    <>
      <ChoiceField
        label={words.scheme}
        value={value.scheme}
        options={schemes.map((scheme) => ({ value: scheme, label: scheme }))}
        onChange={(scheme) => set({ scheme })}
      />
      <TextField label={words.grade} max={20} value={value.grade} onChange={(grade) => set({ grade })} />
      <TextField
        label={words.instrument}
        max={100}
        value={value.instrument}
        onChange={(instrument) => set({ instrument })}
      />
      <DateField
        label={words.effectiveFrom}
        value={value.effectiveFrom}
        onChange={(effectiveFrom) => set({ effectiveFrom })}
      />
      <TroubleNotice trouble={record.trouble} nameOf={cite} />
      <div className="actions">
        <SubmitButton
          busy={record.busy}
          refusals={cannot}
          nameOf={cite}
          onClick={() => void record.submit({ enterpriseId, ...value })}
        >
          {words.save}
        </SubmitButton>
      </div>
    </>
  )
}
