import { Image, Tag } from 'antd'
import { Link } from 'react-router'
import type { ReactNode } from 'react'
import { samplePicture, type SampleView } from '../../../contexts/hazard/contract/samples.ts'
import { SAMPLE_STATES, SAMPLE_SUBJECTS } from '../../../contexts/hazard/rules/sample.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { fileUrl } from '../../client.ts'
import './samples.css'
import { words } from './words-samples.ts'

type Props = { readonly sample: SampleView; readonly likeness?: string; readonly children?: ReactNode }

/** One sample: the picture, what is wrong on it, and the matter that it belongs to. */
export function SampleCard({ sample, likeness, children }: Props) {
  const { id, state, subject, name, description, matter, violation, criterion } = sample
  return (
    <li className="sample">
      <Image
        src={fileUrl(samplePicture, { id })}
        alt={words.picture(name)}
        width={176}
        height={132}
        loading="lazy"
        style={{ objectFit: 'cover' }}
      />
      <div className="sample-said">
        <div className="row-line">
          <strong>{name}</strong>
          <span>
            {likeness && <Tag color="processing">{likeness}</Tag>}
            <Tag>{SAMPLE_SUBJECTS[subject]}</Tag>
            {state !== 'kept' && <Tag color={state === 'proposed' ? 'warning' : 'default'}>{SAMPLE_STATES[state]}</Tag>}
          </span>
        </div>
        <div>{description}</div>
        <div>
          {words.matter}：
          <Link className="text-link" to={`/law/matters?q=${encodeURIComponent(sample.checkItemId)}`}>
            {matter.content}
          </Link>
        </div>
        {matter.cites && <div className="soft">{matter.cites}</div>}
        {violation && (
          <div>
            {words.violation}：{violation}
          </div>
        )}
        {criterion && (
          <div>
            {words.criterion}：{criterion}
          </div>
        )}
        <div className="soft">
          {words.proposedBy(sample.proposedByName, lawDateOf(sample.proposedAt))}
          {sample.decidedByName && `　${words.decidedBy(sample.decidedByName)}`}
        </div>
        {sample.because && <div className="soft">{words.because(sample.because)}</div>}
        {children}
      </div>
    </li>
  )
}
