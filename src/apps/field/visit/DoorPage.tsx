import { Button, Toast } from 'antd-mobile'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { lawDateOf } from '../../../kernel/time.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { usePack } from '../api.ts'
import { TextField } from '../Field.tsx'
import { useNameOf } from '../law.ts'
import { useAct } from '../use-act.ts'
import { useNow } from '../use-now.ts'
import { words } from '../words.ts'
import { useVisitNow } from './context.ts'
import { Urgent } from './Urgent.tsx'
import { Glance } from './FilePage.tsx'
import { tokenOf } from './door-code.ts'
import { canScan, CodeFromPhoto, Viewfinder } from './Scanner.tsx'

type Code = { readonly means: 'scanned' | 'typed'; readonly text: string }
type Place = { readonly latitude: number; readonly longitude: number }

/** 扫码入企: the code on the door opens the visit; the year's count is seen by both sides before anybody steps in. */
export function DoorPage() {
  const { file, draft, refresh } = useVisitNow()
  const { inspection } = file
  const isUrgent = inspection.state === 'drafted'
  const pack = usePack(inspection.id)
  const [address] = useSearchParams()
  const scanned = address.get('code')
  const [code, setCode] = useState<Code | null>(scanned ? { means: 'scanned', text: scanned } : null)
  const [place, setPlace] = useState<Place | null>(null)
  const nameOf = useNameOf()
  const go = useNavigate()
  const entered = async () => {
    await refresh()
    Toast.show({ content: words.done.entered })
    void go(`/visit/${inspection.id}/rights`, { replace: true })
  }
  const enter = useAct('enter', entered)
  const urgently = useAct('enterUrgently', entered)
  const act = isUrgent ? urgently : enter
  const submit = ({ means, text }: Code) => {
    const read = {
      id: inspection.id,
      version: inspection.version,
      means,
      doorCode: text,
      latitude: place?.latitude ?? null,
      longitude: place?.longitude ?? null,
    }
    if (!isUrgent) return enter.submit(read)
    const number = pack?.along.numbers.find(({ template }) => template === 'JCTZ')?.number ?? null
    return urgently.submit({ ...read, because: draft.value.urgentBecause, number })
  }
  const isEarly = inspection.plannedOn > lawDateOf(useNow())
  return (
    <>
      {isUrgent && <Urgent />}
      {isEarly && <p className="notice">{words.today.planned(inspection.plannedOn)}</p>}
      <Glance file={file} />
      <section className="card">
        <h2>{words.door.title}</h2>
        {code ? <CodeFound code={code} onAgain={() => setCode(null)} /> : <CodeTaker onCode={setCode} />}
      </section>
      <PlaceConsent place={place} onPlace={setPlace} />
      <TroubleNotice trouble={act.trouble} nameOf={nameOf} />
      {code && (
        <Button block color="primary" className="big" loading={act.busy} onClick={() => void submit(code)}>
          {isUrgent ? words.door.urgentEnter : words.door.enter}
        </Button>
      )}
    </>
  )
}

function CodeTaker({ onCode }: { onCode: (code: Code) => void }) {
  const [open, setOpen] = useState(false)
  const [failed, setFailed] = useState(false)
  const [typed, setTyped] = useState('')
  const read = (text: string) => onCode({ means: 'scanned', text: tokenOf(text) })
  return (
    <>
      <p>{words.door.says}</p>
      {!canScan() && <p className="notice">{words.plainHttp}</p>}
      {open && (
        <Viewfinder
          onRead={read}
          onFailed={() => {
            setOpen(false)
            setFailed(true)
          }}
        />
      )}
      {failed && (
        <p className="notice warn" role="alert">
          {words.door.noCamera}
        </p>
      )}
      <div className="stack">
        {canScan() && (
          <Button block size="large" color={open ? 'default' : 'primary'} onClick={() => setOpen(!open)}>
            {open ? words.door.stop : words.door.scan}
          </Button>
        )}
        <CodeFromPhoto onRead={read} />
      </div>
      <div className="or">
        <TextField
          label={words.door.type}
          placeholder={words.door.typeHint}
          value={typed}
          onChange={(text) => setTyped(text.toUpperCase())}
          max={200}
        />
        <Button
          block
          size="large"
          disabled={typed.trim() === ''}
          onClick={() => onCode({ means: 'typed', text: typed.trim() })}
        >
          {words.door.typed}
        </Button>
      </div>
    </>
  )
}

function CodeFound({ code, onAgain }: { code: Code; onAgain: () => void }) {
  return (
    <div className="card-top">
      <p role="status">
        {words.door.found}
        <br />
        <span className="soft">{code.means === 'typed' ? code.text : `${code.text.slice(0, 6)}…`}</span>
      </p>
      <Button onClick={onAgain}>{words.door.again}</Button>
    </div>
  )
}

/** The position is taken once, and only when the officer taps for it. */
function PlaceConsent({ place, onPlace }: { place: Place | null; onPlace: (place: Place | null) => void }) {
  const [failed, setFailed] = useState(false)
  const [busy, setBusy] = useState(false)
  if (!window.isSecureContext || !navigator.geolocation) return null
  const locate = () => {
    setBusy(true)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setBusy(false)
        setFailed(false)
        onPlace({ latitude: coords.latitude, longitude: coords.longitude })
      },
      () => {
        setBusy(false)
        setFailed(true)
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 0 },
    )
  }
  return (
    <section className="card">
      <h2>{words.door.place}</h2>
      <p className="soft">{words.door.placeWhy}</p>
      {place && <p role="status">{words.door.placeDone(place.latitude, place.longitude)}</p>}
      {failed && (
        <p className="notice warn" role="alert">
          {words.door.placeFailed}
        </p>
      )}
      {place ? (
        <Button block onClick={() => onPlace(null)}>
          {words.door.placeNo}
        </Button>
      ) : (
        <Button block loading={busy} onClick={locate}>
          {words.door.placeYes}
        </Button>
      )}
    </section>
  )
}
