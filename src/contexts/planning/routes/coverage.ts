import { Invalid, NotFound } from '../../../kernel/answer.ts'
import { covers, levelOf, type Region, type RegionLevel } from '../../../kernel/region.ts'
import { yearOf } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { businessesIn, countByPlace, enterByDoor, keyUnitsIn } from '../../registry/public/coverage.ts'
import * as contract from '../contract/coverage.ts'
import { capFacts } from '../public.ts'
import { visitsOf } from '../store.ts'
import * as store from '../store/coverage.ts'

const DIGITS_BELOW: Record<RegionLevel, number> = { nation: 2, province: 4, city: 6, county: 9, town: 9 }
const BUSINESSES_MAX = 500
/** Beyond this the key units of a region are not held against the ledger one by one. */
const KEY_UNITS_MAX = 20_000

async function keyUnitsVisited(tx: Tx, region: Region, { digits, year }: { digits: number; year: number }) {
  const keyUnits = await keyUnitsIn(tx, region, KEY_UNITS_MAX + 1)
  if (keyUnits.length > KEY_UNITS_MAX) return null
  const years = await store.yearsOf(
    tx,
    keyUnits.map(({ id }) => id),
    year,
  )
  const visited = new Set(years.filter(({ made }) => made > 0).map(({ enterpriseId }) => enterpriseId))
  const counts = new Map<string, number>()
  for (const { id, region: place } of keyUnits) {
    const code = place.slice(0, digits)
    counts.set(code, (counts.get(code) ?? 0) + (visited.has(id) ? 1 : 0))
  }
  return counts
}

async function tilesOf(tx: Tx, region: Region, year: number) {
  const digits = DIGITS_BELOW[levelOf(region)]
  const businesses = await countByPlace(tx, region, digits)
  const visits = new Map((await store.visitsByPlace(tx, region, { digits, year })).map((row) => [row.code, row]))
  const keys = await keyUnitsVisited(tx, region, { digits, year })
  return businesses.map((row) => {
    const { visited = 0, made = 0, reserved = 0, withCause = 0 } = visits.get(row.code) ?? {}
    return { ...row, keyUnitsVisited: keys ? (keys.get(row.code) ?? 0) : null, visited, made, reserved, withCause }
  })
}

async function businessesOf(tx: Tx, region: Region, year: number) {
  const businesses = await businessesIn(tx, region, BUSINESSES_MAX)
  const years = new Map(
    (
      await store.yearsOf(
        tx,
        businesses.map(({ id }) => id),
        year,
      )
    ).map((row) => [row.enterpriseId, row]),
  )
  return businesses.map((one) => {
    const { used = 0, made = 0 } = years.get(one.id) ?? {}
    return { ...one, made, reserved: used - made }
  })
}

const LEVELS: readonly RegionLevel[] = ['nation', 'province', 'city', 'county', 'town']

export const coverage: readonly Route[] = [
  serve(contract.coverage, async ({ region, year }, { tx, asker, today }) => {
    const place = region ?? asker.region
    if (!covers(asker.region, place)) throw new NotFound('region')
    const of = year ?? yearOf(today)
    // A county shows its towns; one whose businesses all lie at the county itself shows them at once.
    const tiles = levelOf(place) === 'town' ? [] : await tilesOf(tx, place, of)
    const isLeaf = levelOf(place) === 'town' || tiles.every(({ code }) => code === place)
    return {
      region: place,
      year: of,
      tiles: isLeaf ? [] : tiles,
      businesses: isLeaf ? await businessesOf(tx, place, of) : [],
    }
  }),

  serve(contract.doorCounter, async ({ token }, { tx, today }) => {
    const enterprise = await enterByDoor(tx, token)
    if (!enterprise) throw new NotFound('enterprise')
    const year = yearOf(today)
    const facts = await capFacts(tx, { enterprise, on: today, bureau: enterprise.responsibleBureau })
    const made = (await visitsOf(tx, enterprise.id, year)).filter((one) => one.counted && one.state === 'committed')
    const { cap, capCites } = facts
    return {
      year,
      cap,
      capCites,
      made: made.length,
      remaining: cap === null ? null : Math.max(0, cap - made.length),
      withCause: made.filter(({ exemptCause }) => exemptCause !== null).length,
      byLevel: LEVELS.map((level) => ({
        level,
        made: made.filter(({ bureau }) => levelOf(bureau) === level).length,
      })).filter((row) => row.made > 0),
    }
  }),

  serve(contract.importBoundaries, async ({ reviewNumber, shapes }, { tx, asker, at, note }) => {
    const foreign = shapes.features
      .map(({ properties }) => properties.code)
      .filter((code) => !covers(asker.region, code))
    if (foreign.length > 0)
      throw new Invalid([{ field: 'shapes', says: `图形${foreign.slice(0, 5).join('、')}不在本机关管辖区域内` }])
    await store.saveBoundaries(tx, { region: asker.region, reviewNumber, shapes }, { at, by: asker.id })
    note({ reviewNumber, features: shapes.features.length })
    return { region: asker.region, reviewNumber, features: shapes.features.length }
  }),

  serve(contract.boundaries, async (_, { tx, asker }) => {
    const found = await store.findBoundaries(tx, asker.region)
    return { map: found ? { reviewNumber: found.reviewNumber, shapes: contract.Boundaries.parse(found.shapes) } : null }
  }),
]
