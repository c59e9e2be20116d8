import { Button, DatePickerView } from 'antd-mobile'
import { useState } from 'react'
import { minuteOf, startOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import { Field, Sheet } from '../Field.tsx'
import { words } from '../words.ts'

/** The wheel turns local time; what is shown and kept is the clock of Shanghai, wherever the phone believes to be. */
function onTheWheel(minute: string): Date {
  const [year = 2000, month = 1, day = 1, hour = 0, minutes = 0] = minute.split(/[- :]/).map(Number)
  return new Date(year, month - 1, day, hour, minutes)
}

const two = (value: number) => String(value).padStart(2, '0')
const dateOf = (wheel: Date): LawDate => `${wheel.getFullYear()}-${two(wheel.getMonth() + 1)}-${two(wheel.getDate())}`

const instantOf = (wheel: Date): Instant =>
  new Date(Date.parse(startOf(dateOf(wheel))) + (wheel.getHours() * 60 + wheel.getMinutes()) * 60_000).toISOString()

type WheelProps = {
  readonly label: string
  readonly shown: string
  readonly value: Date
  readonly precision: 'day' | 'minute'
  readonly min?: Date
  readonly onPick: (wheel: Date) => void
}

function Wheel({ label, shown, value, precision, min, onPick }: WheelProps) {
  const [open, setOpen] = useState(false)
  const [turned, setTurned] = useState<Date | null>(null)
  const confirm = () => {
    onPick(turned ?? value)
    setTurned(null)
    setOpen(false)
  }
  return (
    <Field label={label}>
      {(id) => (
        <>
          <button type="button" id={id} className="field-box picker" onClick={() => setOpen(true)}>
            {shown || words.pick}
          </button>
          <Sheet
            open={open}
            title={label}
            onClose={() => setOpen(false)}
            foot={
              <Button color="primary" onClick={confirm}>
                {words.confirm}
              </Button>
            }
          >
            <DatePickerView
              value={turned ?? value}
              precision={precision}
              onChange={setTurned}
              {...(min ? { min } : {})}
            />
          </Sheet>
        </>
      )}
    </Field>
  )
}

type MinuteProps = { readonly label: string; readonly value: Instant; readonly onChange: (value: Instant) => void }

/** A minute of the Shanghai clock. */
export const MinuteField = ({ label, value, onChange }: MinuteProps) => (
  <Wheel
    label={label}
    shown={minuteOf(value)}
    value={onTheWheel(minuteOf(value))}
    precision="minute"
    onPick={(wheel) => onChange(instantOf(wheel))}
  />
)

type DateProps = {
  readonly label: string
  readonly value: LawDate
  readonly after: LawDate
  readonly onChange: (date: LawDate) => void
}

/** A law date, `after` or later. */
export const DateField = ({ label, value, after, onChange }: DateProps) => (
  <Wheel
    label={label}
    shown={value}
    value={onTheWheel(value || after)}
    precision="day"
    min={onTheWheel(after)}
    onPick={(wheel) => onChange(dateOf(wheel))}
  />
)
