import { CASE_SOURCES, type Party } from '../../../contexts/casework/model.ts'
import type { ProposeFiling } from '../../../contexts/casework/rules/asks.ts'
import type { Officer } from '../../../contexts/people/model.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Field } from '../../ui/Field.tsx'
import { AreaField, ChoiceField, DateField, optionsOf, TextField } from '../fields.tsx'
import { EnterpriseInput } from '../inspection/EnterpriseInput.tsx'
import { OfficersInput } from '../inspection/PlanFields.tsx'
import { today } from '../session/session.tsx'
import { words } from '../words-casework.ts'

type Props = {
  readonly value: ProposeFiling
  readonly set: (change: Partial<ProposeFiling>) => void
  /** Known where the case grows from an inspection. */
  readonly party: Party | null
  readonly officers: readonly Officer[]
}

/** Against whom, why, found when, by whom. */
export function FilingFields({ value, set, party, officers }: Props) {
  return (
    <>
      {party && (
        <Facts
          facts={[
            { label: words.party, value: party.name },
            { label: words.page.creditCode, value: party.creditCode },
            { label: words.page.representative, value: party.legalRepresentative },
            { label: words.page.address, value: party.address, wide: true },
          ]}
        />
      )}
      <div className="form-grid" style={{ marginTop: 12 }}>
        {!party && (
          <Field label={words.filing.chooseEnterprise} wide>
            {({ id }) => (
              <EnterpriseInput
                id={id}
                value={value.enterpriseId}
                name={undefined}
                onChange={(enterpriseId) => set({ enterpriseId })}
              />
            )}
          </Field>
        )}
        <TextField label={words.filing.cause} wide max={200} value={value.cause} onChange={(cause) => set({ cause })} />
        <ChoiceField
          label={words.filing.source}
          value={value.source}
          options={optionsOf(CASE_SOURCES)}
          disabled={value.inspectionId !== null}
          onChange={(source) => set({ source })}
        />
        <DateField
          label={words.filing.foundOn}
          notAfter={today()}
          value={value.foundOn}
          onChange={(foundOn) => set({ foundOn })}
        />
        <DateField
          label={words.filing.urgentSince}
          note={words.filing.urgentNote}
          notAfter={today()}
          value={value.urgentSince ?? ''}
          onChange={(day) => set({ urgentSince: day || null })}
        />
        <Field label={words.filing.handlers} wide>
          {({ id }) => (
            <OfficersInput
              id={id}
              officers={officers}
              on={today()}
              value={value.handlerIds}
              onChange={(handlerIds) => set({ handlerIds })}
            />
          )}
        </Field>
        <AreaField label={words.filing.brief} wide value={value.brief} onChange={(brief) => set({ brief })} />
        <AreaField label={words.filing.opinion} wide value={value.opinion} onChange={(opinion) => set({ opinion })} />
      </div>
    </>
  )
}
