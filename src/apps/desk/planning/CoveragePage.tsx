import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { coverage, boundaries, type CoverageTile } from '../../../contexts/planning/contract/coverage.ts'
import { GRADES } from '../../../contexts/registry/model.ts'
import { listRegions } from '../../../contexts/registry/contract.ts'
import { chainOf, covers, levelOf, parentOf } from '../../../kernel/region.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useRegionName } from '../enterprise/RegionInput.tsx'
import { ask } from '../session/ask.ts'
import { useMe } from '../session/session.tsx'
import { CoverageMap, ImportBoundaries } from './CoverageMap.tsx'
import { words as all } from './words-guard.ts'
import './planning.css'

const words = all.coverage

/** How far the year has come, by divisions below one another, down to the business (PLN-19). */
export function CoveragePage() {
  const me = useMe()
  const [params] = useSearchParams()
  const region = params.get('region') ?? me.region
  const { data, error, isPending } = useQuery({
    queryKey: ['coverage', region],
    queryFn: () => ask(coverage, region === '' ? {} : { region }),
  })
  const names = useQuery({
    queryKey: ['regions-below', region],
    staleTime: Infinity,
    queryFn: () => ask(listRegions, { parent: region }),
  })
  const map = useQuery({ queryKey: ['boundaries'], queryFn: () => ask(boundaries, {}) })
  const nameOf = (code: string) =>
    code === region ? words.here : (names.data?.regions.find((one) => one.code === code)?.name ?? code)
  const tiles = data?.tiles ?? []
  const isEmpty = !isPending && !error && tiles.length === 0 && data?.businesses.length === 0
  return (
    <>
      <PageHeader
        title={words.title}
        under={words.under}
        trail={[
          <Link key="p" to="/planning">
            {all.back}
          </Link>,
          ...useTrail(region),
        ]}
      />
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      {isEmpty && <EmptyState title={words.none}>{words.noneUnder}</EmptyState>}
      {tiles.length > 0 && (
        <section className="sheet">
          <CoverageMap tiles={tiles} map={map.data?.map ?? null} region={region} nameOf={nameOf} />
        </section>
      )}
      {tiles.length > 0 && <TileTable tiles={tiles} region={region} nameOf={nameOf} />}
      {data && data.businesses.length > 0 && <Businesses businesses={data.businesses} />}
      {levelOf(region) !== 'town' && <ImportBoundaries />}
    </>
  )
}

/** The divisions above, as far as the asker sees them. */
function useTrail(region: string) {
  const me = useMe()
  const above = chainOf(region)
    .filter((code) => covers(me.region, code) && code !== '')
    .reverse()
  return above.map((code) => <Place key={code} code={code} isHere={code === region} />)
}

function Place({ code, isHere }: { code: string; isHere: boolean }) {
  const full = useRegionName(code)
  const above = useRegionName(parentOf(code) ?? '')
  const name = full.startsWith(above) ? full.slice(above.length) : full
  return isHere ? <span>{name}</span> : <Link to={`/planning/coverage?region=${code}`}>{name}</Link>
}

type Tiles = { tiles: readonly CoverageTile[]; region: string; nameOf: (code: string) => string }

const TileTable = ({ tiles, region, nameOf }: Tiles) => (
  <section className="sheet">
    <PlainTable
      label={words.title}
      rows={tiles}
      rowKey={({ code }) => code}
      empty={null}
      columns={[
        {
          title: all.coverage.title,
          render: (_, { code }) =>
            code === region ? nameOf(code) : <Link to={`/planning/coverage?region=${code}`}>{nameOf(code)}</Link>,
        },
        { title: words.businesses, dataIndex: 'businesses', align: 'right' },
        {
          title: words.keyUnits,
          align: 'right',
          render: (_, { keyUnits, keyUnitsVisited }) =>
            keyUnitsVisited === null ? words.unknown : words.share(keyUnitsVisited, keyUnits),
        },
        { title: words.visited, dataIndex: 'visited', align: 'right' },
        { title: words.made, dataIndex: 'made', align: 'right' },
        { title: words.reserved, dataIndex: 'reserved', align: 'right' },
        { title: words.withCause, dataIndex: 'withCause', align: 'right' },
      ]}
    />
  </section>
)

type Business = {
  id: string
  name: string
  keyUnit: boolean
  highRisk: boolean
  grade: string
  made: number
  reserved: number
}

const Businesses = ({ businesses }: { businesses: readonly Business[] }) => (
  <section className="sheet">
    <PlainTable
      label={words.businesses}
      rows={businesses}
      rowKey={({ id }) => id}
      empty={null}
      columns={[
        { title: words.name, render: (_, { id, name }) => <Link to={`/enterprises/${id}`}>{name}</Link> },
        {
          title: words.risk,
          render: (_, { keyUnit, highRisk, grade }) => (
            <>
              <Tag>{keyUnit ? words.key : words.general}</Tag>
              {highRisk && <Tag>{words.high}</Tag>}
              <Tag>{GRADES[grade as keyof typeof GRADES] ?? grade}</Tag>
            </>
          ),
        },
        { title: words.made, dataIndex: 'made', align: 'right' },
        { title: words.reserved, dataIndex: 'reserved', align: 'right' },
      ]}
    />
  </section>
)
