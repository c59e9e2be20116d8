import { Button } from 'antd-mobile'
import { useState } from 'react'
import { useDisplay, type FontSize } from '../ui/display.tsx'
import { words } from '../ui/words.ts'
import { Sheet } from './Field.tsx'

/** Font size and contrast, kept on the device. */
export function DisplaySettings() {
  const { display, change } = useDisplay()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button fill="none" className="top-button" aria-label={words.display} onClick={() => setOpen(true)}>
        字
      </Button>
      <Sheet open={open} title={words.display} onClose={() => setOpen(false)}>
        <div className="chips" role="group" aria-label={words.fontSize}>
          {Object.entries(words.fontSizes).map(([size, label]) => (
            <button
              key={size}
              type="button"
              className="chip"
              aria-pressed={display.fontSize === size}
              onClick={() => change({ fontSize: size as FontSize })}
            >
              {label}
            </button>
          ))}
        </div>
        <div className="chips spaced-top">
          <button
            type="button"
            className="chip"
            aria-pressed={display.highContrast}
            onClick={() => change({ highContrast: !display.highContrast })}
          >
            {words.contrast}
          </button>
        </div>
      </Sheet>
    </>
  )
}
