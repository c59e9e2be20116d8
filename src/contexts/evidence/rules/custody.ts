import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Evidence, Recording, Transfer } from '../model.ts'
import { isRecording } from './file-kinds.ts'

/** Who held it, from when to when; `until` null while he holds it. */
export type Holding = {
  readonly holder: string
  readonly from: Instant
  readonly until: Instant | null
  readonly place: string
}

/** The chain from whoever took it to whoever has it now: without a gap, because each begins where the one before ends. */
export function holdingsOf(item: Pick<Evidence, 'takenBy' | 'takenAt' | 'place'>, transfers: readonly Transfer[]) {
  const ordered = [...transfers].sort((a, b) => a.seq - b.seq)
  const starts = [
    { holder: item.takenBy, from: item.takenAt, place: item.place },
    ...ordered.map(({ to, handedAt, place }) => ({ holder: to, from: handedAt, place })),
  ]
  return starts.map((start, index): Holding => ({ ...start, until: starts[index + 1]?.from ?? null }))
}

/** Evidence is only what is known to be true (APL 46): a thing passes from the very one who holds it, forward in time. */
export function refusesTransfer(
  { from, to, handedAt }: Pick<Transfer, 'from' | 'to' | 'handedAt'>,
  { item, transfers, at }: { item: Evidence; transfers: readonly Transfer[]; at: Instant },
): Refusal[] {
  const held = holdingsOf(item, transfers).at(-1)
  const cites = art('APL', 46, 2)
  const found = [
    held && held.holder !== from
      ? no(
          'not-the-holder',
          { from, holder: held.holder },
          '证据现由“{holder}”保管，“{from}”不能移交',
          '由现保管人移交，或者先补登此前的移交',
        )
      : null,
    from === to ? no('same-holder', { from }, '移交人和接收人是同一人', '写明实际接收人') : null,
    held && Date.parse(handedAt) <= Date.parse(held.from)
      ? no('handed-before-held', {}, '移交时间早于现保管人取得证据的时间', '核对移交时间')
      : null,
    Date.parse(handedAt) > Date.parse(at) ? no('handed-in-the-future', {}, '移交时间晚于现在', '核对移交时间') : null,
  ]
  return found.flatMap((refusal) => (refusal ? [{ ...refusal, cites }] : []))
}

/** A recording shows a moment only when it is one, the party was told, and it covers the time (APL 47). */
export function refusesRecording(
  { startedAt, endedAt, partyTold }: Pick<Recording, 'startedAt' | 'endedAt' | 'partyTold'>,
  { item, at }: { item: Evidence; at: Instant },
): Refusal[] {
  const found = [
    isRecording(item.mime)
      ? null
      : no('not-a-recording', { name: item.name }, '“{name}”不是录音录像', '选择录音或者录像文件'),
    endedAt > startedAt ? null : no('recording-runs-backward', {}, '录制结束时间不晚于开始时间', '核对起止时间'),
    Date.parse(endedAt) > Date.parse(at) ? no('recording-in-the-future', {}, '录制时间晚于现在', '核对起止时间') : null,
    partyTold
      ? null
      : no('recording-untold', {}, '没有告知当事人正在录音录像', '录制开始时应当告知；确已告知的，勾选“已告知”'),
  ]
  return found.flatMap((refusal) => (refusal ? [{ ...refusal, cites: art('APL', 47) }] : []))
}
