import { DatePicker, InputNumber } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { minuteOf, startOf, type Instant, type LawDate } from '../../kernel/time.ts'

type Labelled = { readonly id?: string; readonly 'aria-label'?: string; readonly disabled?: boolean }
type DateProps = Labelled & {
  readonly value?: LawDate
  readonly onChange?: (date: LawDate) => void
  readonly notBefore?: LawDate
  readonly notAfter?: LawDate
}

/** Picks a law date; the value is '2026-03-05', empty when cleared. Fits antd's Form.Item. */
export function LawDateInput({ value, onChange, notBefore, notAfter, ...rest }: DateProps) {
  return (
    <DatePicker
      {...rest}
      style={{ width: '100%', maxWidth: 220 }}
      format="YYYY-MM-DD"
      value={value ? dayjs(value) : null}
      onChange={(picked: Dayjs | null) => onChange?.(picked ? picked.format('YYYY-MM-DD') : '')}
      {...(notBefore ? { minDate: dayjs(notBefore) } : {})}
      {...(notAfter ? { maxDate: dayjs(notAfter) } : {})}
    />
  )
}

/** The Shanghai minute '2026-03-05 09:30' as an instant. */
const instantOf = (minute: string): Instant =>
  new Date(
    Date.parse(startOf(minute.slice(0, 10))) +
      (Number(minute.slice(11, 13)) * 60 + Number(minute.slice(14, 16))) * 60_000,
  ).toISOString()

type InstantProps = Labelled & { readonly value?: Instant; readonly onChange?: (instant: Instant) => void }

/**
 * Picks a minute of the Shanghai clock, wherever the device stands; the value is an instant in UTC, empty when cleared.
 */
export function InstantInput({ value, onChange, ...rest }: InstantProps) {
  return (
    <DatePicker
      {...rest}
      style={{ width: '100%', maxWidth: 240 }}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={value ? dayjs(minuteOf(value)) : null}
      onChange={(picked: Dayjs | null) => onChange?.(picked ? instantOf(picked.format('YYYY-MM-DD HH:mm')) : '')}
    />
  )
}

type MoneyProps = Labelled & {
  readonly value?: number | null
  readonly onChange?: (fen: number | null) => void
  readonly least?: number
  readonly most?: number
}

/** A sum typed in yuan and kept in fen. `least` and `most` are fen. */
export function MoneyInput({ value, onChange, least = 0, most, ...rest }: MoneyProps) {
  return (
    <InputNumber<number>
      {...rest}
      style={{ width: '100%', maxWidth: 220 }}
      precision={2}
      min={least / 100}
      suffix="元"
      controls={false}
      {...(most === undefined ? {} : { max: most / 100 })}
      value={value === null || value === undefined ? null : value / 100}
      formatter={(text) => `${text ?? ''}`.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}
      parser={(text) => Number((text ?? '').replaceAll(',', ''))}
      onChange={(amount) => onChange?.(amount === null ? null : Math.round(amount * 100))}
    />
  )
}
