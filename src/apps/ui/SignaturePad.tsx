import { useEffect, useRef, useState } from 'react'
import Pad from 'signature_pad'
import { words } from './words.ts'

const BOX = { width: 300, height: 100 }

const rounded = (value: number) => Math.round(value * 10) / 10

/** SVG `d` of the strokes in a 300×100 box: straight into the middle between points, curved around them. */
function pathOf(
  groups: readonly { points: readonly { x: number; y: number }[] }[],
  width: number,
  height: number,
): string {
  const at = ({ x, y }: { x: number; y: number }) => ({
    x: rounded((x / width) * BOX.width),
    y: rounded((y / height) * BOX.height),
  })
  return groups
    .map(({ points }) => {
      const [first, ...rest] = points.map(at)
      if (!first) return ''
      if (rest.length === 0) return `M${first.x} ${first.y}L${rounded(first.x + 0.5)} ${first.y}`
      const curves = rest.map((point, index) => {
        const before = rest[index - 1] ?? first
        return `Q${before.x} ${before.y} ${rounded((before.x + point.x) / 2)} ${rounded((before.y + point.y) / 2)}`
      })
      const last = rest[rest.length - 1] ?? first
      return `M${first.x} ${first.y}${curves.join('')}L${last.x} ${last.y}`
    })
    .join('')
}

type Props = {
  readonly label?: string
  readonly value: string
  readonly onChange: (strokes: string) => void
  readonly disabled?: boolean
}

/** Takes a handwritten signature on glass. `value` is SVG path data in a 300×100 box; empty means not signed. */
export function SignaturePad({ label = words.signature.label, value, onChange, disabled = false }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pad = useRef<Pad | null>(null)
  const report = useRef(onChange)
  report.current = onChange
  const [drawn, setDrawn] = useState(value !== '')
  const drawnHere = useRef(false)

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const made = new Pad(element, { minWidth: 1, maxWidth: 2.4, penColor: '#111' })
    pad.current = made
    const fit = () => {
      const ratio = Math.max(window.devicePixelRatio, 1)
      const kept = made.toData()
      element.width = element.offsetWidth * ratio
      element.height = element.offsetHeight * ratio
      element.getContext('2d')?.scale(ratio, ratio)
      made.clear()
      made.fromData(kept)
    }
    const ended = () => {
      drawnHere.current = true
      setDrawn(true)
      report.current(pathOf(made.toData(), element.offsetWidth, element.offsetHeight))
    }
    fit()
    made.addEventListener('endStroke', ended)
    window.addEventListener('resize', fit)
    return () => {
      window.removeEventListener('resize', fit)
      made.removeEventListener('endStroke', ended)
      made.off()
    }
  }, [])
  useEffect(() => {
    if (disabled) pad.current?.off()
    else pad.current?.on()
  }, [disabled])

  const clear = () => {
    pad.current?.clear()
    drawnHere.current = false
    setDrawn(false)
    onChange('')
  }
  return (
    <div role="group" aria-label={label}>
      <div className="signature-box">
        <canvas
          ref={canvas}
          role="img"
          aria-label={`${label}：${drawn ? words.signature.done : words.signature.empty}`}
        />
        {!drawn && (
          <div className="signature-hint" aria-hidden="true">
            {words.signature.hint}
          </div>
        )}
        {drawn && !drawnHere.current && value && (
          <div className="signature-hint">
            <SignatureInk strokes={value} name={label} />
          </div>
        )}
      </div>
      <div className="signature-foot">
        <button type="button" className="plain-button" onClick={clear} disabled={!drawn || disabled}>
          {words.clear}
        </button>
        <span className="soft" aria-live="polite">
          {drawn ? words.signature.done : words.signature.empty}
        </span>
      </div>
    </div>
  )
}

/** A kept signature, drawn from its strokes. */
export function SignatureInk({ strokes, name }: { strokes: string; name: string }) {
  return (
    <svg className="signature-ink" viewBox={`0 0 ${BOX.width} ${BOX.height}`} role="img" aria-label={name}>
      <path d={strokes} />
    </svg>
  )
}
