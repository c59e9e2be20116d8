import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Loading } from '../Loading.tsx'
import { useTitle } from '../use-title.ts'
import { words } from '../words.ts'
import { usePenalties } from './penalties.ts'

/** Published penalties, the newest first; the search stands in the address, so that it can be passed on. */
export function PenaltiesPage() {
  const [address, setAddress] = useSearchParams()
  const wanted = address.get('q') ?? ''
  const [typed, setTyped] = useState(wanted)
  const pages = usePenalties(wanted)
  useTitle(words.penalties.title)
  return (
    <>
      <h1>{words.penalties.title}</h1>
      <p className="lead">{words.penalties.says}</p>
      <form
        className="search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          setAddress(typed.trim() ? { q: typed.trim() } : {})
        }}
      >
        <Input
          value={typed}
          maxLength={100}
          allowClear
          aria-label={words.penalties.search}
          placeholder={words.penalties.search}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="primary" htmlType="submit">
          {words.penalties.submit}
        </Button>
      </form>
      {pages.error !== null && <TroubleNotice trouble={troubleOf(pages.error)} />}
      {pages.loading && <Loading />}
      {!pages.loading &&
        pages.error === null &&
        pages.rows.length === 0 &&
        (wanted ? (
          <EmptyState title={words.penalties.noMatch}>{words.penalties.noMatchMend}</EmptyState>
        ) : (
          <EmptyState title={words.penalties.empty}>{words.penalties.emptyMend}</EmptyState>
        ))}
      <ul className="cards">
        {pages.rows.map((notice) => (
          <li key={notice.id}>
            <Link className="card" to={`/penalty/${notice.id}`}>
              <h2>{notice.partyName}</h2>
              <p>{notice.penalty}</p>
              <p className="soft">
                {notice.bureau} · {notice.number} · {words.penalties.decided(notice.decidedOn)}
              </p>
            </Link>
          </li>
        ))}
      </ul>
      {pages.hasMore && (
        <p className="section">
          <Button block size="large" loading={pages.loadingMore} onClick={pages.more}>
            {words.penalties.more}
          </Button>
        </p>
      )}
    </>
  )
}
