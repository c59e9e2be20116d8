import { FontSizeOutlined, MenuOutlined } from '@ant-design/icons'
import { Button, Drawer, Popover, Radio, Switch } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { Link, NavLink, useLocation } from 'react-router'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { useDisplay, type FontSize } from './display.tsx'
import { words } from './words.ts'

export type NavItem = {
  readonly to: string
  readonly label: string
  readonly icon?: ReactNode
  readonly count?: number
}

type Props = {
  readonly name: string
  readonly place?: string
  readonly nav: readonly NavItem[]
  /** Right side of the top bar: who is signed in, sign out. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** The frame of a wide-screen app: ink bar, navigation beside (a drawer on small screens), the page. */
export function AppShell({ name, place, nav, tools, children }: Props) {
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  useEffect(() => window.scrollTo(0, 0), [pathname])
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {words.skipToContent}
      </a>
      <header className="shell-top">
        {nav.length > 0 && (
          <Button
            className="shell-menu"
            type="text"
            icon={<MenuOutlined />}
            aria-label={words.menu}
            onClick={() => setOpen(true)}
          />
        )}
        <Link className="shell-mark" to="/">
          {name}
        </Link>
        {place && <span className="shell-place">{place}</span>}
        <div className="shell-tools">
          <DisplaySettings />
          {tools}
        </div>
      </header>
      <div className="shell-body">
        {nav.length > 0 && (
          <nav className="shell-nav" aria-label={words.mainNavigation}>
            <div className="shell-nav-inner">
              <NavList nav={nav} />
            </div>
          </nav>
        )}
        <main className="shell-main" id="content" tabIndex={-1}>
          <ErrorBoundary of={pathname}>{children}</ErrorBoundary>
        </main>
      </div>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        placement="left"
        size={240}
        title={name}
        closable={{ 'aria-label': words.close }}
        styles={{ body: { padding: 0 } }}
      >
        <nav aria-label={words.mainNavigation}>
          <NavList nav={nav} onGo={() => setOpen(false)} />
        </nav>
      </Drawer>
    </div>
  )
}

function NavList({ nav, onGo }: { nav: readonly NavItem[]; onGo?: () => void }) {
  return (
    <ul className="nav-list">
      {nav.map(({ to, label, icon, count }) => (
        <li key={to}>
          <NavLink to={to} end={to === '/'} {...(onGo ? { onClick: onGo } : {})}>
            {icon}
            <span>{label}</span>
            {count ? <span className="nav-count">{count}</span> : null}
          </NavLink>
        </li>
      ))}
    </ul>
  )
}

/** Font size and contrast, kept on the device. */
export function DisplaySettings() {
  const { display, change } = useDisplay()
  const sizes = Object.entries(words.fontSizes).map(([value, label]) => ({ value, label }))
  const panel = (
    <div style={{ display: 'grid', gap: 12 }}>
      <div>
        <div id="display-font">{words.fontSize}</div>
        <Radio.Group
          aria-labelledby="display-font"
          optionType="button"
          options={sizes}
          value={display.fontSize}
          onChange={(event) => change({ fontSize: event.target.value as FontSize })}
        />
      </div>
      <label style={{ display: 'flex', gap: 8 }}>
        <Switch
          size="small"
          checked={display.highContrast}
          aria-label={words.contrast}
          onChange={(highContrast) => change({ highContrast })}
        />
        {words.contrast}
      </label>
    </div>
  )
  return (
    <Popover
      content={panel}
      trigger="click"
      placement="bottomRight"
      getPopupContainer={({ parentElement }) => parentElement ?? document.body}
    >
      <Button type="text" icon={<FontSizeOutlined />} aria-label={words.display} />
    </Popover>
  )
}
