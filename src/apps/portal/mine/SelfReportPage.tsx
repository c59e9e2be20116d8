import { useQueryClient } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { reportHazard } from '../../../contexts/hazard/contract/self-report.ts'
import { no } from '../../../kernel/refusal.ts'
import { addDays, minuteOf } from '../../../kernel/time.ts'
import { call } from '../../client.ts'
import { newId } from '../../ui/device.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft, type Draft } from '../../ui/use-draft.ts'
import { useSubmit } from '../../ui/use-submit.ts'
import { useTitle } from '../use-title.ts'
import { useToday } from '../use-today.ts'
import { words as portal } from '../words.ts'
import { Photos, sendPhoto, type Chosen } from './photos.tsx'
import { useCriteria } from './SelfReportsPage.tsx'
import { words } from './words-self-report.ts'

const USUAL_DAYS = 15

const emptyReport = (today: string) => ({
  id: newId(),
  majorHazardCode: '',
  description: '',
  place: '',
  foundOn: today,
  measures: '',
  treatedFrom: today,
  finishBy: addDays(today, USUAL_DAYS),
  leader: '',
})
type ReportDraft = ReturnType<typeof emptyReport>

const TEXTS = ['description', 'place', 'measures', 'leader'] as const

/** A business tells of a hazard that it found itself; nothing is asked that it does not know. */
export function SelfReportPage() {
  const today = useToday()
  const queries = useQueryClient()
  const draft = useDraft<ReportDraft>('self-report', emptyReport(today))
  const [photos, setPhotos] = useState<readonly Chosen[]>([])
  const [sent, setSent] = useState(0)
  const [reportedAt, setReportedAt] = useState<string | null>(null)
  useTitle(words.title)
  const { value } = draft
  const act = useSubmit(
    async (input: { report: ReportDraft; photos: readonly Chosen[] }, key) => {
      const { report } = input
      const evidenceIds: string[] = []
      for (const photo of input.photos) {
        evidenceIds.push(await sendPhoto({ subjectId: report.id, place: report.place, proves: words.proves }, photo))
        setSent(evidenceIds.length)
      }
      const told = await call(
        reportHazard,
        { ...report, majorHazardCode: report.majorHazardCode || null, evidenceIds },
        { key },
      )
      setReportedAt(told.reportedAt)
    },
    async () => {
      draft.done()
      await queries.invalidateQueries({ queryKey: ['self-reports'] })
    },
  )
  if (reportedAt) return <Done at={reportedAt} />
  const refusals = TEXTS.filter((name) => value[name].trim() === '').map((name) =>
    no('text-missing', { name }, words.missing(words[name])),
  )
  return (
    <>
      <h2>{words.title}</h2>
      <p className="lead">{words.says}</p>
      <section className="card">
        <DraftRestored draft={draft} />
        <ReportFields draft={draft} today={today} />
        <Photos label={words.photos} photos={photos} onChange={setPhotos} />
        <TroubleNotice trouble={act.trouble} />
        {act.busy && photos.length > 0 && <p role="status">{portal.reportWords.sending(sent, photos.length)}</p>}
        <SubmitButton
          block
          size="large"
          busy={act.busy}
          refusals={refusals}
          onClick={() => void act.submit({ report: value, photos })}
        >
          {words.submit}
        </SubmitButton>
        <DraftSaved draft={draft} />
      </section>
    </>
  )
}

type FieldsProps = { readonly draft: Pick<Draft<ReportDraft>, 'value' | 'set'>; readonly today: string }

function ReportFields({ draft: { value, set }, today }: FieldsProps) {
  const criteria = useCriteria()
  const area = (name: (typeof TEXTS)[number], hint: string, rows: number, max: number) => (
    <Field label={words[name]}>
      {(tied) => (
        <Input.TextArea
          {...tied}
          value={value[name]}
          maxLength={max}
          placeholder={hint}
          autoSize={{ minRows: rows }}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  const date = (name: 'foundOn' | 'treatedFrom' | 'finishBy', ahead: boolean) => (
    <Field label={words[name]}>
      {({ id }) => (
        <LawDateInput
          id={id}
          value={value[name]}
          {...(ahead ? { notBefore: today } : { notAfter: today })}
          onChange={(day) => set({ [name]: day })}
        />
      )}
    </Field>
  )
  return (
    <div className="form-fields">
      <Field label={words.criterion}>
        {(tied) => (
          <Select<string>
            {...tied}
            value={value.majorHazardCode}
            style={{ width: '100%' }}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: '', label: words.unsure },
              ...(criteria.data ?? []).map(({ code, says, sectorName }) => ({
                value: code,
                label: `${sectorName}：${says}`,
              })),
            ]}
            onChange={(majorHazardCode) => set({ majorHazardCode })}
          />
        )}
      </Field>
      {area('description', words.descriptionHint, 2, 1000)}
      {area('place', '', 1, 200)}
      {date('foundOn', false)}
      {area('measures', words.measuresHint, 2, 2000)}
      {date('treatedFrom', false)}
      {date('finishBy', true)}
      {area('leader', '', 1, 50)}
    </div>
  )
}

const Done = ({ at }: { at: string }) => (
  <section className="verdict good" role="status">
    <h2>{words.done}</h2>
    <p>{words.doneSays(minuteOf(at))}</p>
    <Link className="way" to="/mine/self-reports">
      {words.back}
    </Link>
  </section>
)
