import { Input, Popup, TextArea } from 'antd-mobile'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { words } from './words.ts'

type FieldProps = {
  readonly label: string
  readonly aside?: ReactNode
  readonly help?: ReactNode
  readonly children: (id: string) => ReactNode
}

/** A label over its box; the label names the input for those who cannot see it. */
export function Field({ label, aside, help, children }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
        {aside && <small>{aside}</small>}
      </div>
      {children(id)}
      {help && <div className="field-help">{help}</div>}
    </div>
  )
}

type TextProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly help?: ReactNode
  readonly aside?: ReactNode
  readonly max?: number
  /** Fewest lines of the box; with more than one it grows with the text. */
  readonly rows?: number
}

export function TextField({ label, value, onChange, placeholder = '', help, aside, max = 200, rows = 1 }: TextProps) {
  return (
    <Field label={label} help={help} aside={aside}>
      {(id) => (
        <div className="field-box">
          {rows > 1 ? (
            <TextArea
              id={id}
              value={value}
              onChange={onChange}
              placeholder={placeholder}
              maxLength={max}
              rows={rows}
              autoSize={{ minRows: rows, maxRows: 14 }}
            />
          ) : (
            <Input id={id} value={value} onChange={onChange} placeholder={placeholder} maxLength={max} />
          )}
        </div>
      )}
    </Field>
  )
}

type SearchProps = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void }

/** Narrows a list while one types. */
export const SearchField = ({ label, value, onChange }: SearchProps) => (
  <input
    type="search"
    className="field-box search"
    aria-label={label}
    placeholder={label}
    maxLength={100}
    enterKeyHint="search"
    value={value}
    onChange={(event) => onChange(event.target.value)}
  />
)

type EitherProps = {
  readonly label: string
  readonly yes: string
  readonly no: string
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}

/** One of two, side by side and as wide as a gloved thumb. */
export const Either = ({ label, yes, no, value, onChange }: EitherProps) => (
  <div className="two either" role="group" aria-label={label}>
    <button type="button" className="result" aria-pressed={value} onClick={() => onChange(true)}>
      {yes}
    </button>
    <button type="button" className="result" aria-pressed={!value} onClick={() => onChange(false)}>
      {no}
    </button>
  </div>
)

type SheetProps = {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly foot?: ReactNode
}

/** Comes up from the bottom edge over the screen; the keyboard stays inside and Escape closes it. */
export function Sheet({ open, title, onClose, children, foot }: SheetProps) {
  return (
    <Popup
      visible={open}
      onMaskClick={onClose}
      onClose={onClose}
      className="sheet-popup"
      destroyOnClose
      disableBodyScroll={false}
    >
      {open && (
        <SheetBody title={title} onClose={onClose} foot={foot}>
          {children}
        </SheetBody>
      )}
    </Popup>
  )
}

function SheetBody({ title, onClose, children, foot }: Omit<SheetProps, 'open'>) {
  const place = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const before = document.activeElement
    place.current?.focus({ preventScroll: true })
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current()
    }
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onKey)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <div role="dialog" aria-modal="true" aria-label={title} tabIndex={-1} ref={place} style={{ outline: 'none' }}>
      <div className="popup-head">
        <h2>{title}</h2>
        <button type="button" className="top-button" style={{ color: 'var(--text)' }} onClick={onClose}>
          {words.papers.close}
        </button>
      </div>
      <div className="popup-body">{children}</div>
      {foot && <div className="popup-foot">{foot}</div>}
    </div>
  )
}
