import { NavLink } from 'react-router'
import { useRegionName } from '../enterprise/RegionInput.tsx'
import './changes.css'
import { words } from './words-changes.ts'

const TABS = ['changes', 'layers', 'matters', 'checklists', 'impact', 'report'] as const

/** The pages about the law as data: who said what, since when, and what follows. */
export function ChangeTabs() {
  return (
    <nav aria-label={words.nav}>
      <ul className="law-tabs">
        {TABS.map((tab) => (
          <li key={tab}>
            <NavLink to={`/law/${tab}`}>{words.tabs[tab]}</NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** A layer by its place: the nation has no code. */
export function LayerName({ region }: { readonly region: string }) {
  const name = useRegionName(region)
  return <>{region === '' ? words.nation : name}</>
}
