import { Input } from 'antd'
import type { LawDate } from '../../../kernel/time.ts'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { today } from '../session/session.tsx'
import { words } from './words-changes.ts'

/** What a change is and by which document, whether its rows are typed or come from a sheet. */
export type ChangeHead = {
  readonly title: string
  readonly instrumentName: string
  readonly instrumentNumber: string
  readonly instrumentArticle: string
  readonly from: LawDate
  readonly until: LawDate
}

type Props = { readonly value: ChangeHead; readonly set: (change: Partial<ChangeHead>) => void }

export function ChangeFields({ value, set }: Props) {
  const text = (
    name: 'title' | 'instrumentName' | 'instrumentNumber' | 'instrumentArticle',
    label: string,
    wide = false,
  ) => (
    <Field label={label} wide={wide}>
      {(tied) => (
        <Input
          {...tied}
          maxLength={120}
          {...(name === 'instrumentArticle' ? { inputMode: 'numeric' as const } : {})}
          value={value[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <div className="form-grid">
      {text('title', words.name, true)}
      {text('instrumentName', words.instrumentName)}
      {text('instrumentNumber', words.instrumentNumber)}
      {text('instrumentArticle', words.instrumentArticle)}
      <Field label={words.from}>
        {({ id }) => <LawDateInput id={id} value={value.from} notBefore={today()} onChange={(from) => set({ from })} />}
      </Field>
      <Field label={words.until} note={words.untilNote}>
        {({ id }) => (
          <LawDateInput id={id} value={value.until} notBefore={value.from} onChange={(until) => set({ until })} />
        )}
      </Field>
    </div>
  )
}
