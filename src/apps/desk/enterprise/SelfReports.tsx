import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { listSelfReports, reportHazard } from '../../../contexts/hazard/contract/self-report.ts'
import { SELF_REPORT_PERMISSION } from '../../../contexts/hazard/rules/safe-harbour.ts'
import { listMajorHazards } from '../../../contexts/law/contract.ts'
import { addDays, minuteOf } from '../../../kernel/time.ts'
import { newId } from '../../ui/device.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { words as ui } from '../../ui/words.ts'
import { AreaField, ChoiceField, DateField, TextField } from '../fields.tsx'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from './words-self-report.ts'

/** Hazards that the business reported of itself, and the officer's entry for one that called or wrote. */
export function SelfReports({ enterpriseId }: { readonly enterpriseId: string }) {
  const [open, setOpen] = useState(false)
  const { data, error } = useQuery({
    queryKey: ['self-reports', enterpriseId],
    queryFn: () => ask(listSelfReports, { enterpriseId }),
  })
  return (
    <section className="sheet">
      <h2>{words.title}</h2>
      {error ? <TroubleNotice trouble={troubleOf(error)} /> : null}
      {data?.reports.length === 0 && <EmptyState title={words.none} />}
      <ul className="plain-list">
        {data?.reports.map((report) => (
          <li key={report.id}>
            <div className="row-line">
              <strong>{report.description}</strong>
              <span>{minuteOf(report.reportedAt)}</span>
            </div>
            <div>{report.measures}</div>
            <div className="soft">
              {[
                report.place,
                words.treated(report.treatedFrom, report.finishBy),
                report.leader,
                report.onBehalfBecause && words.byOfficer(report.enteredBy.name, report.onBehalfBecause),
              ]
                .filter(Boolean)
                .join('　')}
            </div>
          </li>
        ))}
      </ul>
      <Button size="small" onClick={() => setOpen(true)}>
        {words.add}
      </Button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        title={words.add}
        size="min(560px, 100vw)"
        destroyOnHidden
        closable={{ 'aria-label': ui.close }}
      >
        <OnBehalfForm enterpriseId={enterpriseId} onDone={() => setOpen(false)} />
      </Drawer>
    </section>
  )
}

const USUAL_DAYS = 15

function OnBehalfForm({ enterpriseId, onDone }: { readonly enterpriseId: string; readonly onDone: () => void }) {
  const refusals = useWhyNotPermitted()(SELF_REPORT_PERMISSION)
  const draft = useDraft(`enterprise/${enterpriseId}/self-report`, {
    id: newId(),
    majorHazardCode: '',
    description: '',
    place: '',
    foundOn: today(),
    measures: '',
    treatedFrom: today(),
    finishBy: addDays(today(), USUAL_DAYS),
    leader: '',
    onBehalfBecause: '',
  })
  const { value, set } = draft
  const { submit, busy, trouble } = useAct(reportHazard, {
    done: words.saved,
    after: () => {
      draft.done()
      onDone()
    },
  })
  const criteria = useQuery({
    queryKey: ['major-hazards', today()],
    staleTime: 3_600_000,
    queryFn: () => ask(listMajorHazards, { on: today() }),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void submit({ ...value, majorHazardCode: value.majorHazardCode || null, evidenceIds: [], enterpriseId })
      }}
    >
      <p className="soft">{words.under}</p>
      <DraftRestored draft={draft} />
      <div className="form-grid">
        <ChoiceField
          label={words.criterion}
          wide
          value={value.majorHazardCode}
          options={[
            { value: '', label: words.unsure },
            ...(criteria.data?.hazards ?? []).map(({ code, says }) => ({ value: code, label: says })),
          ]}
          onChange={(majorHazardCode) => set({ majorHazardCode })}
        />
        <AreaField
          label={words.description}
          wide
          max={1000}
          value={value.description}
          onChange={(description) => set({ description })}
        />
        <TextField wide label={words.place} max={200} value={value.place} onChange={(place) => set({ place })} />
        <AreaField
          wide
          label={words.measures}
          max={2000}
          value={value.measures}
          onChange={(measures) => set({ measures })}
        />
        <DateField label={words.foundOn} value={value.foundOn} onChange={(foundOn) => set({ foundOn })} />
        <DateField
          label={words.treatedFrom}
          value={value.treatedFrom}
          onChange={(treatedFrom) => set({ treatedFrom })}
        />
        <DateField label={words.finishBy} value={value.finishBy} onChange={(finishBy) => set({ finishBy })} />
        <TextField label={words.leader} max={50} value={value.leader} onChange={(leader) => set({ leader })} />
        <AreaField
          label={words.because}
          wide
          max={300}
          value={value.onBehalfBecause}
          onChange={(onBehalfBecause) => set({ onBehalfBecause })}
        />
      </div>
      <TroubleNotice trouble={trouble} labelOf={(field) => labels[field] ?? field} />
      <div className="actions">
        <SubmitButton htmlType="submit" busy={busy} refusals={refusals}>
          {words.save}
        </SubmitButton>
        <DraftSaved draft={draft} />
      </div>
    </form>
  )
}

const labels: Readonly<Record<string, string>> = {
  description: words.description,
  place: words.place,
  foundOn: words.foundOn,
  measures: words.measures,
  treatedFrom: words.treatedFrom,
  finishBy: words.finishBy,
  leader: words.leader,
}
