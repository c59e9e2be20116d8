import { Button, Drawer } from 'antd'
import { useState, type ReactNode } from 'react'
import { words as ui } from '../../ui/words.ts'

/** A button that opens a form at the side of the file; the form closes itself when it is done. */
export function InDrawer({
  title,
  children,
}: {
  readonly title: string
  readonly children: (close: () => void) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        title={title}
        size="min(560px, 100vw)"
        destroyOnHidden
        closable={{ 'aria-label': ui.close }}
      >
        {children(() => setOpen(false))}
      </Drawer>
    </>
  )
}
