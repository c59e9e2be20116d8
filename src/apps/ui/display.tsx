import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import './ui.css'

export type FontSize = 'normal' | 'large' | 'largest'
export type Display = { readonly fontSize: FontSize; readonly highContrast: boolean }

export const FONT_PX: Record<FontSize, number> = { normal: 14, large: 16, largest: 18 }
const KEY = 'plumbline.display'
const NORMAL: Display = { fontSize: 'normal', highContrast: false }

function readDisplay(): Display {
  try {
    return { ...NORMAL, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Display>) }
  } catch {
    return NORMAL
  }
}

const DisplayContext = createContext<{
  display: Display
  change: (change: Partial<Display>) => void
}>({ display: NORMAL, change: () => {} })

/** Font size and contrast of this device, and how to change them. */
export const useDisplay = () => use(DisplayContext)

/** Holds the display settings of the device for everything inside, whatever component library draws it. */
export function DisplayProvider({ children }: { children: ReactNode }) {
  const [display, setDisplay] = useState(readDisplay)
  useEffect(() => {
    document.documentElement.dataset['contrast'] = display.highContrast ? 'high' : 'normal'
    document.body.style.fontSize = `${FONT_PX[display.fontSize]}px`
  }, [display])
  const shared = useMemo(
    () => ({
      display,
      change: (change: Partial<Display>) =>
        setDisplay((before) => {
          const next = { ...before, ...change }
          try {
            localStorage.setItem(KEY, JSON.stringify(next))
          } catch {
            // Without storage the setting lasts as long as the page.
          }
          return next
        }),
    }),
    [display],
  )
  return <DisplayContext value={shared}>{children}</DisplayContext>
}
