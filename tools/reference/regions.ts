type CsvRow = Record<string, string>
type RegionRow = readonly (string | number)[]

type Given = {
  /** Statistics codes of 2023 down to towns. */
  readonly divisions: readonly CsvRow[]
  /** County codes of April 2026, without towns. */
  readonly counties: readonly CsvRow[]
  /** Towns of November 2025; only those of counties made since 2023 are taken. */
  readonly towns: readonly CsvRow[]
  /** Old county codes and their successors. */
  readonly changes: readonly CsvRow[]
}

const LEVELS = { '1': 'province', '2': 'city', '3': 'county', '4': 'town' } as const

/** Cities without counties: their towns stand directly under them, and the county of the same code is left out. */
const DIRECT_CITIES = ['441900', '442000', '460400']

/** Provinces that the statistics list leaves out; the whole country is complete with them. */
const BEYOND_THE_LIST = [
  ['71', '台湾省'],
  ['81', '香港特别行政区'],
  ['82', '澳门特别行政区'],
] as const

const STATISTICS_DATE = '2023-06-30'
const COUNTY_DATE = '2026-04-18'

/** 440000 → 44, 441900 → 4419, 441302 and 441900119 stay. */
function trimmed(code: string, level: string): string {
  return level === '1' ? code.slice(0, 2) : level === '2' ? code.slice(0, 4) : code
}

function parentOf(code: string, level: string): string {
  if (level === '1') return ''
  if (level === '2') return code.slice(0, 2)
  if (level === '3') return code.slice(0, 4)
  const county = code.slice(0, 6)
  return DIRECT_CITIES.includes(county) ? county.slice(0, 4) : county
}

/** Development zones (…71 and up) exist in the statistics only, not as administrative units. */
const isZone = (code: string) => code.length === 6 && Number(code.slice(4)) >= 71

/** Towns of the counties that the list of divisions does not hold yet. */
const townsOf = (towns: Given['towns'], counties: ReadonlySet<string>): RegionRow[] =>
  towns
    .filter((row) => counties.has(row.county_code ?? ''))
    .map((row) => [
      row.code ?? '',
      row.name ?? '',
      'town',
      row.county_code ?? '',
      'unit',
      'towns-2025-11',
      '2025-11-30',
      '',
      '◐',
    ])

/**
 * The whole country to town level in our codes: 44, 4419, 441302, 441900119. Rows of units that are gone keep their end
 * date.
 */
export function importRegions({ divisions, counties, towns, changes }: Given): RegionRow[] {
  const mainland = (code: string) => Number(code.slice(0, 2)) < 70
  const current = new Set(counties.filter((row) => row.level === '3').map((row) => row.code ?? ''))
  const known = new Set(divisions.filter((row) => row.level === '3').map((row) => row.code ?? ''))
  const successors = new Map(changes.map((row) => [row.old_code ?? '', row.successor_codes ?? '']))
  const isGone = (county: string) => known.has(county) && !current.has(county) && Boolean(successors.get(county))
  const endOf = (code: string) => (isGone(code.slice(0, 6)) ? COUNTY_DATE : '')

  const listed = divisions.flatMap((row): RegionRow[] => {
    const { code = '', name = '', level = '' } = row
    if (level === '3' && DIRECT_CITIES.includes(code)) return []
    const kind = isZone(code.slice(0, 6)) && level !== '2' && level !== '1' ? 'zone' : 'unit'
    return [
      [
        trimmed(code, level),
        name,
        LEVELS[level as keyof typeof LEVELS],
        parentOf(code, level),
        kind,
        'nbs-2023',
        STATISTICS_DATE,
        endOf(code),
        '✔',
      ],
    ]
  })
  const added = counties
    .filter((row) => row.level === '3' && mainland(row.code ?? '') && !known.has(row.code ?? ''))
    .map(
      (row): RegionRow => [
        row.code ?? '',
        row.name ?? '',
        'county',
        (row.code ?? '').slice(0, 4),
        'unit',
        'county-codes-2026-04',
        COUNTY_DATE,
        '',
        '◐',
      ],
    )
  const addedTowns = townsOf(towns, new Set(added.map(([code]) => String(code))))
  const beyond = BEYOND_THE_LIST.map(
    ([code, name]): RegionRow => [code, name, 'province', '', 'unit', 'county-codes-2026-04', COUNTY_DATE, '', '✔'],
  )
  return [...listed, ...added, ...addedTowns, ...beyond].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
}
