import { Input, InputNumber, Select } from 'antd'
import { Field } from '../ui/Field.tsx'
import { InstantInput, LawDateInput } from '../ui/inputs.tsx'

type Labelled = {
  readonly label: string
  readonly note?: string | undefined
  readonly wrong?: string | undefined
  readonly wide?: boolean
}
type TextProps = Labelled & {
  readonly value: string
  readonly onChange: (text: string) => void
  readonly max?: number
  readonly disabled?: boolean
}

/** One line of text. */
export function TextField({ value, onChange, max, disabled = false, ...labelled }: TextProps) {
  return (
    <Field {...labelled}>
      {(tied) => (
        <Input
          {...tied}
          value={value}
          disabled={disabled}
          {...(max ? { maxLength: max } : {})}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** Text of any length; the field grows with it. */
export function AreaField({ value, onChange, max, rows = 2, ...labelled }: TextProps & { readonly rows?: number }) {
  return (
    <Field {...labelled}>
      {(tied) => (
        <Input.TextArea
          {...tied}
          value={value}
          autoSize={{ minRows: rows }}
          {...(max ? { maxLength: max } : {})}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

type ChoiceProps<Value extends string> = Labelled & {
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  readonly disabled?: boolean
}

/** One of a few. */
export function ChoiceField<Value extends string>({
  value,
  options,
  onChange,
  disabled = false,
  ...labelled
}: ChoiceProps<Value>) {
  return (
    <Field {...labelled}>
      {(tied) => (
        <Select<Value>
          {...tied}
          value={value}
          options={[...options]}
          disabled={disabled}
          onChange={onChange}
          style={{ width: '100%' }}
          showSearch={options.length > 8 ? { optionFilterProp: 'label' } : false}
        />
      )}
    </Field>
  )
}

type SeveralProps = Labelled & {
  readonly value: readonly string[]
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (values: string[]) => void
}

/** Several of many. */
export function SeveralField({ value, options, onChange, ...labelled }: SeveralProps) {
  return (
    <Field {...labelled}>
      {(tied) => (
        <Select<string[]>
          {...tied}
          mode="multiple"
          value={[...value]}
          options={[...options]}
          onChange={onChange}
          style={{ width: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
        />
      )}
    </Field>
  )
}

type CountProps<Value> = Labelled & {
  readonly value: Value
  readonly onChange: (count: Value) => void
  readonly least: number
  readonly most?: number
  readonly whenEmpty: Value
}

/** A whole number; `whenEmpty` stands where the field was cleared. */
export function CountField<Value extends number | null>({
  value,
  onChange,
  least,
  most,
  whenEmpty,
  ...labelled
}: CountProps<Value>) {
  return (
    <Field {...labelled}>
      {(tied) => (
        <InputNumber<number>
          {...tied}
          min={least}
          {...(most ? { max: most } : {})}
          precision={0}
          value={value}
          style={{ width: '100%' }}
          onChange={(count) => onChange((count ?? whenEmpty) as Value)}
        />
      )}
    </Field>
  )
}

type WhenProps = Labelled & {
  readonly value: string
  readonly onChange: (when: string) => void
  readonly notBefore?: string
  readonly notAfter?: string
}

/** A law date. */
export function DateField({ value, onChange, notBefore, notAfter, ...labelled }: WhenProps) {
  return (
    <Field {...labelled}>
      {({ id }) => (
        <LawDateInput
          id={id}
          value={value}
          onChange={onChange}
          {...(notBefore ? { notBefore } : {})}
          {...(notAfter ? { notAfter } : {})}
        />
      )}
    </Field>
  )
}

/** A minute of the Shanghai clock. */
export function MinuteField({ value, onChange, ...labelled }: Omit<WhenProps, 'notBefore' | 'notAfter'>) {
  return <Field {...labelled}>{({ id }) => <InstantInput id={id} value={value} onChange={onChange} />}</Field>
}

/** Keys and labels of a table of the model as options. */
export const optionsOf = <Key extends string>(labels: Readonly<Record<Key, string>>) =>
  (Object.entries(labels) as [Key, string][]).map(([value, label]) => ({ value, label }))
