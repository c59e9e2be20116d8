import { Button } from 'antd-mobile'
import { useState } from 'react'
import type { SiteInterview } from '../../../contexts/casework/contract/on-site.ts'
import { READ_BACK, type ReadBack } from '../../../contexts/casework/rules/asks.ts'
import { sheetOf } from '../../../contexts/document/rules/sheet.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Draft } from '../../ui/use-draft.ts'
import { Sheet, TextField } from '../Field.tsx'
import { rightNow } from '../offline/clock.ts'
import { SheetView } from '../visit/SheetView.tsx'
import { recordFace, type InterviewDraft, type InterviewGround } from './interview.ts'
import { words } from './words.ts'

type Props = {
  readonly draft: Draft<InterviewDraft>
  readonly ground: InterviewGround
  readonly input: SiteInterview
  readonly at: Instant
}

/** The whole record as it will print, for the respondent's eyes or ears, before anybody signs (APL 55). */
export function ReadingBack({ draft: { value, set }, ground, input, at }: Props) {
  const [open, setOpen] = useState(false)
  const face = recordFace(ground, input, at)
  const say = (readBack: ReadBack) => {
    set((before) => ({ ...before, until: before.until || rightNow(), readBack }))
    setOpen(false)
  }
  return (
    <section className="card" aria-label={words.readBack}>
      <h2>{words.readBack}</h2>
      <p className="soft">{words.readBackWhy}</p>
      {value.readBack && (
        <p className="notice" role="status">
          {READ_BACK[value.readBack]}
        </p>
      )}
      <Button block disabled={!face || input.questions.length === 0} onClick={() => setOpen(true)}>
        {words.open}
      </Button>
      <TextField
        label={words.corrections}
        value={value.corrections}
        rows={2}
        max={2000}
        placeholder={words.correctionsHint}
        onChange={(corrections) => set({ corrections })}
      />
      <Sheet
        open={open}
        title={words.readBack}
        onClose={() => setOpen(false)}
        foot={
          <div className="two" data-beside="">
            <Button onClick={() => say('heard')}>{words.heard}</Button>
            <Button color="primary" onClick={() => say('read')}>
              {words.read}
            </Button>
          </div>
        }
      >
        {face && <SheetView sheet={sheetOf(face)} />}
      </Sheet>
    </section>
  )
}
