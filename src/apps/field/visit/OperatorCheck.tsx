import { Button } from 'antd-mobile'
import { useState } from 'react'
import type { z } from 'zod'
import { checkOperator } from '../../../contexts/registry/contract.ts'
import type { KnownOperators, CertificateVerdict } from '../../../contexts/registry/rules/operators.ts'
import { lawDateOf, minuteOf } from '../../../kernel/time.ts'
import { call, Offline } from '../../client.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { Sheet, TextField } from '../Field.tsx'
import { rightNow } from '../offline/clock.ts'
import { askKept, type KeptAnswer } from '../offline/operators.ts'
import { words } from '../words-site.ts'

type Online = z.output<typeof checkOperator.output>
type Held = {
  readonly operation: string
  readonly validFrom: string
  readonly validTo: string
  readonly verdict: CertificateVerdict
}

/** One answer, of the register itself or of what was taken along from it. */
type Answer = {
  readonly holder: string
  readonly identity: string
  readonly verdict: CertificateVerdict | 'not-found' | 'not-here'
  readonly certificates: readonly Held[]
  readonly askedAt: string
  /** When the register was read; null when it was asked just now. */
  readonly keptAt: string | null
  /** What was looked up, as of when: an answer counts for no more than that. */
  readonly lookedUp: string
}

type KeptRegister = { readonly operators: KnownOperators; readonly at: string }

const ofRegister = ({ holder, identityMasked, verdict, certificates, askedAt }: Online): Answer => ({
  holder,
  identity: identityMasked,
  verdict,
  certificates,
  askedAt,
  keptAt: null,
  lookedUp: words.operator.lookedUp.register,
})

type Asked = { readonly name: string; readonly identity: string }

/** Without network: what came along for this business, or that nothing did. */
async function ofKept(kept: KeptRegister | null, { name, identity }: Asked): Promise<Answer> {
  const told: KeptAnswer = kept
    ? await askKept(kept.operators, { name, identity }, lawDateOf(rightNow()))
    : { verdict: null, certificates: [] }
  const { lookedUp } = words.operator
  return {
    holder: name.trim(),
    identity: `…${identity.trim().slice(-4)}`,
    verdict: told.verdict ?? 'not-here',
    certificates: told.certificates,
    askedAt: rightNow(),
    keptAt: kept?.at ?? null,
    lookedUp: kept ? lookedUp.kept(kept.operators.people.length, minuteOf(kept.at)) : lookedUp.nothing,
  }
}

/** What the register said, at which minute, as a sentence for the record. */
function sentenceOf({ certificates, askedAt, holder, identity, keptAt }: Answer): string {
  const { operator } = words
  const found = certificates.map(({ verdict, operation, validFrom, validTo }) =>
    verdict === 'valid'
      ? operator.valid(operation, validTo)
      : verdict === 'expired'
        ? operator.expired(operation, validTo)
        : operator.notYet(operation, validFrom),
  )
  return operator.sentence({
    minute: minuteOf(askedAt),
    holder,
    identity,
    result: found.length > 0 ? found.join('，') : operator.notFound,
    kept: keptAt && minuteOf(keptAt),
  })
}

type Props = {
  readonly open: boolean
  readonly enterpriseId: string
  /** People known at this business, as they were taken along, and when. */
  readonly kept: KeptRegister | null
  readonly onClose: () => void
  readonly onInsert: (sentence: string) => void
}

/**
 * Asks the register of special-operation certificates about a person on site, without network what was taken along of
 * it; the answer goes into the finding by one tap.
 */
export function OperatorCheck({ open, enterpriseId, kept, onClose, onInsert }: Props) {
  const [name, setName] = useState('')
  const [identity, setIdentity] = useState('')
  const [answer, setAnswer] = useState<Answer | null>(null)
  const act = useSubmit(async (input: Asked) => {
    try {
      return ofRegister(await call(checkOperator, { ...input, enterpriseId }))
    } catch (error) {
      if (!(error instanceof Offline)) throw error
      return ofKept(kept, input)
    }
  }, setAnswer)
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
        <Found
          answer={answer}
          onInsert={() => {
            onInsert(sentenceOf(answer))
            onClose()
          }}
        />
      )}
    </Sheet>
  )
}

function Found({ answer, onInsert }: { readonly answer: Answer; readonly onInsert: () => void }) {
  const { verdict, certificates, keptAt, lookedUp } = answer
  return (
    <section className="card spaced-top" aria-live="polite">
      <div className="card-top">
        <h3>
          {answer.holder}
          <span className="soft">（{answer.identity}）</span>
        </h3>
        <span
          className={verdict === 'valid' ? 'tagged lawful' : verdict === 'not-here' ? 'tagged medium' : 'tagged breach'}
        >
          {words.operator.verdicts[verdict]}
        </span>
      </div>
      <p className="soft">
        {words.operator.askedAt(minuteOf(answer.askedAt))}
        {keptAt && ` · ${words.operator.keptAt(minuteOf(keptAt))}`}
      </p>
      <p>{lookedUp}</p>
      {verdict === 'not-here' && (
        <div className="notice warn">
          <p>{words.operator.notHere}</p>
          <ol className="said">
            {words.operator.notHereDo.map((what) => (
              <li key={what}>{what}</li>
            ))}
          </ol>
        </div>
      )}
      <ul className="lack">
        {certificates.map((one) => (
          <li key={`${one.operation}${one.validFrom}`}>
            {one.operation}
            <small>
              {words.operator.validity(one.validFrom, one.validTo)} · {words.operator.verdicts[one.verdict]}
            </small>
          </li>
        ))}
      </ul>
      {verdict !== 'not-here' && (
        <Button block color="primary" fill="outline" onClick={onInsert}>
          {words.operator.insert}
        </Button>
      )}
    </section>
  )
}
