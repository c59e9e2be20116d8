import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { Boundaries, importBoundaries, type CoverageTile } from '../../../contexts/planning/contract/coverage.ts'
import { Field } from '../../ui/Field.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words as all } from './words-guard.ts'

const words = all.coverage

/** 0 to 4: nothing, below a quarter, below a half, more, all. */
function stepOf({ keyUnits, keyUnitsVisited, businesses, visited }: CoverageTile): number {
  const [done, whole] = keyUnits > 0 && keyUnitsVisited !== null ? [keyUnitsVisited, keyUnits] : [visited, businesses]
  if (done === 0 || whole === 0) return 0
  if (done >= whole) return 4
  return done / whole < 0.25 ? 1 : done / whole < 0.5 ? 2 : 3
}

type Props = {
  readonly tiles: readonly CoverageTile[]
  readonly map: { reviewNumber: string; shapes: Boundaries } | null
  readonly region: string
  readonly nameOf: (code: string) => string
}

/** Tiles by division code, or the bureau's own reviewed boundaries where it imported them. */
export function CoverageMap({ tiles, map, region, nameOf }: Props) {
  const features =
    map?.shapes.features.filter(({ properties }) => tiles.some(({ code }) => code === properties.code)) ?? []
  return (
    <>
      {map && features.length > 0 ? (
        <Shapes features={features} tiles={tiles} nameOf={nameOf} />
      ) : (
        <ul className="tiles">
          {tiles.map((tile) => (
            <li key={tile.code} className="tile" data-step={stepOf(tile)}>
              <Tile tile={tile} region={region} name={nameOf(tile.code)} />
            </li>
          ))}
        </ul>
      )}
      <ol className="tile-legend" aria-label={words.legendOf}>
        {words.legend.map((label, step) => (
          <li key={label}>
            <span className="tile-swatch" data-step={step} aria-hidden="true" />
            {label}
          </li>
        ))}
      </ol>
      <p className="field-note">
        {words.legendOf}
        {map && features.length > 0 ? words.reviewed(map.reviewNumber) : words.schematic}
      </p>
    </>
  )
}

function Tile({ tile, region, name }: { tile: CoverageTile; region: string; name: string }) {
  const { code, businesses, keyUnits, keyUnitsVisited, visited, made, reserved } = tile
  return (
    <>
      <span className="tile-name">
        {code === region ? name : <Link to={`/planning/coverage?region=${code}`}>{name}</Link>}
      </span>
      <span>
        {words.keyUnits} {keyUnitsVisited === null ? words.unknown : words.share(keyUnitsVisited, keyUnits)}
      </span>
      <span>
        {words.visited} {words.share(visited, businesses)}
      </span>
      <span>
        {words.made} {made} {words.times}，{words.reserved} {reserved} {words.times}
      </span>
    </>
  )
}

type Feature = Boundaries['features'][number]

/** Outlines as they were imported, fitted into the sheet; north is up. */
function Shapes({
  features,
  tiles,
  nameOf,
}: {
  features: readonly Feature[]
  tiles: readonly CoverageTile[]
  nameOf: (code: string) => string
}) {
  const ringsOf = ({ geometry }: Feature) =>
    geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  const points = features.flatMap((feature) => ringsOf(feature).flat())
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const scale = 600 / Math.max(right - left, top - bottom, 0.0001)
  const pathOf = (feature: Feature) =>
    ringsOf(feature)
      .map(
        (ring) =>
          `M${ring.map(([x, y]) => `${((x - left) * scale).toFixed(1)},${((top - y) * scale).toFixed(1)}`).join('L')}Z`,
      )
      .join('')
  return (
    <svg
      className="coverage-map"
      role="img"
      aria-label={words.title}
      viewBox={`-4 -4 ${(right - left) * scale + 8} ${(top - bottom) * scale + 8}`}
    >
      {features.map((feature) => {
        const { code } = feature.properties
        const tile = tiles.find((one) => one.code === code)
        return (
          <path key={code} d={pathOf(feature)} className="map-shape" data-step={tile ? stepOf(tile) : 0}>
            <title>{nameOf(code)}</title>
          </path>
        )
      })}
    </svg>
  )
}

/** A bureau brings its own boundaries with their review number; the file is looked at before it is sent. */
export function ImportBoundaries() {
  const input = useRef<HTMLInputElement>(null)
  const [reviewNumber, setReviewNumber] = useState('')
  const [shapes, setShapes] = useState<Boundaries | null>(null)
  const [isBad, setBad] = useState(false)
  const act = useAct(importBoundaries, { done: words.imported })
  const cannot = useWhyNotPermitted()('planning.approve')
  const read = async (file: File | undefined) => {
    if (!file) return
    try {
      setShapes(Boundaries.parse(JSON.parse(await file.text())))
      setBad(false)
    } catch {
      setShapes(null)
      setBad(true)
    }
  }
  return (
    <details className="sheet">
      <summary>{words.import}</summary>
      <p className="soft">{words.importUnder}</p>
      <div className="form-grid">
        <Field label={words.reviewNumber}>
          {(tied) => (
            <Input
              {...tied}
              maxLength={60}
              value={reviewNumber}
              onChange={(event) => setReviewNumber(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={words.file}
          wrong={isBad ? words.bad : undefined}
          note={shapes ? words.chosen(shapes.features.length) : undefined}
        >
          {(tied) => (
            <>
              <input
                ref={input}
                type="file"
                accept=".json,.geojson,application/geo+json"
                hidden
                aria-label={words.file}
                onChange={(event) => void read(event.target.files?.[0])}
              />
              <Button id={tied.id} onClick={() => input.current?.click()}>
                {words.file}
              </Button>
            </>
          )}
        </Field>
      </div>
      <TroubleNotice trouble={act.trouble} />
      <div className="actions">
        <SubmitButton
          busy={act.busy}
          refusals={cannot}
          onClick={() => shapes && void act.submit({ reviewNumber, shapes })}
        >
          {words.submit}
        </SubmitButton>
      </div>
    </details>
  )
}
