import { Button } from 'antd-mobile'
import { toDataURL } from 'qrcode'
import { useEffect, useState } from 'react'
import { sheetOf } from '../../../contexts/document/rules/sheet.ts'
import { piecesOf, textOfSheet } from '../../../contexts/document/rules/sheet-text.ts'
import type { PaperFace } from '../../../contexts/document/rules/layout.ts'
import { words } from '../words-offline.ts'

/** So many bytes a phone's scanner reads at arm's length from another phone's glass. */
const BYTES = 560

/** The texts of the codes: each says which paper it belongs to and its place, the last where the sealed paper will be. */
export function codesOf(face: PaperFace, portal: string): string[] {
  const name = `${face.template.name} ${face.number ?? ''}`.trim()
  const pieces = piecesOf(`${textOfSheet(sheetOf(face))}\n${words.paper.sealedLater(portal)}`, BYTES)
  return pieces.map((piece, place) => `【${name} ${place + 1}/${pieces.length}】\n${piece}`)
}

/**
 * The paper in the business's own phone before the office has made it: codes of plain words, which any scanner shows
 * and keeps, without network and without an app of ours.
 */
export function PaperCodes({ face }: { readonly face: PaperFace }) {
  const codes = codesOf(face, `${window.location.origin}/portal/`)
  const [nth, setNth] = useState(0)
  const [image, setImage] = useState('')
  const text = codes[nth] ?? ''
  useEffect(() => {
    void toDataURL(text, { margin: 2, width: 640, errorCorrectionLevel: 'L' }).then(setImage)
  }, [text])
  return (
    <div className="centered">
      <p className="notice">{words.paper.codesSay}</p>
      {image && <img className="qr wide" src={image} alt={words.paper.code(nth + 1, codes.length)} />}
      <p role="status">{words.paper.code(nth + 1, codes.length)}</p>
      <div className="two">
        <Button disabled={nth === 0} onClick={() => setNth(nth - 1)}>
          {words.paper.before}
        </Button>
        <Button color="primary" disabled={nth === codes.length - 1} onClick={() => setNth(nth + 1)}>
          {words.paper.next}
        </Button>
      </div>
    </div>
  )
}
