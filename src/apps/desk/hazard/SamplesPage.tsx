import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Input, Select, Spin, Upload } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { findAlike, listSamples } from '../../../contexts/hazard/contract/samples.ts'
import { LIKENESS_WORDS } from '../../../contexts/hazard/rules/likeness.ts'
import {
  SAMPLE_STATES,
  SAMPLE_SUBJECTS,
  type SampleState,
  type SampleSubject,
} from '../../../contexts/hazard/rules/sample.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useSubmit } from '../../ui/use-submit.ts'
import { optionsOf } from '../fields.tsx'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { SampleCard } from './SampleCard.tsx'
import { SampleSteps } from './SampleSteps.tsx'
import { words } from './words-samples.ts'

const CITED = [
  { cites: { instrument: 'MEM-2025-02-27', article: 7 }, why: words.cited },
  { cites: { instrument: 'APL', article: 40 }, why: words.facts },
  { cites: { instrument: 'APL', article: 50 }, why: words.privacy },
]
type Alike = z.output<(typeof findAlike)['output']>

/** The library of samples: found by words, or by a photo that looks like one of them. */
export function SamplesPage() {
  const [alike, setAlike] = useState<Alike | null>(null)
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[
          <Link key="law" to="/law">
            {words.law}
          </Link>,
        ]}
      />
      <div className="with-margin">
        <div>
          <ByPhoto alike={alike} onFound={setAlike} />
          {!alike && <ByWords />}
        </div>
        <aside>
          <Margin entries={CITED} />
        </aside>
      </div>
    </>
  )
}

type ByPhotoProps = { readonly alike: Alike | null; readonly onFound: (alike: Alike | null) => void }

function ByPhoto({ alike, onFound }: ByPhotoProps) {
  const nameOf = useNameOf()
  const [file, setFile] = useState<File | null>(null)
  const { submit, busy, trouble } = useSubmit(
    (chosen: File, key) => ask(findAlike, {}, { file: chosen, key }),
    (found: Alike) => onFound(found),
  )
  return (
    <section className="sheet">
      <h2>{words.byPhoto}</h2>
      <p className="soft">{words.byPhotoUnder}</p>
      <div className="actions">
        <Upload
          accept="image/jpeg,image/png,image/webp"
          maxCount={1}
          showUploadList={false}
          beforeUpload={(chosen) => {
            setFile(chosen)
            onFound(null)
            return false
          }}
        >
          <Button>{words.choose}</Button>
        </Upload>
        <SubmitButton
          busy={busy}
          quiet
          refusals={file ? [] : [{ code: 'missing', facts: {}, says: words.choose }]}
          onClick={() => file && void submit(file)}
        >
          {words.compare}
        </SubmitButton>
        {alike && <Button onClick={() => onFound(null)}>{words.clear}</Button>}
      </div>
      {file && <p className="soft">{words.chosen(file.name)}</p>}
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      {alike && (
        <>
          <Alert type="info" showIcon title={words.hint} />
          <p role="status">{words.compared(alike.alike.length, alike.compared)}</p>
          <ul className="sample-list">
            {alike.alike.map((sample) => (
              <SampleCard key={sample.id} sample={sample} likeness={LIKENESS_WORDS[sample.word]} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function ByWords() {
  const [params, setParams] = useSearchParams()
  const wanted = params.get('q') ?? ''
  const subject = params.get('subject') as SampleSubject | null
  const state = (params.get('state') ?? 'kept') as SampleState
  const set = (name: string, value: string) =>
    setParams((before) => new URLSearchParams({ ...Object.fromEntries(before), [name]: value }), { replace: true })
  const { data, error } = useQuery({
    queryKey: ['samples', wanted, subject, state],
    placeholderData: (before) => before,
    queryFn: () => ask(listSamples, { state, ...(wanted ? { words: wanted } : {}), ...(subject ? { subject } : {}) }),
  })
  return (
    <section className="sheet">
      <h2>{words.find}</h2>
      <div className="filters">
        <label>
          {words.find}
          <Input.Search
            allowClear
            defaultValue={wanted}
            placeholder={words.words}
            aria-label={words.find}
            style={{ width: 'min(360px, 80vw)' }}
            onSearch={(text) => set('q', text.trim())}
          />
        </label>
        <label>
          {words.subject}
          <Select
            value={subject ?? ''}
            aria-label={words.subject}
            style={{ width: 130 }}
            onChange={(next) => set('subject', next)}
            options={[{ value: '' as SampleSubject | '', label: words.anySubject }, ...optionsOf(SAMPLE_SUBJECTS)]}
          />
        </label>
        <label>
          {words.state}
          <Select
            value={state}
            aria-label={words.state}
            style={{ width: 120 }}
            onChange={(next) => set('state', next)}
            options={optionsOf(SAMPLE_STATES)}
          />
        </label>
      </div>
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      {!data && !error && <Spin />}
      {data?.samples.length === 0 && <EmptyState title={words.none}>{words.noneUnder}</EmptyState>}
      {data && data.samples.length > 0 && <p className="soft">{words.count(data.samples.length, data.isMore)}</p>}
      <ul className="sample-list">
        {data?.samples.map((sample) => (
          <SampleCard key={sample.id} sample={sample}>
            <SampleSteps sample={sample} />
          </SampleCard>
        ))}
      </ul>
    </section>
  )
}
