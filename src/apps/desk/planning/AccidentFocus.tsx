import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { accidentMatters } from '../../../contexts/planning/contract/accidents.ts'
import { Field } from '../../ui/Field.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { words as desk } from '../words.ts'
import { words } from './words.ts'
import './annual.css'

type Matter = { readonly id: string; readonly industry: string }

/** A typical accident says what is to be looked at: its causes with their matters, taken over with one press. */
export function AccidentFocus({ onTake }: { readonly onTake: (matters: readonly Matter[]) => void }) {
  const [code, setCode] = useState<string | null>(null)
  const { data, error } = useQuery({
    queryKey: ['accident-types'],
    queryFn: () => ask(accidentMatters, {}),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const type = data?.types.find((one) => one.code === code)
  const matters = type?.causes.flatMap((cause) => cause.matters) ?? []
  return (
    <Field label={words.special.accident} note={words.special.accidentNote} wide>
      {({ id }) => (
        <>
          <Select
            id={id}
            aria-label={words.special.accident}
            style={{ width: '100%' }}
            value={code}
            onChange={setCode}
            options={(data?.types ?? []).map((one) => ({ value: one.code, label: one.name }))}
          />
          {error && <TroubleNotice trouble={troubleOf(error)} />}
          {type && (
            <div className="edit-box">
              <ul className="score-parts">
                {type.causes.map(({ says, confidence, source, matters: looked }) => (
                  <li key={says}>
                    {says}：{looked.map(({ matter }) => matter).join('、')}
                    <span className="soft" title={source}>
                      （{desk.law.confidences[confidence]}）
                    </span>
                  </li>
                ))}
              </ul>
              <div className="actions">
                <Button onClick={() => onTake(matters)}>{words.special.takeMatters(matters.length)}</Button>
              </div>
            </div>
          )}
        </>
      )}
    </Field>
  )
}
