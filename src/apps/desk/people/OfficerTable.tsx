import { Button, Tag, type TableColumnsType } from 'antd'
import { isCertified, ROLES, type Officer } from '../../../contexts/people/model.ts'
import { daysBetween } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { today } from '../session/session.tsx'
import { words } from '../words.ts'
import { leaving } from './words.ts'

type Row = Omit<Officer, 'phone'>
type Props = {
  readonly officers: readonly Row[]
  readonly bureauName: (region: string) => string
  readonly loading: boolean
  readonly onOpen: (id: string) => void
}

const SOON_DAYS = 60

/** Whether the certificate holds today, in words and not in colour alone. */
export function CertificateState({ officer }: { officer: Pick<Officer, 'certificate' | 'leftOn'> }) {
  const { certificate, leftOn } = officer
  if (leftOn) return <Tag>{leaving.left(leftOn)}</Tag>
  if (!certificate) return <span className="soft">{words.people.noCertificate}</span>
  if (certificate.status !== 'valid')
    return <Tag color="error">{words.people.certificateStates[certificate.status]}</Tag>
  if (!isCertified(officer, today())) return <Tag color="error">{words.people.notCertified}</Tag>
  const left = daysBetween(today(), certificate.validTo)
  return left <= SOON_DAYS ? (
    <Tag color="warning">{words.people.expires(left)}</Tag>
  ) : (
    <Tag color="success">{words.people.certified}</Tag>
  )
}

export function OfficerTable({ officers, bureauName, loading, onOpen }: Props) {
  const columns: TableColumnsType<Row> = [
    {
      title: words.people.name,
      render: (_, { id, name }) => (
        <Button type="link" style={{ padding: 0 }} onClick={() => onOpen(id)}>
          {name}
        </Button>
      ),
    },
    { title: words.people.bureau, render: (_, { region }) => bureauName(region) },
    { title: words.people.roles, render: (_, { roles }) => roles.map((role) => ROLES[role]).join('、') },
    { title: words.people.certificate, render: (_, { certificate }) => certificate?.number ?? '—' },
    {
      title: words.people.validity,
      render: (_, { certificate }) => (certificate ? `${certificate.validFrom} 至 ${certificate.validTo}` : '—'),
    },
    { title: words.common.state, render: (_, officer) => <CertificateState officer={officer} /> },
  ]
  return (
    <PlainTable
      label={words.people.officers}
      columns={columns}
      rows={officers}
      rowKey={({ id }) => id}
      loading={loading}
      empty={<EmptyState title={words.people.empty}>{words.people.emptyUnder}</EmptyState>}
    />
  )
}
