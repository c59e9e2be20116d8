import { useQuery } from '@tanstack/react-query'
import { Button, Spin, Tag } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { caseProof } from '../../../contexts/casework/contract/proof.ts'
import { evidenceFile } from '../../../contexts/evidence/contract.ts'
import type { Evidence } from '../../../contexts/evidence/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { fileUrl } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { citeInWords, TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { RemovalOf } from '../evidence/Removal.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { BindRecording, HandOver } from './ProofForms.tsx'
import { words } from './words-proof.ts'

type Proof = z.output<(typeof caseProof)['output']>
type Moment = Proof['moments'][number]

const HASH_SHOWN = 16

/** Sound and picture of the key moments, and who holds each original. */
export function ProofChain({ caseId }: { readonly caseId: string }) {
  const { data, error } = useQuery({ queryKey: ['case-proof', caseId], queryFn: () => ask(caseProof, { id: caseId }) })
  return (
    <section className="sheet">
      <h2>{words.title}</h2>
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      {!data && !error && <Spin />}
      {data && (
        <>
          <LeftOut proof={data} />
          <Moments caseId={caseId} proof={data} />
          <Originals proof={data} />
        </>
      )}
    </section>
  )
}

/** What the same visit found and no case takes up: penalties are not chosen (S003 art. 4). */
function LeftOut({ proof: { leftOut } }: { readonly proof: Proof }) {
  const nameOf = useNameOf()
  if (leftOut.length === 0) return null
  return (
    <>
      <h3>{words.leftOut}</h3>
      <p className="soft">{words.leftOutUnder}</p>
      <ul className="plain-list">
        {leftOut.map(({ id, description, cites }) => (
          <li key={id} className="row-line">
            <span>{description}</span>
            <span className="soft">{citeInWords(cites, nameOf)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Moments({ caseId, proof: { moments, originals } }: { readonly caseId: string; readonly proof: Proof }) {
  const [bound, setBound] = useState<string | null>(null)
  const mayAdd = useWhyNotPermitted()('evidence.add').length === 0
  const files = originals.map(({ item }) => item).filter(({ mime }) => /^(video|audio)\//.test(mime))
  return (
    <>
      <h3>{words.moments}</h3>
      <p className="soft">{words.momentsUnder}</p>
      {moments.length === 0 && <EmptyState title={words.noMoments} />}
      <ul className="plain-list">
        {moments.map((moment) => {
          const key = `${moment.moment} ${moment.shows}`
          return (
            <li key={key}>
              <div className="row-line">
                <span>
                  {moment.label} <span className="soft">{moment.confidence}</span>{' '}
                  {moment.recordings.length === 0 && <Tag color="error">{words.missing}</Tag>}
                </span>
                {mayAdd && bound !== key && (
                  <Button size="small" onClick={() => setBound(key)}>
                    {words.bind}
                  </Button>
                )}
              </div>
              <Players moment={moment} files={files} />
              {bound === key && (
                <BindRecording caseId={caseId} moment={moment} files={files} onDone={() => setBound(null)} />
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** What shows a moment, played in place; the hash is that of the file played. */
function Players({ moment, files }: { readonly moment: Moment; readonly files: readonly Evidence[] }) {
  return moment.recordings.map(({ id, itemId, startedAt, endedAt, gapReason, boundBy }) => {
    const item = files.find((file) => file.id === itemId)
    if (!item) return null
    const src = fileUrl(evidenceFile, { id: itemId })
    return (
      <figure key={id} className="recording">
        {item.mime.startsWith('video/') ? (
          // oxlint-disable-next-line media-has-caption -- an original of evidence has no captions of ours
          <video src={src} controls preload="none" aria-label={item.name} />
        ) : (
          // oxlint-disable-next-line media-has-caption -- an original of evidence has no captions of ours
          <audio src={src} controls preload="none" aria-label={item.name} />
        )}
        <figcaption className="soft">
          {item.name}　{words.kept(minuteOf(startedAt), minuteOf(endedAt))}
          {'　'}
          {gapReason && `${words.gap}：${gapReason}　`}
          {words.by(boundBy)}
          <div className="number">
            SHA-256 {item.sha256.slice(0, HASH_SHOWN)}…{item.sha256.slice(-HASH_SHOWN)}
          </div>
        </figcaption>
      </figure>
    )
  })
}

function Originals({ proof: { originals } }: { readonly proof: Proof }) {
  const [opened, setOpened] = useState<string | null>(null)
  const mayAdd = useWhyNotPermitted()('evidence.add').length === 0
  return (
    <>
      <h3>{words.originals}</h3>
      {originals.length === 0 && <EmptyState title={words.noOriginals} />}
      <ul className="plain-list">
        {originals.map(({ item, holdings, transfers }) => (
          <li key={item.id}>
            <div className="row-line">
              <a className="text-link" href={fileUrl(evidenceFile, { id: item.id })} target="_blank" rel="noreferrer">
                {item.name}
              </a>
              <span>
                {words.holder} {holdings.at(-1)?.holder}
                {'　'}
                {mayAdd && opened !== item.id && (
                  <Button size="small" onClick={() => setOpened(item.id)}>
                    {words.handOver}
                  </Button>
                )}
              </span>
            </div>
            {transfers.length > 0 && (
              <ol className="custody">
                {holdings.map(({ holder, from, until, place }) => (
                  <li key={from}>
                    {holder}
                    {'　'}
                    <span className="soft">
                      {words.kept(minuteOf(from), until ? minuteOf(until) : words.untilNow)}　{place}
                    </span>
                  </li>
                ))}
              </ol>
            )}
            <RemovalOf item={item} />
            {opened === item.id && (
              <HandOver itemId={item.id} holder={holdings.at(-1)?.holder ?? ''} onDone={() => setOpened(null)} />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
