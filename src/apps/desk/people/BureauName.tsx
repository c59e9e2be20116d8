import { levelOf } from '../../../kernel/region.ts'
import { useRegionName } from '../enterprise/RegionInput.tsx'
import { useBureaus } from './bureaus.ts'

/** What a bureau is called; one outside of the own scope, e.g. the city's for a county, goes by its division. */
export function BureauName({ region }: { region: string }) {
  const { nameOf } = useBureaus()
  const known = nameOf(region)
  const place = useRegionName(known === region ? region : '')
  if (known !== region) return known
  return levelOf(region) === 'town' ? place : `${place}应急管理部门`
}
