import { Sheet } from '../Field.tsx'
import { words as shared } from '../../ui/words.ts'

type Props = {
  readonly open: boolean
  readonly title: string
  /** Address of the PDF; same origin. */
  readonly src: string | null
  readonly downloads: readonly { label: string; href: string }[]
  readonly onClose: () => void
}

/** Opens a paper of the office in place, over the screen. */
export function PaperViewer({ open, title, src, downloads, onClose }: Props) {
  return (
    <Sheet
      open={open}
      title={title}
      onClose={onClose}
      foot={downloads.map(({ label, href }) => (
        <a key={href} className="adm-button adm-button-default link-button" href={href} download>
          {label}
        </a>
      ))}
    >
      {src && <iframe className="paper-frame" src={src} title={`${shared.paper.frame}：${title}`} />}
    </Sheet>
  )
}
