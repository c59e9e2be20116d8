import { Toast } from 'antd-mobile'
import { useEffect, useRef, useState } from 'react'
import { minuteOf } from '../../../kernel/time.ts'
import { words } from '../words.ts'

const canRecord = () =>
  window.isSecureContext && 'MediaRecorder' in window && Boolean(navigator.mediaDevices?.getUserMedia)

type Props = { readonly onSound: (file: File) => void }

/** Says instead of types: one tap begins, one ends. Where the page gets no microphone the phone's own recorder is used. */
export function VoiceNote({ onSound }: Props) {
  const [recorder, setRecorder] = useState<MediaRecorder | null>(null)
  const [seconds, setSeconds] = useState(0)
  const over = useRef(false)
  useEffect(() => {
    over.current = false
    return () => {
      over.current = true
    }
  }, [])
  useEffect(() => {
    if (!recorder) return
    const timer = setInterval(() => setSeconds((now) => now + 1), 1_000)
    return () => {
      clearInterval(timer)
      if (recorder.state !== 'inactive') recorder.stop()
    }
  }, [recorder])
  const start = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null)
    if (!stream) return Toast.show({ content: words.photo.noMicrophone })
    const made = new MediaRecorder(stream)
    const parts: Blob[] = []
    made.addEventListener('dataavailable', ({ data }) => parts.push(data))
    made.addEventListener('stop', () => {
      stream.getTracks().forEach((track) => track.stop())
      const mime = made.mimeType.split(';')[0] || 'audio/webm'
      const name = `${words.photo.sound}-${minuteOf(new Date().toISOString()).replace(/\D/g, '')}.${mime.split('/')[1]}`
      onSound(new File(parts, name, { type: mime }))
      if (!over.current) setRecorder(null)
    })
    setSeconds(0)
    made.start()
    setRecorder(made)
  }
  if (recorder)
    return (
      <button type="button" className="camera recording" onClick={() => recorder.stop()}>
        {words.photo.stop}
        <small role="status">{words.photo.recording(seconds)}</small>
      </button>
    )
  if (canRecord())
    return (
      <button type="button" className="camera" onClick={() => void start()}>
        {words.photo.sound}
      </button>
    )
  return (
    <label className="camera">
      {words.photo.sound}
      <input
        type="file"
        accept="audio/*"
        capture
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) onSound(file)
          event.target.value = ''
        }}
      />
    </label>
  )
}
