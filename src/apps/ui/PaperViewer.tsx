import { Button, Drawer, Space } from 'antd'
import { EmptyState } from './EmptyState.tsx'
import { words } from './words.ts'

/** Browsers without a viewer of their own would show an empty frame. */
const showsPdf = () => navigator.pdfViewerEnabled !== false

type Props = {
  readonly open: boolean
  readonly title: string
  /** Address of the PDF; same origin. */
  readonly src: string | null
  readonly downloads?: readonly { label: string; href: string }[]
  readonly onClose: () => void
}

/** Opens a paper in place: the PDF fills a drawer, nobody has to download it to read it. */
export function PaperViewer({ open, title, src, downloads = [], onClose }: Props) {
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={title}
      size="min(960px, 100vw)"
      rootClassName="paper-viewer"
      styles={{ body: { padding: 0, display: 'flex' } }}
      destroyOnHidden
      closable={{ 'aria-label': words.close }}
      extra={
        <Space wrap>
          {src && (
            <Button href={src} target="_blank" rel="noreferrer">
              {words.openInNewWindow}
            </Button>
          )}
          {downloads.map(({ label, href }) => (
            <Button key={href} href={href} download>
              {label}
            </Button>
          ))}
        </Space>
      }
    >
      {src && !showsPdf() && (
        <EmptyState
          title={words.paper.noViewer}
          action={
            <Button type="primary" href={src} target="_blank" rel="noreferrer">
              {words.openInNewWindow}
            </Button>
          }
        />
      )}
      {src && showsPdf() && (
        <iframe src={src} title={`${words.paper.frame}：${title}`} style={{ flex: 1, border: 0, minHeight: '100%' }} />
      )}
    </Drawer>
  )
}
