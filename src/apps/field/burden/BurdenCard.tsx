import { useQuery } from '@tanstack/react-query'
import { BURDEN_BUDGET, judged, type Tally } from '../../../contexts/device/rules/burden.ts'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { useVisitNow } from '../visit/context.ts'
import { words } from '../words-offline.ts'
import { bytesOf, tallyNow } from './meter.ts'

const KILO = 1024

const sizeOf = (bytes: number) =>
  bytes < KILO * KILO ? `${Math.ceil(bytes / KILO)} KB` : `${(bytes / KILO / KILO).toFixed(1)} MB`

/** What this visit asked of the officer beside what it may ask, at its end. */
export function BurdenCard() {
  const { file } = useVisitNow()
  const phone = usePhone()?.phone ?? null
  const { id, state } = file.inspection
  const tally = useQuery({
    queryKey: ['burden', id, state, phone?.id],
    queryFn: async () => tallyNow(id) ?? (await phone?.vault.get<Tally>('burden', id)) ?? null,
    staleTime: 0,
  }).data
  if (!phone || !tally) return null
  const { typedAFinding, keepsTaps, keepsTyped } = judged(tally, file.hazards.length)
  const { burden } = words
  const lines: readonly (readonly [string, string, boolean])[] = [
    [burden.taps, burden.ofTaps(tally.taps, BURDEN_BUDGET.taps), keepsTaps],
    [burden.typed, burden.ofTyped(typedAFinding, BURDEN_BUDGET.typedAFinding), keepsTyped],
    [burden.checklist, burden.times(tally.checklist), true],
    [burden.photos, burden.times(tally.photos), true],
    [burden.minutes, burden.minute(Math.ceil(tally.activeMs / 60_000)), true],
    [burden.bytes, sizeOf(bytesOf(phone, id)), true],
  ]
  return (
    <section className="card" aria-label={burden.title}>
      <h2>{burden.title}</h2>
      <dl className="pairs">
        {lines.map(([name, value, isKept]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={isKept ? undefined : 'over'}>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="field-help">{burden.says}</p>
    </section>
  )
}
