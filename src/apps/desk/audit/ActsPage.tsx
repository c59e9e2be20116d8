import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { listActsOn } from '../../../contexts/audit/contract.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { words } from '../words.ts'
import { JournalTable, subjectInWords } from './JournalTable.tsx'

/** Every act on one thing, oldest first. */
export function ActsPage() {
  const { kind = '', id = '' } = useParams()
  const { data, error, isPending } = useQuery({
    queryKey: ['acts', kind, id],
    queryFn: () => ask(listActsOn, { kind, id }),
  })
  return (
    <>
      <PageHeader
        title={words.audit.acts}
        under={`${subjectInWords(kind)} ${id.slice(0, 8)}　${words.audit.actsUnder}`}
        trail={[
          <Link key="journal" to="/journal">
            {words.audit.title}
          </Link>,
        ]}
      />
      <div className="sheet">
        {error ? (
          <TroubleNotice trouble={troubleOf(error)} />
        ) : (
          <JournalTable label={words.audit.acts} rows={data?.entries ?? []} loading={isPending} />
        )}
      </div>
    </>
  )
}
