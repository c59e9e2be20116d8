import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { addLicence } from '../../../contexts/registry/contract.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { words as ui } from '../../ui/words.ts'
import { AreaField, DateField, TextField } from '../fields.tsx'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words-enterprise.ts'

/** Registers a licence; its scope is typed one item a line, because a business is held to each item. */
export function LicenceDrawer({ enterpriseId }: { readonly enterpriseId: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words.licence.add}
      </Button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        title={words.licence.add}
        size="min(560px, 100vw)"
        destroyOnHidden
        closable={{ 'aria-label': ui.close }}
      >
        <LicenceForm enterpriseId={enterpriseId} onDone={() => setOpen(false)} />
      </Drawer>
    </>
  )
}

function LicenceForm({ enterpriseId, onDone }: { readonly enterpriseId: string; readonly onDone: () => void }) {
  const refusals = useWhyNotPermitted()('registry.write')
  const draft = useDraft(`enterprise/${enterpriseId}/licence`, {
    kind: '',
    number: '',
    authority: '',
    scope: '',
    validFrom: today(),
    validTo: '',
  })
  const { value, set } = draft
  const { submit, busy, trouble } = useAct(addLicence, {
    done: words.licence.added,
    after: () => {
      draft.done()
      onDone()
    },
  })
  const scope = value.scope.split('\n').flatMap((line) => line.trim() || [])
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void submit({ ...value, id: enterpriseId, scope })
      }}
    >
      <DraftRestored draft={draft} />
      <TextField
        label={words.licence.kind}
        note={words.licence.kindNote}
        max={60}
        value={value.kind}
        onChange={(kind) => set({ kind })}
      />
      <TextField label={words.licence.number} max={60} value={value.number} onChange={(number) => set({ number })} />
      <TextField
        label={words.licence.authority}
        max={100}
        value={value.authority}
        onChange={(authority) => set({ authority })}
      />
      <DateField label={words.licence.from} value={value.validFrom} onChange={(validFrom) => set({ validFrom })} />
      <DateField
        label={words.licence.until}
        value={value.validTo}
        notBefore={value.validFrom}
        onChange={(validTo) => set({ validTo })}
      />
      <AreaField
        label={words.licence.scope}
        note={words.licence.scopeNote}
        rows={4}
        value={value.scope}
        onChange={(text) => set({ scope: text })}
      />
      <TroubleNotice trouble={trouble} labelOf={(field) => words.licence.labels[field] ?? field} />
      <div className="actions">
        <SubmitButton htmlType="submit" busy={busy} refusals={refusals}>
          {words.licence.save}
        </SubmitButton>
        <DraftSaved draft={draft} />
      </div>
    </form>
  )
}
