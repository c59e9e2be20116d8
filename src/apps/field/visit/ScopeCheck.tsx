import { Button } from 'antd-mobile'
import { useState } from 'react'
import type { Licence } from '../../../contexts/registry/model.ts'
import { comparedWithScope } from '../../../contexts/registry/rules/licence-scope.ts'
import { lawDateOf, minuteOf } from '../../../kernel/time.ts'
import { Sheet, TextField } from '../Field.tsx'
import { rightNow } from '../offline/clock.ts'
import { words } from '../words-site.ts'

type Props = {
  readonly open: boolean
  /** As taken along, with the minute of taking; null where none were asked for. */
  readonly licences: readonly Licence[] | null
  readonly takenAt: string
  readonly onClose: () => void
  readonly onInsert: (sentence: string) => void
}

/** Compares what is on site with what the business is licensed for, by what was taken along: no network is asked. */
export function ScopeCheck({ open, licences: taken, takenAt, onClose, onInsert }: Props) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [typed, setTyped] = useState('')
  const licences = taken ?? []
  const others = typed.split(/[、，,；;\n]/).filter((name) => name.trim() !== '')
  const verdict = comparedWithScope([...ticked, ...others], licences, lawDateOf(rightNow()))
  const toggle = (name: string) => {
    const next = new Set(ticked)
    if (!next.delete(name)) next.add(name)
    setTicked(next)
  }
  const { scope } = words
  return (
    <Sheet open={open} title={scope.title} onClose={onClose}>
      {taken && <p>{scope.lookedUp(taken.length, minuteOf(takenAt))}</p>}
      {licences.length === 0 && <p className="notice warn">{taken ? scope.none : scope.notTaken}</p>}
      {licences.map(({ id, kind, number, scope: names, validTo }) => (
        <div key={id} className="field">
          <div className="field-label">
            {kind}
            <small>{scope.until(number, validTo)}</small>
          </div>
          <div className="chips" role="group" aria-label={kind}>
            {names.map((name) => (
              <button
                key={name}
                type="button"
                className="chip"
                aria-pressed={ticked.has(name)}
                onClick={() => toggle(name)}
              >
                {name}
              </button>
            ))}
          </div>
        </div>
      ))}
      <TextField
        label={scope.others}
        value={typed}
        max={1000}
        rows={2}
        placeholder={scope.othersHint}
        onChange={setTyped}
      />
      {verdict.expired.map(({ kind, number, validTo }) => (
        <p key={number} className="notice warn">
          {scope.expired(kind, validTo)}
        </p>
      ))}
      {taken && verdict.outside.length > 0 && (
        <section className="card" aria-live="polite">
          <h3>{scope.outside(verdict.outside.length)}</h3>
          <p>{verdict.outside.join('、')}</p>
          <Button
            block
            color="primary"
            onClick={() => {
              onInsert(
                scope.sentence(
                  verdict.outside,
                  licences.map(({ number }) => number),
                  minuteOf(takenAt),
                ),
              )
              onClose()
            }}
          >
            {scope.insert}
          </Button>
        </section>
      )}
      {verdict.inside.length > 0 && <p className="soft">{scope.inside(verdict.inside.join('、'))}</p>}
    </Sheet>
  )
}
