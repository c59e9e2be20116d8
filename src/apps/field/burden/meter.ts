import { counted, NO_BURDEN, type Tally, type Touch } from '../../../contexts/device/rules/burden.ts'
import { newId } from '../../ui/device.ts'
import { words } from '../words-offline.ts'
import { enqueue } from '../offline/outbox.ts'
import { ticksNow } from '../offline/clock.ts'
import type { Phone } from '../offline/phone.ts'

const SAVE_AFTER_MS = 500

/** Counts of the visits that were open since the app was started; the vault keeps them over a restart. */
const live = new Map<string, Tally>()
export const tallyNow = (inspectionId: string): Tally | null => live.get(inspectionId) ?? null

/** What a tap is for: the checklist and the camera are the work itself, everything else is the system's burden. */
function kindOf(target: Element): Touch['kind'] {
  if (target.closest('.results, .group-acts')) return 'checklist'
  return target.closest('.camera') ? 'photos' : 'taps'
}

type Box = HTMLInputElement | HTMLTextAreaElement
const boxOf = (target: EventTarget | null): Box | null =>
  (target instanceof HTMLInputElement && target.type !== 'file') || target instanceof HTMLTextAreaElement
    ? target
    : null

/**
 * Counts taps, strokes and characters on the whole page while a visit is open; answers how to stop. Nothing of what is
 * typed is kept, only how much the text grew.
 */
export function startMeter(phone: Phone, inspectionId: string): () => void {
  let last: number | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  const lengths = new WeakMap<Box, number>()
  const ready = phone.vault.get<Tally>('burden', inspectionId).catch(() => null)
  void ready.then((kept) => live.set(inspectionId, { ...NO_BURDEN, ...kept, ...live.get(inspectionId) }))
  const save = () => {
    timer = null
    const value = live.get(inspectionId)
    if (value) void phone.vault.write([{ kind: 'burden', id: inspectionId, value }]).catch(() => undefined)
  }
  const count = (touch: Touch) => {
    const now = performance.now()
    const since = last === null ? null : now - last
    last = now
    void ready.then(() => {
      live.set(inspectionId, counted(live.get(inspectionId) ?? NO_BURDEN, touch, since && Math.round(since)))
      timer ??= setTimeout(save, SAVE_AFTER_MS)
    })
  }
  /** Interviews and penalties are work of their own: the budget is that of the visit. */
  const isOfVisit = (target: EventTarget | null): target is Element =>
    target instanceof Element && target.closest('[data-beside]') === null
  const onClick = ({ target, isTrusted }: MouseEvent) => {
    if (isTrusted && isOfVisit(target) && !target.closest('canvas')) count({ kind: kindOf(target), count: 1 })
  }
  const onPointer = ({ target }: PointerEvent) => {
    if (isOfVisit(target) && target.closest('canvas')) count({ kind: 'strokes', count: 1 })
  }
  const onFocus = ({ target }: FocusEvent) => {
    const box = boxOf(target)
    if (box) lengths.set(box, box.value.length)
  }
  const onInput = ({ target }: Event) => {
    const box = boxOf(target)
    if (!box || !isOfVisit(box)) return
    const grown = Math.max(0, box.value.length - (lengths.get(box) ?? 0))
    lengths.set(box, box.value.length)
    count({ kind: 'typed', count: grown })
  }
  window.addEventListener('click', onClick, true)
  window.addEventListener('pointerdown', onPointer, true)
  window.addEventListener('focusin', onFocus, true)
  window.addEventListener('input', onInput, true)
  return () => {
    window.removeEventListener('click', onClick, true)
    window.removeEventListener('pointerdown', onPointer, true)
    window.removeEventListener('focusin', onFocus, true)
    window.removeEventListener('input', onInput, true)
    if (timer) clearTimeout(timer)
    save()
  }
}

/** Bytes that the visit sends: its commands and its originals. */
export const bytesOf = (phone: Pick<Phone, 'commands'>, inspectionId: string): number =>
  phone
    .commands()
    .filter(({ subject, kind }) => subject === inspectionId && kind !== 'tally')
    .reduce((sum, { kind, input }) => {
      const original = kind === 'capture' ? Number(input['size'] ?? 0) : 0
      return sum + JSON.stringify(input).length + original
    }, 0)

type Told = { readonly inspectionId: string; readonly tally: Tally; readonly findings: number }

/** Puts the figures into the outbox; those that wait there from an earlier act are replaced. */
export const tellTally = (phone: Phone, { inspectionId, tally, findings }: Told): Promise<void> =>
  phone.change((box) =>
    enqueue(
      box.filter(({ kind, subject, state }) => kind !== 'tally' || subject !== inspectionId || state !== 'waiting'),
      {
        id: newId(),
        kind: 'tally',
        action: 'burden',
        subject: inspectionId,
        title: words.acts.burden,
        input: { ...tally, inspectionId, findings, bytes: bytesOf(phone, inspectionId), phone: phone.id },
        takenAt: new Date().toISOString(),
        ticks: ticksNow(),
      },
    ),
  )
