import { useRegionName } from '../enterprise/RegionInput.tsx'
import { words } from './words-library.ts'

/** A region in words; the whole country for none. */
export function RegionName({ region }: { readonly region: string }) {
  const name = useRegionName(region)
  return <>{region === '' ? words.national : name || region}</>
}
