import type { Drawn, DrawnOfficer, DrawOfficer, DrawPool, DrawUnit } from '../model.ts'
import { hmac, sha256 } from './sha256.ts'

/** The name of the way of drawing: it stands in the seed, so that another way can never give the same draw. */
export const DRAW_FORMAT = 'plumbline-draw/1'

/** JSON with sorted keys and no spaces: the same value always gives the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}

/** The lists of a pool, in the order in which they are bound. */
export const POOL_LISTS = ['units', 'officers', 'excluded', 'recusals'] as const

/** What a pool says besides its lists, with the length of each list, so that nothing can be added or left out. */
export function headerOf({ units, officers, excluded, recusals, ...header }: DrawPool): object {
  return {
    ...header,
    counts: { units: units.length, officers: officers.length, excluded: excluded.length, recusals: recusals.length },
  }
}

/**
 * SHA-256 over the lines of the pool: the header, then every unit, officer, exclusion and recusal, each as one line of
 * canonical JSON.
 */
export const commitmentOf = (pool: DrawPool): string =>
  sha256([headerOf(pool), ...POOL_LISTS.flatMap((list): readonly object[] => pool[list])].map(canonical).join('\n'))

/** What the bureau's seed is bound by before the public seed is known. */
export const bureauSeedHash = (bureauSeed: string): string => sha256(`${DRAW_FORMAT}\nbureau-seed\n${bureauSeed}`)

/** The key of every lot: the pool, the bureau's seed and the public seed, each on a line of its own. */
export const keyOf = ({
  commitment,
  bureauSeed,
  publicSeed,
}: {
  commitment: string
  bureauSeed: string
  publicSeed: string
}): string => sha256([DRAW_FORMAT, commitment, bureauSeed, publicSeed.trim()].join('\n'))

/** A unit holds as many lots as its weight; its best lot, the smallest number, stands for it. */
export function lotOf(key: string, { id, weight }: Pick<DrawUnit, 'id' | 'weight'>): string {
  let best = ''
  for (let number = 1; number <= weight; number += 1) {
    const lot = hmac(key, `unit\n${id}\n${number}`)
    if (best === '' || lot < best) best = lot
  }
  return best
}

const byLot = <Held extends { readonly lot: string }>(a: Held, b: Held) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : 0)

/** Officers a visit needs (APL 42). */
const OFFICERS_A_VISIT = 2

/**
 * Of those who need not stand back from the unit: who has fewest visits of this draw so far, and among them who has the
 * smaller lot.
 */
function pairFor(
  key: string,
  unit: DrawUnit,
  { officers, recusals }: DrawPool,
  load: Map<string, number>,
): DrawnOfficer[] {
  const standsBack = new Set(recusals.filter(({ unitId }) => unitId === unit.id).map(({ officerId }) => officerId))
  const pair = officers
    .filter(({ id }) => !standsBack.has(id))
    .map((officer) => ({ officer, lot: hmac(key, `officer\n${unit.id}\n${officer.id}`) }))
    .sort((a, b) => (load.get(a.officer.id) ?? 0) - (load.get(b.officer.id) ?? 0) || byLot(a, b))
    .slice(0, OFFICERS_A_VISIT)
  for (const { officer } of pair) load.set(officer.id, (load.get(officer.id) ?? 0) + 1)
  return pair.map(({ officer: { id, name, certificateNumber }, lot }) => ({ id, name, certificateNumber, lot }))
}

/**
 * The draw itself. Units in the order of their lots, as many as were wanted; for each a pair of officers. The same pool
 * and seeds give the same list on every machine: only SHA-256 and the order of hexadecimal numbers decide, no fraction
 * is ever computed (docs/draw.md).
 */
export function drawFrom(pool: DrawPool, seeds: { bureauSeed: string; publicSeed: string }): Drawn[] {
  const key = keyOf({ commitment: commitmentOf(pool), ...seeds })
  const load = new Map<string, number>()
  return pool.units
    .map((unit) => ({ unit, lot: lotOf(key, unit) }))
    .sort(byLot)
    .slice(0, pool.unitsWanted)
    .map(({ unit, lot }, at) => ({
      place: at + 1,
      unitId: unit.id,
      creditCode: unit.creditCode,
      name: unit.name,
      tier: unit.tier,
      weight: unit.weight,
      lot,
      officers: pairFor(key, unit, pool, load),
    }))
}

/** Whether every unit can get its pair: whoever stands back from all of it was excluded before. */
export const hasPairFor = (
  unit: Pick<DrawUnit, 'id'>,
  { officers, recusals }: { officers: readonly DrawOfficer[]; recusals: DrawPool['recusals'] },
): boolean =>
  officers.length -
    recusals.filter(({ unitId, officerId }) => unitId === unit.id && officers.some(({ id }) => id === officerId))
      .length >=
  OFFICERS_A_VISIT
