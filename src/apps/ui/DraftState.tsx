import { Button } from 'antd'
import type { DraftShown } from './use-draft.ts'
import { words } from './words.ts'

/** Above a form: says that an unfinished draft came back and offers to drop it. */
export function DraftRestored({ draft }: { draft: DraftShown }) {
  if (!draft.restored) return null
  return (
    <div className="draft-note" role="status">
      <span>{words.draft.restored}</span>
      <Button type="link" size="small" onClick={draft.discard}>
        {words.draft.discard}
      </Button>
    </div>
  )
}

/** Beside the submit button: when the draft was last kept. */
export function DraftSaved({ draft }: { draft: DraftShown }) {
  if (!draft.canSave) return <span className="draft-state">{words.draft.unsaved}</span>
  return draft.savedAt ? <span className="draft-state">{words.draft.saved(draft.savedAt)}</span> : null
}
