/**
 * A region is its division code without trailing zeros: 44 Guangdong, 4419 Dongguan, 441302 a county, 441302003 a town.
 * A code that begins with another lies inside it, so a scope is one range of text, plain and indexed.
 * Dongguan, Zhongshan and Danzhou have no counties: their towns (441900119) stand directly under the city (4419).
 */
export type Region = string

export type RegionLevel = 'nation' | 'province' | 'city' | 'county' | 'town'

const LEVELS: Record<number, RegionLevel> = { 0: 'nation', 2: 'province', 4: 'city', 6: 'county', 9: 'town' }

/** The whole country, which only the nation's own staff and the system hold as a scope. */
export const NATION: Region = ''

export const levelOf = (region: Region): RegionLevel => {
  const level = LEVELS[region.length]
  if (!level) throw new Error(`not a region code: ${region}`)
  return level
}

/** Codes ending in 00 at county length are no county but the city itself (441900). */
const isCityDirectly = (county: string) => county.endsWith('00')

export function parentOf(region: Region): Region | null {
  switch (levelOf(region)) {
    case 'nation':
      return null
    case 'province':
      return NATION
    case 'city':
      return region.slice(0, 2)
    case 'county':
      return region.slice(0, 4)
    case 'town':
      return isCityDirectly(region.slice(0, 6)) ? region.slice(0, 4) : region.slice(0, 6)
  }
}

/** The region and everything above it, nearest first, the nation last. */
export function chainOf(region: Region): Region[] {
  const parent = parentOf(region)
  return parent === null ? [region] : [region, ...chainOf(parent)]
}

/** Whether `region` lies in `scope` (a region lies in itself). */
export const covers = (scope: Region, region: Region): boolean => region.startsWith(scope)

/**
 * The half-open range of codes inside a scope: `from <= code < below`, in byte order. The nation begins at '0', because
 * an empty bound must never mean "everything": PostgreSQL shows a setting that nobody made as an empty string.
 */
export const regionRange = (scope: Region): { from: string; below: string } => ({
  from: scope || '0',
  below: `${scope}~`,
})
