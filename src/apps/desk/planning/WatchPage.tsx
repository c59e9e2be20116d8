import { useQuery } from '@tanstack/react-query'
import { Segmented, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { noteAlarm, watchAlarms, type AlarmView } from '../../../contexts/inspection/contract/watch.ts'
import { WATCHES, type Watch } from '../../../contexts/inspection/rules/watch-model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { citeInWords, TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { AreaField } from '../fields.tsx'
import { Margin, useNameOf } from '../law/law-book.tsx'
import { useBureaus } from '../people/bureaus.ts'
import { ask } from '../session/ask.ts'
import { useAct } from '../session/use-act.ts'
import { words as all } from './words-guard.ts'
import './planning.css'

const words = all.watch
const CITED = [
  { cites: { instrument: 'MEM-2025-02-27', article: 2 }, why: `${WATCHES.selective}、${WATCHES['model-route']}` },
  { cites: { instrument: 'MEM-2025-02-27', article: 4 }, why: `${WATCHES.repeated}、${WATCHES['low-yield']}` },
  { cites: { instrument: 'MEM-2025-02-27', article: 11 }, why: WATCHES['punch-card'] },
  { cites: { instrument: 'MEM-2025-02-27', article: 12 }, why: '帮扶指导与执法检查分开' },
  { cites: { instrument: 'MEM-2025-02-27', article: 14 }, why: WATCHES.disguised },
]
type Shown = 'open' | 'noted' | 'all'

/** Alarms with their numbers, formulas and articles; whoever looked into one says what he found. */
export function WatchPage() {
  const { data, error, isPending } = useQuery({ queryKey: ['watch'], queryFn: () => ask(watchAlarms, {}) })
  const [shown, setShown] = useState<Shown>('open')
  const { nameOf } = useBureaus()
  const alarms = (data?.alarms ?? []).filter(({ note }) => shown === 'all' || (note === null) === (shown === 'open'))
  return (
    <>
      <PageHeader
        title={words.title}
        under={data ? words.under(data.visits, data.since) : undefined}
        trail={[
          <Link key="list" to="/planning">
            {all.back}
          </Link>,
        ]}
      />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      <div className="with-margin">
        <div>
          <Segmented<Shown>
            className="watch-filter"
            value={shown}
            onChange={setShown}
            options={(['open', 'noted', 'all'] as const).map((value) => ({ value, label: words[value] }))}
          />
          {!isPending && alarms.length === 0 && <EmptyState title={words.none}>{words.noneUnder}</EmptyState>}
          {(Object.keys(WATCHES) as Watch[]).map((watch) => {
            const own = alarms.filter((alarm) => alarm.watch === watch)
            return own.length === 0 ? null : (
              <section key={watch} className="sheet">
                <h2 className="head-tag">
                  {WATCHES[watch]}
                  <Tag>{own.length}</Tag>
                </h2>
                <ul className="plain-list">
                  {own.map((alarm) => (
                    <AlarmRow key={alarm.key} alarm={alarm} bureau={nameOf(alarm.bureau)} />
                  ))}
                </ul>
              </section>
            )
          })}
          <Thresholds rows={data?.thresholds ?? []} />
        </div>
        <aside>
          <Margin entries={CITED} />
        </aside>
      </div>
    </>
  )
}

function AlarmRow({ alarm, bureau }: { alarm: AlarmView; bureau: string }) {
  const { enterpriseId, enterpriseName, says, formula, cites, inspectionIds, note } = alarm
  const cite = useNameOf()
  const { nameOf } = useBureaus()
  // The sentence of the rule names bureaus by code; here they have names.
  const named = says.replace(/由(\d{2,9})检查/g, (_, code: string) => `由${nameOf(code)}检查`)
  return (
    <li>
      <div className="row-line">
        <strong>{named}</strong>
        <span className="soft">{bureau}</span>
      </div>
      <div className="soft">
        {words.formula}：{formula}（{citeInWords(cites, cite)}）
      </div>
      <div className="watch-links">
        {enterpriseId && <Link to={`/enterprises/${enterpriseId}`}>{enterpriseName}</Link>}
        {inspectionIds.slice(0, 8).map((id, nth) => (
          <Link key={id} to={`/inspections/${id}`}>
            {words.visit(nth + 1)}
          </Link>
        ))}
      </div>
      {note ? (
        <p className="watch-note">
          {note.because}
          <span className="soft">　{words.said(note.byName, minuteOf(note.at))}</span>
        </p>
      ) : (
        <Note alarm={alarm} />
      )}
    </li>
  )
}

function Note({ alarm: { watch, key } }: { alarm: AlarmView }) {
  const [because, setBecause] = useState('')
  const act = useAct(noteAlarm, { done: words.done })
  return (
    <details>
      <summary>{words.note}</summary>
      <AreaField label={words.because} note={words.becauseNote} max={1000} value={because} onChange={setBecause} wide />
      <TroubleNotice trouble={act.trouble} />
      <div className="actions">
        <SubmitButton busy={act.busy} onClick={() => void act.submit({ watch, key, because })}>
          {words.note}
        </SubmitButton>
      </div>
    </details>
  )
}

const THRESHOLD_WORDS: Readonly<Record<string, string>> = {
  'selective.risk-share-min': `${WATCHES.selective}：占比下限`,
  'selective.visits-min': `${WATCHES.selective}：最少检查次数`,
  'model-route.visits-min': `${WATCHES['model-route']}：最少次数`,
  'model-route.days': `${WATCHES['model-route']}：统计期间`,
  'low-yield.visits': `${WATCHES['low-yield']}：连续次数`,
  'low-yield.days': `${WATCHES['low-yield']}：统计期间`,
  'repeated.days': `${WATCHES.repeated}：相隔`,
  'punch-card.minutes': `${WATCHES['punch-card']}：在场时间`,
  'punch-card.answered-share-min': `${WATCHES['punch-card']}：有结论的比例`,
  'disguised.found-min': `${WATCHES.disguised}：调研记录的问题`,
  'disguised.days': `${WATCHES.disguised}：帮扶后检查`,
}

type Threshold = { key: string; value: unknown; unit: string; confidence: string; source: string }

const Thresholds = ({ rows }: { rows: readonly Threshold[] }) => (
  <section className="sheet">
    <h2>{words.thresholds}</h2>
    <p className="soft">{words.thresholdsUnder}</p>
    <PlainTable
      label={words.thresholds}
      rows={rows}
      rowKey={({ key }) => key}
      empty={null}
      columns={[
        { title: words.key, render: (_, { key }) => THRESHOLD_WORDS[key] ?? key },
        { title: words.value, align: 'right', render: (_, { value, unit }) => `${String(value)} ${unit}` },
        { title: words.confidence, dataIndex: 'confidence' },
        { title: words.source, dataIndex: 'source' },
      ]}
    />
  </section>
)
