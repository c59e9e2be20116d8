import { Button, Upload } from 'antd'
import { useState } from 'react'
import { addEvidence } from '../../../contexts/evidence/contract.ts'
import type { EvidenceKind } from '../../../contexts/evidence/model.ts'
import { newId, sha256OfFile } from '../../ui/device.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { ask } from '../session/ask.ts'
import { words } from '../words-casework.ts'

type Kept = { readonly id: string; readonly name: string }
type Props = {
  readonly id?: string
  readonly caseId: string
  readonly kind: EvidenceKind
  readonly label: string
  readonly value: string | null
  readonly accept?: string
  readonly onChange: (kept: Kept) => void
}

/** Keeps one original in the evidence store under its hash and hands back its id. */
export function EvidenceUpload({
  id,
  caseId,
  kind,
  label,
  value,
  accept = 'image/*,application/pdf',
  onChange,
}: Props) {
  const [name, setName] = useState('')
  const { submit, busy, trouble } = useSubmit(
    async (file: File, key) =>
      ask(
        addEvidence,
        {
          id: newId(),
          subjectKind: 'case',
          subjectId: caseId,
          kind,
          name: file.name.slice(0, 200),
          sha256: await sha256OfFile(file),
          takenAt: new Date(file.lastModified).toISOString(),
        },
        { file, key },
      ),
    (kept) => {
      setName(kept.name)
      onChange({ id: kept.id, name: kept.name })
    },
  )
  return (
    <>
      <Upload
        {...(id ? { id } : {})}
        maxCount={1}
        showUploadList={false}
        accept={accept}
        beforeUpload={(file) => {
          void submit(file)
          return false
        }}
      >
        <Button loading={busy} aria-label={`${words.form.upload}：${label}`}>
          {words.form.upload}
        </Button>
      </Upload>
      <div className="field-note" aria-live="polite">
        {busy ? words.form.uploading : value ? words.form.uploaded(name || label) : ''}
      </div>
      <TroubleNotice trouble={trouble} />
    </>
  )
}
