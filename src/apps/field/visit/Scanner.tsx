import { useEffect, useRef, useState } from 'react'
import { words } from '../words.ts'

const FRAME_PX = 480
const EVERY_MS = 120

/** The reader of codes is the largest part of the app; it comes when a camera is opened. */
const reader = () => import('jsqr').then((file) => file.default)

async function readFrame(source: CanvasImageSource, width: number, height: number): Promise<string | null> {
  const scale = Math.min(1, FRAME_PX / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return null
  pen.drawImage(source, 0, 0, canvas.width, canvas.height)
  const image = pen.getImageData(0, 0, canvas.width, canvas.height)
  return (await reader())(image.data, image.width, image.height)?.data || null
}

/** Whether the browser lets a page see through the camera: only on https and localhost. */
export const canScan = () => Boolean(window.isSecureContext && navigator.mediaDevices?.getUserMedia)

type Props = { readonly onRead: (text: string) => void; readonly onFailed: () => void }

/** Looks through the back camera until it reads a QR code. */
export function Viewfinder({ onRead, onFailed }: Props) {
  const video = useRef<HTMLVideoElement>(null)
  const report = useRef({ onRead, onFailed })
  report.current = { onRead, onFailed }
  useEffect(() => {
    let stream: MediaStream | null = null
    let over = false
    const timer = setInterval(() => {
      const element = video.current
      if (!element || element.readyState < 2) return
      void readFrame(element, element.videoWidth, element.videoHeight).then((text) => {
        if (text && !over) report.current.onRead(text)
      })
    }, EVERY_MS)
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: 'environment' }, audio: false })
      .then(async (opened) => {
        stream = opened
        if (over) return opened.getTracks().forEach((track) => track.stop())
        if (!video.current) return
        video.current.srcObject = opened
        await video.current.play()
      })
      .catch(() => {
        if (!over) report.current.onFailed()
      })
    return () => {
      over = true
      clearInterval(timer)
      stream?.getTracks().forEach((track) => track.stop())
    }
  }, [])
  return (
    <div className="viewfinder">
      <video ref={video} playsInline muted aria-label={words.door.scanning} />
      <p role="status">{words.door.scanning}</p>
    </div>
  )
}

/** Reads the code from a still photo: also works where the browser gives no live camera. */
export function CodeFromPhoto({ onRead }: { onRead: (text: string) => void }) {
  const [missed, setMissed] = useState(false)
  const read = async (file: File | undefined) => {
    if (!file) return
    const picture = await createImageBitmap(file).catch(() => null)
    const text = picture && ((await readFrame(picture, picture.width, picture.height)) ?? (await readSharp(picture)))
    picture?.close()
    setMissed(!text)
    if (text) onRead(text)
  }
  return (
    <>
      <label className="file-button">
        {words.door.photo}
        <input
          type="file"
          accept="image/*"
          capture="environment"
          onChange={(event) => void read(event.target.files?.[0])}
        />
      </label>
      {missed && (
        <p className="notice warn" role="alert">
          {words.door.notInPhoto}
        </p>
      )}
    </>
  )
}

/** A code that is small in the photo needs more than a frame's pixels. */
async function readSharp(picture: ImageBitmap): Promise<string | null> {
  const canvas = document.createElement('canvas')
  const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height))
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const pen = canvas.getContext('2d')
  if (!pen) return null
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const image = pen.getImageData(0, 0, canvas.width, canvas.height)
  return (await reader())(image.data, image.width, image.height)?.data || null
}
