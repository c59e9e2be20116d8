import { Button } from 'antd-mobile'
import { useEffect, useState } from 'react'
import { toDataURL } from 'qrcode'
import { paperPdf } from '../../../contexts/document/contract.ts'
import { PAPER_STATES, type PaperEntry } from '../../../contexts/document/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { fileUrl } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { showsPdfInPlace } from '../../ui/open-paper.ts'
import { Sheet } from '../Field.tsx'
import { words } from '../words.ts'
import { useVisitNow } from './context.ts'
import { BurdenCard } from '../burden/BurdenCard.tsx'
import { PapersAhead, usePapersAhead } from './PapersAhead.tsx'
import { PaperViewer } from './PaperViewer.tsx'

/** The papers of the visit: read in place, shown to the party as a code that its own phone can verify. */
export function PapersPage() {
  const { file } = useVisitNow()
  const { papers, inspection } = file
  const [reading, setReading] = useState<PaperEntry | null>(null)
  const [showing, setShowing] = useState<PaperEntry | null>(null)
  const ahead = usePapersAhead()
  if (papers.length === 0 && ahead.length === 0)
    return <EmptyState title={words.papers.none}>{words.papers.noneMend}</EmptyState>
  return (
    <>
      {inspection.state === 'ordered' && inspection.rectifyBy && (
        <section className="notice" role="status">
          <strong>{words.order.leave}</strong>
          <div>{words.order.leaveSays(inspection.rectifyBy)}</div>
        </section>
      )}
      <PapersAhead papers={ahead} />
      {[...papers].reverse().map((paper) => (
        <article key={paper.id} className="card">
          <div className="card-top">
            <h2>{paper.title}</h2>
            <span className={paper.state === 'corrected' ? 'tagged medium' : 'tagged'}>
              {PAPER_STATES[paper.state]}
            </span>
          </div>
          <div className="card-lines">
            <span>{paper.number ?? words.papers.noNumber}</span>
            <span>{words.papers.issued(minuteOf(paper.issuedAt))}</span>
          </div>
          <div className="two">
            {showsPdfInPlace() ? (
              <Button
                color="primary"
                aria-label={`${words.papers.open}：${paper.title}`}
                onClick={() => setReading(paper)}
              >
                {words.papers.open}
              </Button>
            ) : (
              <a
                className="adm-button adm-button-primary link-button"
                href={fileUrl(paperPdf, { id: paper.id })}
                target="_blank"
                rel="noreferrer"
                aria-label={`${words.papers.open}：${paper.title}`}
              >
                {words.papers.open}
              </a>
            )}
            <Button aria-label={`${words.papers.qr}：${paper.title}`} onClick={() => setShowing(paper)}>
              {words.papers.qr}
            </Button>
          </div>
        </article>
      ))}
      {inspection.state !== 'entered' && <BurdenCard />}
      <PaperViewer
        open={reading !== null}
        title={reading?.title ?? ''}
        src={reading && fileUrl(paperPdf, { id: reading.id })}
        downloads={reading ? [{ label: words.papers.download, href: fileUrl(paperPdf, { id: reading.id }) }] : []}
        onClose={() => setReading(null)}
      />
      <Sheet open={showing !== null} title={showing?.title ?? ''} onClose={() => setShowing(null)}>
        {showing && <Code paper={showing} />}
      </Sheet>
    </>
  )
}

function Code({ paper }: { paper: PaperEntry }) {
  const [image, setImage] = useState('')
  const address = `${window.location.origin}/portal/verify/${paper.verifyToken}`
  useEffect(() => {
    void toDataURL(address, { margin: 2, width: 600, errorCorrectionLevel: 'M' }).then(setImage)
  }, [address])
  return (
    <div className="centered">
      {image && <img className="qr" src={image} alt={`${words.papers.qr}：${paper.title}`} />}
      <p>{paper.number ?? words.papers.noNumber}</p>
      <p className="soft">{words.papers.qrSays}</p>
      <p className="soft code">{paper.verifyToken}</p>
    </div>
  )
}
