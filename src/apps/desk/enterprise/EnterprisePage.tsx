import { useQuery } from '@tanstack/react-query'
import { Alert, Spin, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { getEnterprise } from '../../../contexts/registry/contract.ts'
import { unmaskEnterprise } from '../../../contexts/registry/contract/unmask.ts'
import { ENTERPRISE_KINDS, GRADES, SECTORS, type Enterprise } from '../../../contexts/registry/model.ts'
import { FIELD_LABELS, type FieldName } from '../../../contexts/registry/rules/enterprise-fields.ts'
import { Facts } from '../../ui/Facts.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { LinkButton } from '../LinkButton.tsx'
import { Margin } from '../law/law-book.tsx'
import { useBureaus } from '../people/bureaus.ts'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { Unmask } from '../Unmask.tsx'
import { words as forms } from '../words-enterprise.ts'
import { words } from '../words.ts'
import { BusinessAccounts } from './BusinessAccounts.tsx'
import { DoorCode } from './DoorCode.tsx'
import { EnterpriseCare } from './EnterpriseCare.tsx'
import { EnterpriseHistory } from './EnterpriseHistory.tsx'
import { EnterpriseLevels } from './EnterpriseLevels.tsx'
import { EnterpriseWork } from './EnterpriseWork.tsx'
import { useRegionName } from './RegionInput.tsx'
import { SelfReports } from './SelfReports.tsx'
import { VisitsThisYear } from './VisitsThisYear.tsx'

const CIRCULAR = 'MEM-2025-02-27'

/** One business, one file. */
export function EnterprisePage() {
  const { id = '' } = useParams()
  const whyNotPermitted = useWhyNotPermitted()
  const { data, error } = useQuery({ queryKey: ['enterprise', id], queryFn: () => ask(getEnterprise, { id }) })
  if (error)
    return (
      <>
        <PageHeader title={words.enterprise.file} />
        <TroubleNotice trouble={troubleOf(error)} />
      </>
    )
  if (!data) return <Spin />
  const { enterprise } = data
  return (
    <>
      <PageHeader
        title={enterprise.name}
        trail={[
          <Link key="list" to="/enterprises">
            {words.enterprise.title}
          </Link>,
        ]}
        under={
          <>
            {enterprise.creditCode}　<Flags enterprise={enterprise} />
          </>
        }
        actions={
          <>
            <LinkButton to={`/enterprises/${id}/edit`} refusals={whyNotPermitted('registry.write')}>
              {words.common.edit}
            </LinkButton>
            <LinkButton
              to={`/inspections/new?enterprise=${id}`}
              kind="primary"
              refusals={whyNotPermitted('inspection.draft')}
            >
              {words.enterprise.plan}
            </LinkButton>
          </>
        }
      />
      {data.possibleDuplicates.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={words.enterprise.duplicates}
          style={{ marginBottom: 16 }}
          description={
            <>
              {words.enterprise.duplicatesUnder}
              {data.possibleDuplicates.map((other) => (
                <div key={other.id}>
                  <Link to={`/enterprises/${other.id}`}>
                    {other.name}　{other.creditCode}
                  </Link>
                  　<Link to={`/enterprises/${id}/merge/${other.id}`}>{forms.merge.open}</Link>
                </div>
              ))}
            </>
          }
        />
      )}
      <div className="with-margin">
        <div>
          <section className="sheet">
            <h2>{words.enterprise.base}</h2>
            <BaseFacts enterprise={enterprise} />
          </section>
          <EnterpriseWork id={id} />
          <EnterpriseCare enterpriseId={id} />
          <EnterpriseLevels enterprise={enterprise} />
          <SelfReports enterpriseId={id} />
          <EnterpriseHistory file={data} />
        </div>
        <aside>
          <VisitsThisYear enterpriseId={id} />
          <DoorCode id={id} />
          <BusinessAccounts id={id} />
          <div style={{ marginTop: 16 }}>
            <Margin
              entries={[
                { cites: { instrument: CIRCULAR, article: 3 }, why: words.enterprise.capBasis },
                { cites: { instrument: CIRCULAR, article: 4 }, why: words.enterprise.oneLevel },
              ]}
            />
          </div>
          <p>
            <Link to={`/journal/enterprise/${id}`}>{words.enterprise.journal}</Link>
          </p>
        </aside>
      </div>
    </>
  )
}

const Flags = ({ enterprise: { highRisk, keyUnit, grade } }: { enterprise: Enterprise }) => (
  <>
    {highRisk && <Tag>{words.enterprise.highRisk}</Tag>}
    {keyUnit && <Tag>{words.enterprise.keyUnit}</Tag>}
    <Tag>{GRADES[grade]}</Tag>
  </>
)

/** Fields that hold a code and are shown by name. */
const SHOWN_BY_NAME: Partial<Record<FieldName, string>> = {
  region: words.common.region,
  responsibleBureau: words.enterprise.bureau,
}

/** Every field with where its value came from. */
function BaseFacts({ enterprise }: { enterprise: Enterprise }) {
  const { nameOf } = useBureaus()
  const region = useRegionName(enterprise.region)
  const valueOf: Record<FieldName, ReactNode> = {
    creditCode: enterprise.creditCode,
    name: enterprise.name,
    kind: ENTERPRISE_KINDS[enterprise.kind],
    region,
    address: enterprise.address,
    industry: enterprise.industry,
    sectors: enterprise.sectors.map((sector) => SECTORS[sector] ?? sector).join('、'),
    legalRepresentative: enterprise.legalRepresentative,
    principal: enterprise.principal,
    safetyManager: enterprise.safetyManager,
    phone: <Unmask key={enterprise.version} endpoint={unmaskEnterprise} id={enterprise.id} masked={enterprise.phone} />,
    employees: String(enterprise.employees),
    highRisk: enterprise.highRisk ? words.common.yes : words.common.no,
    grade: GRADES[enterprise.grade],
    keyUnit: enterprise.keyUnit ? words.common.yes : words.common.no,
    responsibleBureau: nameOf(enterprise.responsibleBureau),
  }
  return (
    <Facts
      facts={(Object.keys(valueOf) as FieldName[]).map((field) => {
        const origin = enterprise.origins[field]
        return {
          label: SHOWN_BY_NAME[field] ?? FIELD_LABELS[field],
          wide: field === 'address',
          value: (
            <>
              {valueOf[field] || '—'}
              <div className="field-note">
                {origin ? words.enterprise.origin(origin.source, origin.on.slice(0, 10)) : words.enterprise.noOrigin}
              </div>
            </>
          ),
        }
      })}
    />
  )
}
