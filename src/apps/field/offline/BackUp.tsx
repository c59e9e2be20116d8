import { Button } from 'antd-mobile'
import { useState } from 'react'
import { minuteOf } from '../../../kernel/time.ts'
import { TextField } from '../Field.tsx'
import { words } from '../words-offline.ts'
import { exportUnsent, importUnsent } from './bundle.ts'
import { useCommands, usePhone } from './PhoneProvider.tsx'

const PASSWORD_MIN = 8

const stamp = () => minuteOf(new Date().toISOString()).replace(/[^0-9]/g, '')

function save(content: Blob, name: string) {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** Encrypted copy of what only this phone holds, and the list of what the office acknowledged. */
export function BackUp() {
  const now = usePhone()
  const commands = useCommands()
  const [password, setPassword] = useState('')
  const [says, setSays] = useState('')
  if (!now) return null
  const isShort = password.length < PASSWORD_MIN
  const read = async (file: File | undefined) => {
    if (!file) return
    const count = await importUnsent(now.phone, file, password).catch(() => null)
    setSays(count === null ? words.outbox.importFailed : words.outbox.imported(count))
    if (count) void now.run()
  }
  const receipts = commands
    .filter(({ state }) => state === 'done')
    .map(({ id, seq, action, subject, takenAt, settledAt, input }) => ({
      id,
      seq,
      action,
      subject,
      takenAt,
      settledAt,
      sha256: input['sha256'] ?? null,
    }))
  return (
    <section className="card" aria-label={words.outbox.export}>
      <h2>{words.outbox.export}</h2>
      <p className="soft">{words.outbox.exportWhy}</p>
      <TextField
        label={words.outbox.password}
        value={password}
        placeholder={words.outbox.passwordHint}
        onChange={setPassword}
      />
      <div className="stack">
        <Button
          block
          disabled={isShort}
          onClick={() => void exportUnsent(now.phone, password).then((file) => save(file, `unsent-${stamp()}.json`))}
        >
          {words.outbox.export}
        </Button>
        <label className="file-button">
          {words.outbox.import}
          <input
            type="file"
            accept="application/json"
            disabled={isShort}
            onChange={(event) => void read(event.target.files?.[0])}
          />
        </label>
        {receipts.length > 0 && (
          <Button
            block
            onClick={() =>
              save(
                new Blob([JSON.stringify(receipts, null, 1)], { type: 'application/json' }),
                `receipts-${stamp()}.json`,
              )
            }
          >
            {words.outbox.receipts}
          </Button>
        )}
      </div>
      {says && (
        <p className="notice" role="status">
          {says}
        </p>
      )}
    </section>
  )
}
