import { Button } from 'antd-mobile'
import { toDataURL } from 'qrcode'
import { useEffect, useState } from 'react'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { useVisitNow } from '../visit/context.ts'
import { framesOf, type PairKey } from './frames.ts'
import { shareOf } from './share.ts'
import { words } from './words.ts'

const EACH_MS = 300

/** Shows what this phone has as a row of codes for one colleague, one after the other, until he has read them all. */
export function ShowCodes({ keys }: { readonly keys: readonly PairKey[] }) {
  const { file, draft, me } = useVisitNow()
  const phone = usePhone()?.phone
  const colleagues = file.inspection.officers.filter(({ id }) => id !== me.id)
  const [to, setTo] = useState(colleagues[0]?.id ?? '')
  const [codes, setCodes] = useState<readonly string[]>([])
  const [nth, setNth] = useState(0)
  useEffect(() => {
    if (codes.length < 2) return
    const timer = setInterval(() => setNth((now) => (now + 1) % codes.length), EACH_MS)
    return () => clearInterval(timer)
  }, [codes])
  const key = keys.find(({ officerId }) => officerId === to)
  if (!phone || !key) return null
  const show = async () => {
    const share = await shareOf(phone, { file, draft: draft.value, by: { id: me.id, name: me.name } })
    const frames = await framesOf(share, key)
    setNth(0)
    setCodes(
      await Promise.all(frames.map((text) => toDataURL(text, { margin: 2, width: 640, errorCorrectionLevel: 'L' }))),
    )
  }
  const code = codes[nth]
  if (code === undefined)
    return (
      <>
        {colleagues.length > 1 && (
          <div className="chips" role="group" aria-label={words.to}>
            {colleagues.map(({ id, name }) => (
              <button key={id} type="button" className="chip" aria-pressed={id === to} onClick={() => setTo(id)}>
                {words.to} {name}
              </button>
            ))}
          </div>
        )}
        <Button block color="primary" className="big" onClick={() => void show()}>
          {words.show}
        </Button>
      </>
    )
  return (
    <div className="centered">
      <img className="qr wide" src={code} alt={words.code(nth + 1)} data-codes={codes.length} />
      <p className="soft">{words.showing(nth + 1, codes.length)}</p>
      <Button block onClick={() => setCodes([])}>
        {words.hide}
      </Button>
    </div>
  )
}
