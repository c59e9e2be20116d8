import { Button, Checkbox, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import { paperDocx, paperPdf, printPapers } from '../../../contexts/document/contract.ts'
import { PAPER_STATES, type PaperEntry } from '../../../contexts/document/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { fileUrl } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PaperViewer } from '../../ui/PaperViewer.tsx'
import { useWhyNotPermitted } from '../session/session.tsx'
import { words as forms } from '../words-enterprise.ts'
import { words } from '../words-inspection.ts'
import { words as own } from './words.ts'

type Entry = z.infer<typeof PaperEntry>

/** Opens papers in place, over whatever page asks. */
export function usePaperViewer(papers: readonly Pick<Entry, 'id' | 'title' | 'number'>[]): {
  open: (id: string) => void
  viewer: ReactNode
} {
  const [opened, setOpened] = useState<string | null>(null)
  const paper = papers.find(({ id }) => id === opened)
  const title = paper ? [paper.title, paper.number].filter(Boolean).join('　') : ''
  const viewer = (
    <PaperViewer
      open={opened !== null}
      title={title}
      src={opened ? fileUrl(paperPdf, { id: opened }) : null}
      onClose={() => setOpened(null)}
      downloads={opened ? [{ label: words.page.docx, href: fileUrl(paperDocx, { id: opened }) }] : []}
    />
  )
  return { open: setOpened, viewer }
}

/** The papers of a record in the order of their issue. */
export function PapersList({ papers, onOpen }: { papers: readonly Entry[]; onOpen: (id: string) => void }) {
  const mayCorrect = useWhyNotPermitted()('document.write').length === 0
  const [chosen, setChosen] = useState<readonly string[] | null>(null)
  if (papers.length === 0) return <EmptyState title={words.page.noPapers}>{words.page.noPapersUnder}</EmptyState>
  const choose = (id: string, isChosen: boolean) =>
    setChosen(
      papers.map((paper) => paper.id).filter((each) => (each === id ? isChosen : (chosen ?? []).includes(each))),
    )
  return (
    <ul className="plain-list">
      <li className="row-line">
        <PrintChoice papers={papers} chosen={chosen} onChoose={setChosen} />
      </li>
      {papers.map((paper) => (
        <li key={paper.id} className="row-line">
          <span>
            {chosen && (
              <Checkbox
                style={{ marginInlineEnd: 8 }}
                aria-label={own.print.pick(paper.title)}
                checked={chosen.includes(paper.id)}
                onChange={(event) => choose(paper.id, event.target.checked)}
              />
            )}
            <Button
              type="link"
              style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'left' }}
              onClick={() => onOpen(paper.id)}
            >
              {paper.title}
            </Button>
            <span className="soft">　{paper.number ?? ''}</span>
          </span>
          <span className="soft">
            {minuteOf(paper.issuedAt)}　<Tag>{PAPER_STATES[paper.state]}</Tag>
            {mayCorrect && paper.state !== 'corrected' && (
              <Link className="text-link" to={`/papers/${paper.id}/correct`}>
                {forms.correction.open}
              </Link>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

type PrintProps = {
  readonly papers: readonly Entry[]
  /** Null while nobody chooses. */
  readonly chosen: readonly string[] | null
  readonly onChoose: (ids: readonly string[] | null) => void
}

/** Several papers as one file for the printer. */
function PrintChoice({ papers, chosen, onChoose }: PrintProps) {
  if (!chosen)
    return (
      <Button size="small" onClick={() => onChoose(papers.map(({ id }) => id))}>
        {own.print.choose}
      </Button>
    )
  return (
    <span>
      <Button
        size="small"
        type="primary"
        disabled={chosen.length === 0}
        href={fileUrl(printPapers, { ids: chosen.join(',') })}
        target="_blank"
        rel="noreferrer"
      >
        {own.print.open(chosen.length)}
      </Button>
      <Button size="small" type="link" onClick={() => onChoose(papers.map(({ id }) => id))}>
        {own.print.all}
      </Button>
      <Button size="small" type="link" onClick={() => onChoose(null)}>
        {own.print.done}
      </Button>
    </span>
  )
}
