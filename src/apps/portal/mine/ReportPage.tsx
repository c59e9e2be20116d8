import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { reportRectified } from '../../../contexts/hazard/contract.ts'
import type { Hazard } from '../../../contexts/hazard/model.ts'
import { no } from '../../../kernel/refusal.ts'
import { call } from '../../client.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { useSubmit } from '../../ui/use-submit.ts'
import { Loading } from '../Loading.tsx'
import { useTitle } from '../use-title.ts'
import { words } from '../words.ts'
import { HazardFacts } from './HazardsPage.tsx'
import { useHazards } from './hazards.ts'
import { Photos, sendPhoto, type Chosen } from './photos.tsx'

export function ReportPage() {
  const { hazardId = '' } = useParams()
  const hazards = useHazards()
  useTitle(words.reportWords.title)
  if (hazards.isPending) return <Loading />
  if (hazards.error) return <TroubleNotice trouble={troubleOf(hazards.error)} />
  const hazard = hazards.data.find(({ id }) => id === hazardId)
  if (!hazard)
    return (
      <EmptyState title={words.notFound} action={<Link to="/mine">{words.reportWords.back}</Link>}>
        {words.notFoundMend}
      </EmptyState>
    )
  return <Report key={hazard.id} hazard={hazard} />
}

function Report({ hazard }: { hazard: Hazard }) {
  const queries = useQueryClient()
  const draft = useDraft(`report.${hazard.id}`, { text: '' })
  const [photos, setPhotos] = useState<readonly Chosen[]>([])
  const [sent, setSent] = useState(0)
  const [done, setDone] = useState(false)
  const act = useSubmit(
    async (input: { text: string; photos: readonly Chosen[] }, key) => {
      const evidenceIds: string[] = []
      for (const photo of input.photos) {
        evidenceIds.push(
          await sendPhoto({ subjectId: hazard.id, place: hazard.place, proves: words.reportWords.proves }, photo),
        )
        setSent(evidenceIds.length)
      }
      return call(reportRectified, { id: hazard.id, version: hazard.version, text: input.text, evidenceIds }, { key })
    },
    async () => {
      draft.done()
      setDone(true)
      await queries.invalidateQueries({ queryKey: ['hazards'] })
    },
  )
  if (done) return <Done />
  const text = draft.value.text.trim()
  const refusals = text ? [] : [no('text-missing', {}, words.reportWords.missingText)]
  return (
    <>
      <h2>{words.reportWords.title}</h2>
      <section className="card" aria-label={words.reportWords.what}>
        <HazardFacts hazard={hazard} />
      </section>
      <section className="card section">
        <DraftRestored draft={draft} />
        <label className="label" htmlFor="text">
          {words.reportWords.text}
        </label>
        <Input.TextArea
          id="text"
          value={draft.value.text}
          maxLength={2000}
          autoSize={{ minRows: 3, maxRows: 12 }}
          placeholder={words.reportWords.textHint}
          onChange={(event) => draft.set({ text: event.target.value })}
        />
        <div className="quick" role="group" aria-label={words.reportWords.quickLabel}>
          {words.reportWords.quick.map((sentence) => (
            <Button key={sentence} onClick={() => draft.set({ text: text ? `${text}；${sentence}` : sentence })}>
              {sentence}
            </Button>
          ))}
        </div>
        <Photos label={words.reportWords.photos} photos={photos} onChange={setPhotos} />
        <p className="soft">{words.reportWords.honest}</p>
        <TroubleNotice trouble={act.trouble} />
        {act.busy && photos.length > 0 && (
          <p role="status">
            {words.reportWords.sending(sent, photos.length)}。{words.reportWords.wait}
          </p>
        )}
        <SubmitButton
          block
          size="large"
          busy={act.busy}
          refusals={refusals}
          onClick={() => void act.submit({ text, photos })}
        >
          {words.reportWords.submit}
        </SubmitButton>
        <DraftSaved draft={draft} />
      </section>
    </>
  )
}

const Done = () => (
  <section className="verdict good" role="status">
    <h2>{words.reportWords.done}</h2>
    <p>{words.reportWords.doneSays}</p>
    <Link className="way" to="/mine">
      {words.reportWords.back}
    </Link>
  </section>
)
