import { Tag } from 'antd'
import { Link } from 'react-router'
import { HARBOUR_BRANCHES, type Harbour } from '../../../contexts/hazard/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { words } from '../enterprise/words-self-report.ts'

/** The branch that one finding takes because of a self-report, with its grounds and the proof. */
export function HarbourOf({ harbour }: { readonly harbour: Harbour | undefined }) {
  if (!harbour || harbour.branch === 'not-covered') return null
  const { branch, because, report, journal } = harbour
  return (
    <div className="notice-line" style={{ marginTop: 6 }}>
      <Tag color={branch === 'exempt' ? 'success' : 'default'}>{HARBOUR_BRANCHES[branch]}</Tag>
      <ul className="soft" style={{ margin: '4px 0 0', paddingInlineStart: '1.2em' }}>
        {because.map((ground) => (
          <li key={ground}>{ground}</li>
        ))}
        {report && (
          <li>
            <Link className="text-link" to={`/journal/self-report/${report.id}`}>
              {words.reportOf(minuteOf(report.reportedAt))}
            </Link>
            　{words.digest} {report.digest.slice(0, 16)}…{journal && `　${words.row(journal.region, journal.seq)}`}
          </li>
        )}
      </ul>
    </div>
  )
}
