import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { validateLawData } from '../../../contexts/law/contract/layers.ts'
import { LawDateInput } from '../../ui/inputs.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { RegionInput } from '../enterprise/RegionInput.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe } from '../session/session.tsx'
import { Complaints } from './ChangeRows.tsx'
import { ChangeTabs } from './ChangeTabs.tsx'
import { words } from './words-changes.ts'

/** What the validator says about the law as a region reads it on a date. */
export function OverlayReportPage() {
  const me = useMe()
  const [region, setRegion] = useState(me.region)
  const [on, setOn] = useState(today())
  const { data, error } = useQuery({
    queryKey: ['law-validation', region, on],
    enabled: on !== '',
    queryFn: () => ask(validateLawData, { region, on }),
  })
  return (
    <>
      <PageHeader
        title={words.report.title}
        under={words.report.under}
        trail={[
          <Link key="law" to="/law">
            {words.law}
          </Link>,
        ]}
      />
      <ChangeTabs />
      <section className="sheet">
        <div className="filters">
          <div>
            <span className="soft">{words.region}</span>
            <RegionInput label={words.region} under="" value={region} onChange={setRegion} />
          </div>
          <label>
            {words.layers.on}
            <LawDateInput value={on} onChange={setOn} aria-label={words.layers.on} />
          </label>
        </div>
        {error && <TroubleNotice trouble={troubleOf(error)} />}
        {!data && !error && <Spin />}
        {data && (
          <>
            <p>{words.report.rows(data.rows)}</p>
            <h2>{words.report.broken}</h2>
            <Complaints title={words.report.broken} complaints={data.complaints} sound={words.report.sound} />
          </>
        )}
      </section>
      {data && (
        <section className="sheet">
          <h2>{words.report.doubts}</h2>
          <Complaints title={words.report.doubts} complaints={data.doubts} sound={words.report.noDoubts} />
        </section>
      )}
    </>
  )
}
