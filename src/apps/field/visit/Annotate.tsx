import { Button } from 'antd-mobile'
import { useEffect, useRef, useState, type PointerEvent } from 'react'
import { Sheet } from '../Field.tsx'
import { words } from '../words.ts'

const SIDE_MAX = 1_600
/** Thick enough to be seen on paper: a part of the picture's longer side. */
const PEN = 0.008
const COLOUR = '#e00000'

type Point = readonly [x: number, y: number]
type Props = {
  readonly name: string
  readonly source: string
  readonly onClose: () => void
  readonly onMarked: (file: File) => void
}

/** Marks a copy of a photo with the finger; the original is only looked at. */
export function Annotate({ name, source, onClose, onMarked }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [picture, setPicture] = useState<HTMLImageElement | null>(null)
  const [strokes, setStrokes] = useState<readonly (readonly Point[])[]>([])
  const drawing = useRef(false)
  useEffect(() => {
    const image = new Image()
    image.onload = () => setPicture(image)
    image.src = source
  }, [source])
  useEffect(() => {
    if (canvas.current && picture) draw(canvas.current, picture, strokes)
  }, [picture, strokes])
  const at = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLCanvasElement>): Point => {
    const box = currentTarget.getBoundingClientRect()
    return [
      ((clientX - box.left) / box.width) * currentTarget.width,
      ((clientY - box.top) / box.height) * currentTarget.height,
    ]
  }
  const keep = () =>
    canvas.current?.toBlob(
      (blob) => {
        if (!blob) return
        onMarked(new File([blob], words.photo.marked(name), { type: 'image/jpeg' }))
        onClose()
      },
      'image/jpeg',
      0.85,
    )
  return (
    <Sheet
      open
      title={words.photo.annotateTitle}
      onClose={onClose}
      foot={
        <>
          <Button disabled={strokes.length === 0} onClick={() => setStrokes(strokes.slice(0, -1))}>
            {words.photo.undo}
          </Button>
          <Button color="primary" disabled={strokes.length === 0} onClick={keep}>
            {words.photo.keepMarks}
          </Button>
        </>
      }
    >
      <p className="soft">{words.photo.annotateSays}</p>
      <canvas
        ref={canvas}
        className="annotate"
        role="img"
        aria-label={words.photo.annotateTitle}
        onPointerDown={(event) => {
          drawing.current = true
          event.currentTarget.setPointerCapture(event.pointerId)
          const point = at(event)
          setStrokes((before) => [...before, [point]])
        }}
        onPointerMove={(event) => {
          if (!drawing.current) return
          const point = at(event)
          setStrokes((before) => [...before.slice(0, -1), [...(before.at(-1) ?? []), point]])
        }}
        onPointerUp={() => {
          drawing.current = false
        }}
        onPointerCancel={() => {
          drawing.current = false
        }}
      />
    </Sheet>
  )
}

function draw(canvas: HTMLCanvasElement, picture: HTMLImageElement, strokes: readonly (readonly Point[])[]) {
  const scale = Math.min(1, SIDE_MAX / Math.max(picture.naturalWidth, picture.naturalHeight))
  const width = Math.round(picture.naturalWidth * scale)
  const height = Math.round(picture.naturalHeight * scale)
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.drawImage(picture, 0, 0, width, height)
  Object.assign(pen, {
    strokeStyle: COLOUR,
    lineWidth: Math.max(width, height) * PEN,
    lineCap: 'round',
    lineJoin: 'round',
  })
  for (const [first, ...rest] of strokes) {
    if (!first) continue
    pen.beginPath()
    pen.moveTo(...first)
    pen.lineTo(first[0] + 0.1, first[1])
    for (const point of rest) pen.lineTo(...point)
    pen.stroke()
  }
}
