import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { previewEdition } from '../../../contexts/document/contract/edition.ts'
import type { Layout } from '../../../contexts/document/rules/layout.ts'
import { callForFile } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf, type Trouble } from '../../ui/trouble.ts'
import { words } from './words.ts'

const PAUSE_MS = 700

type Props = { readonly code: string; readonly labels: Record<string, string>; readonly layout: Layout }

/** The form as it would print, drawn again a moment after the last key. */
export function FormPreview({ code, labels, layout }: Props) {
  const [src, setSrc] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const asked = JSON.stringify({ code, labels, layout })
  useEffect(() => {
    const stop = new AbortController()
    let url: string | null = null
    const draw = async () => {
      try {
        url = URL.createObjectURL(await callForFile(previewEdition, JSON.parse(asked), { signal: stop.signal }))
        setSrc(url)
        setTrouble(null)
      } catch (error) {
        if (!stop.signal.aborted) setTrouble(troubleOf(error))
      }
    }
    const timer = setTimeout(() => void draw(), PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
      if (url) URL.revokeObjectURL(url)
    }
  }, [asked])
  return (
    <section className="sheet form-preview">
      <div>
        <div className="sheet-head">
          <h2>{words.preview}</h2>
          {src && (
            <Button href={src} target="_blank" rel="noreferrer">
              {words.openPreview}
            </Button>
          )}
        </div>
        <TroubleNotice trouble={trouble} />
        {src && navigator.pdfViewerEnabled ? (
          <iframe src={src} title={words.preview} />
        ) : (
          !trouble && (
            <EmptyState title={src ? words.noViewer : words.previewing}>{src ? words.noViewerUnder : null}</EmptyState>
          )
        )}
      </div>
    </section>
  )
}
