import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import type { PaperFace } from '../../../contexts/document/rules/layout.ts'
import { sheetOf } from '../../../contexts/document/rules/sheet.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { Sheet } from '../Field.tsx'
import { actsAhead, openOf } from '../offline/outbox.ts'
import { useCommands, usePhone } from '../offline/PhoneProvider.tsx'
import { sidePapersAhead } from '../side/store.ts'
import { words } from '../words-offline.ts'
import { words as shared } from '../words.ts'
import { useVisitNow } from './context.ts'
import { PaperCodes } from './PaperCodes.tsx'
import { SheetView } from './SheetView.tsx'

/** Papers of acts that wait on this phone, laid out as they will print; empty once the office has made them. */
export function usePapersAhead(): readonly PaperFace[] {
  const { file } = useVisitNow()
  const phone = usePhone()?.phone ?? null
  const commands = useCommands()
  const { id, version } = file.inspection
  const isAhead = actsAhead(commands, id).length > 0
  const waits = openOf(commands, id).filter(({ kind }) => kind === 'beside').length
  const visit = useQuery({
    queryKey: ['papers-ahead', id, version, isAhead, waits],
    queryFn: async () => [
      ...(isAhead ? ((await phone?.visit(id))?.papersAhead ?? []) : []),
      ...(phone && waits > 0 ? await sidePapersAhead(phone, id) : []),
    ],
  })
  return visit.data ?? []
}

/** Shows and prints a paper before the office has made it, and says so. */
export function PapersAhead({ papers }: { papers: readonly PaperFace[] }) {
  const [reading, setReading] = useState<PaperFace | null>(null)
  const [giving, setGiving] = useState<PaperFace | null>(null)
  return (
    <>
      {papers.toReversed().map((face) => (
        <article key={`${face.template.code}${face.issuedAt}`} className="card">
          <div className="card-top">
            <h2>{face.template.name}</h2>
            <span className="tagged medium">{words.paper.waits}</span>
          </div>
          <div className="card-lines">
            <span>{face.number ?? shared.papers.noNumber}</span>
            <span>{shared.papers.issued(minuteOf(face.issuedAt))}</span>
          </div>
          <div className="two">
            <Button
              color="primary"
              aria-label={`${words.paper.show}：${face.template.name}`}
              onClick={() => setReading(face)}
            >
              {words.paper.show}
            </Button>
            <Button aria-label={`${words.paper.give}：${face.template.name}`} onClick={() => setGiving(face)}>
              {words.paper.give}
            </Button>
          </div>
        </article>
      ))}
      <Sheet
        open={reading !== null}
        title={`${words.paper.ahead}：${reading?.template.name ?? ''}`}
        onClose={() => setReading(null)}
        foot={
          <Button color="primary" onClick={printNow}>
            {words.paper.print}
          </Button>
        }
      >
        <p className="notice">{words.paper.says}</p>
        {reading && <SheetView sheet={sheetOf(reading)} />}
      </Sheet>
      <Sheet
        open={giving !== null}
        title={`${words.paper.give}：${giving?.template.name ?? ''}`}
        onClose={() => setGiving(null)}
      >
        {giving && <PaperCodes face={giving} />}
      </Sheet>
      {reading &&
        createPortal(
          <div className="print-root" aria-hidden="true">
            <SheetView sheet={sheetOf(reading)} />
          </div>,
          document.body,
        )}
    </>
  )
}

/** The system's own dialog, so that any printer works that the phone knows; only the paper is printed. */
function printNow() {
  document.body.classList.add('printing')
  window.addEventListener('afterprint', () => document.body.classList.remove('printing'), { once: true })
  window.print()
}
