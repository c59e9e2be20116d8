import { useQueries } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { paperPdf, listPapers } from '../../../contexts/document/contract.ts'
import { PAPER_STATES, type PaperEntry } from '../../../contexts/document/model.ts'
import type { Hazard } from '../../../contexts/hazard/model.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { call, fileUrl } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { showsPdfInPlace } from '../../ui/open-paper.ts'
import { PaperViewer } from '../../ui/PaperViewer.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Loading } from '../Loading.tsx'
import { useTitle } from '../use-title.ts'
import { words } from '../words.ts'
import { useHazards } from './hazards.ts'

type Subject = { readonly kind: 'inspection' | 'case' | 'enterprise'; readonly id: string }

/** Papers hang on the business itself, on the visits that found something, and on the cases that came of it. */
function subjectsOf(enterpriseId: string, hazards: readonly Hazard[]): Subject[] {
  const visits = [...new Set(hazards.map(({ inspectionId }) => inspectionId))]
  const cases = [...new Set(hazards.flatMap(({ caseId }) => caseId ?? []))]
  return [
    { kind: 'enterprise', id: enterpriseId },
    ...visits.map((id) => ({ kind: 'inspection' as const, id })),
    ...cases.map((id) => ({ kind: 'case' as const, id })),
  ]
}

export function PapersPage({ enterpriseId }: { enterpriseId: string }) {
  const hazards = useHazards()
  const papers = useQueries({
    queries: subjectsOf(enterpriseId, hazards.data ?? []).map((subject) => ({
      queryKey: ['papers', subject.kind, subject.id],
      queryFn: () => call(listPapers, subject),
    })),
    combine: (results) => ({
      pending: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error)?.error ?? null,
      papers: [
        ...new Map(results.flatMap(({ data }) => data?.papers ?? []).map((paper) => [paper.id, paper])).values(),
      ].sort((a, b) => b.issuedAt.localeCompare(a.issuedAt)),
    }),
  })
  const [open, setOpen] = useState<PaperEntry | null>(null)
  useTitle(words.mineWords.papers)
  const trouble = hazards.error ?? papers.error
  if (trouble) return <TroubleNotice trouble={troubleOf(trouble)} />
  if (hazards.isPending || papers.pending) return <Loading />
  if (papers.papers.length === 0)
    return <EmptyState title={words.mineWords.noPapers}>{words.mineWords.noPapersMend}</EmptyState>
  return (
    <>
      <h2>{words.mineWords.papers}</h2>
      <ul className="cards">
        {papers.papers.map((paper) => (
          <li key={paper.id} className="card">
            <div className="card-top">
              <strong>{paper.title}</strong>
              <span className={paper.state === 'corrected' ? 'tag medium' : 'tag'}>{PAPER_STATES[paper.state]}</span>
            </div>
            <p className="soft">
              {[paper.number, words.mineWords.issued(lawDateOf(paper.issuedAt))].filter(Boolean).join(' · ')}
            </p>
            <Button
              aria-label={`${words.mineWords.open}：${paper.title}`}
              {...(showsPdfInPlace()
                ? { onClick: () => setOpen(paper) }
                : { href: fileUrl(paperPdf, { id: paper.id }), target: '_blank', rel: 'noreferrer' })}
            >
              {words.mineWords.open}
            </Button>
          </li>
        ))}
      </ul>
      <PaperViewer
        open={open !== null}
        title={open?.title ?? ''}
        src={open && fileUrl(paperPdf, { id: open.id })}
        downloads={open ? [{ label: words.mineWords.download, href: fileUrl(paperPdf, { id: open.id }) }] : []}
        onClose={() => setOpen(null)}
      />
    </>
  )
}
