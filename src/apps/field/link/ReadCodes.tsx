import { Button, ProgressBar } from 'antd-mobile'
import { useRef, useState } from 'react'
import { canScan, CodeFromPhoto, Viewfinder } from '../visit/Scanner.tsx'
import { collect, isWhole, openShare, type Collected, type PairKey } from './frames.ts'
import type { Share } from './share.ts'
import { words } from './words.ts'

type Props = {
  readonly keys: readonly PairKey[]
  readonly onRead: (share: Share, from: string) => Promise<void>
  readonly onForeign: () => void
  readonly onSpoiled: () => void
}

/** Reads the codes of the colleague's phone through the camera, or from photos of them, until none is missing. */
export function ReadCodes({ keys, onRead, onForeign, onSpoiled }: Props) {
  const [scanning, setScanning] = useState(false)
  const [shown, setShown] = useState<Collected | null>(null)
  const collected = useRef<Collected | null>(null)
  const take = (text: string) => {
    const before = collected.current
    const now = collect(before, text)
    if (!now || now === before) return
    collected.current = now
    setShown(now)
    if (!isWhole(now)) return
    collected.current = null
    setScanning(false)
    setShown(null)
    openShare(now, keys).then(
      (opened) => (opened ? onRead(opened.share as Share, opened.from) : onForeign()),
      onSpoiled,
    )
  }
  return (
    <>
      {scanning ? (
        <>
          <Viewfinder onRead={take} onFailed={() => setScanning(false)} />
          <Button block onClick={() => setScanning(false)}>
            {words.stop}
          </Button>
        </>
      ) : (
        canScan() && (
          <Button block className="big" onClick={() => setScanning(true)}>
            {words.scan}
          </Button>
        )
      )}
      <CodeFromPhoto onRead={take} />
      {shown && (
        <>
          <p role="status">{words.read(Object.keys(shown.parts).length, shown.all)}</p>
          <ProgressBar percent={(Object.keys(shown.parts).length / shown.all) * 100} />
        </>
      )}
    </>
  )
}
