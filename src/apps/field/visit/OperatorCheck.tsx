import { Button } from 'antd-mobile'
import { useState } from 'react'
import type { z } from 'zod'
import { checkOperator } from '../../../contexts/registry/contract.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { call } from '../../client.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { Sheet, TextField } from '../Field.tsx'
import { words } from '../words.ts'

type Answer = z.output<typeof checkOperator.output>

/** What the register said, at which minute, as a sentence for the record. */
function sentenceOf(answer: Answer): string {
  const { operator } = words
  const found = answer.certificates.map(({ verdict, operation, validFrom, validTo }) =>
    verdict === 'valid'
      ? operator.valid(operation, validTo)
      : verdict === 'expired'
        ? operator.expired(operation, validTo)
        : operator.notYet(operation, validFrom),
  )
  return operator.sentence({
    minute: minuteOf(answer.askedAt),
    holder: answer.holder,
    identity: answer.identityMasked,
    result: found.length > 0 ? found.join('，') : operator.notFound,
  })
}

type Props = { readonly open: boolean; readonly onClose: () => void; readonly onInsert: (sentence: string) => void }

/**
 * Asks the register of special-operation certificates about a person on site; the answer goes into the finding by one
 * tap.
 */
export function OperatorCheck({ open, onClose, onInsert }: Props) {
  const [name, setName] = useState('')
  const [identity, setIdentity] = useState('')
  const [answer, setAnswer] = useState<Answer | null>(null)
  const act = useSubmit((input: { name: string; identity: string }) => call(checkOperator, input), setAnswer)
  const ready = name.trim() !== '' && identity.trim() !== ''
  return (
    <Sheet open={open} title={words.operator.title} onClose={onClose}>
      <TextField label={words.operator.name} value={name} max={40} onChange={setName} />
      <TextField
        label={words.operator.identity}
        value={identity}
        max={30}
        onChange={(text) => setIdentity(text.toUpperCase())}
      />
      <Button
        block
        color="primary"
        className="big"
        disabled={!ready}
        loading={act.busy}
        onClick={() => void act.submit({ name, identity })}
      >
        {words.operator.check}
      </Button>
      {!ready && <p className="field-help">{words.operator.missing}</p>}
      <TroubleNotice trouble={act.trouble} />
      {answer && (
        <section className="card spaced-top" aria-live="polite">
          <div className="card-top">
            <h3>
              {answer.holder}
              <span className="soft">（{answer.identityMasked}）</span>
            </h3>
            <span className={answer.verdict === 'valid' ? 'tagged lawful' : 'tagged breach'}>
              {words.operator.verdicts[answer.verdict]}
            </span>
          </div>
          <p className="soft">{words.operator.askedAt(minuteOf(answer.askedAt))}</p>
          <ul className="lack">
            {answer.certificates.map((one) => (
              <li key={one.id}>
                {one.operation}
                <small>
                  {one.number} · {words.operator.validity(one.validFrom, one.validTo)} ·{' '}
                  {words.operator.verdicts[one.verdict]}
                </small>
              </li>
            ))}
          </ul>
          <Button
            block
            color="primary"
            fill="outline"
            onClick={() => {
              onInsert(sentenceOf(answer))
              onClose()
            }}
          >
            {words.operator.insert}
          </Button>
        </section>
      )}
    </Sheet>
  )
}
