import { useQuery } from '@tanstack/react-query'
import { Button, Input, Tag } from 'antd'
import { useRef } from 'react'
import { Link, useParams } from 'react-router'
import {
  draw as drawEndpoint,
  drawFile,
  getDraw,
  publishDraw,
  redraw,
  type DrawView,
} from '../../../contexts/planning/contract.ts'
import { DRAW_STATES, EXCLUSIONS, TIERS } from '../../../contexts/planning/model.ts'
import * as transitions from '../../../contexts/planning/transitions.ts'
import { whyNotOffered } from '../../../kernel/step.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { fileUrl } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field } from '../../ui/Field.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { useNameOf } from '../law/law-book.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { useAsker, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from './words.ts'
import './planning.css'

/** A long hash in groups of eight, so that people in a room can compare it with what was published. */
const Hash = ({ value }: { value: string }) => (
  <span className="hash">
    {value.match(/.{1,8}/g)?.map((part, at) => (
      <span key={at}>{part}</span>
    ))}
  </span>
)

/**
 * The ceremony of a draw on one page, large enough for a projector: what was bound, the seed, the list, and how to
 * check it.
 */
export function DrawPage() {
  const { id = '' } = useParams()
  const stage = useRef<HTMLDivElement>(null)
  const { data: draw, error } = useQuery({ queryKey: ['draw', id], queryFn: () => ask(getDraw, { id }) })
  if (error) return <TroubleNotice trouble={troubleOf(error)} />
  if (!draw) return <PageHeader title={words.draws} />
  return (
    <div ref={stage} className="stage">
      <PageHeader
        title={draw.title}
        under={
          <>
            {draw.number}　<Tag color="processing">{DRAW_STATES[draw.state]}</Tag>
          </>
        }
        trail={[
          <Link key="plan" to="/planning">
            {words.title}
          </Link>,
        ]}
        actions={
          <Button
            className="stage-button"
            onClick={() =>
              void (document.fullscreenElement ? document.exitFullscreen() : stage.current?.requestFullscreen())
            }
          >
            {words.projector}
          </Button>
        }
      />
      <Bound draw={draw} />
      <Seeds draw={draw} />
      <Result draw={draw} />
      <Excluded draw={draw} />
      <Afterwards draw={draw} />
    </div>
  )
}

function Bound({ draw }: { draw: DrawView }) {
  const {
    pool,
    unitCounts: { high, medium, low },
  } = draw
  const weights = pool.weights
  return (
    <section className="sheet">
      <h2>{words.steps.committed}</h2>
      <Facts
        facts={[
          { label: words.commitment, value: <Hash value={draw.commitment} />, wide: true },
          { label: words.bureauSeedHash, value: <Hash value={pool.bureauSeedHash} />, wide: true },
          { label: words.committedAt, value: minuteOf(draw.committedAt) },
          { label: words.period, value: `${pool.from} ${words.until} ${pool.until}` },
          { label: words.wanted, value: pool.unitsWanted },
          { label: words.tiers, value: words.tier(high, medium, low) },
          { label: words.weights, value: words.weight(weights.high ?? 1, weights.medium ?? 1, weights.low ?? 1) },
          { label: words.officersIn, value: pool.officers.map(({ name }) => name).join('、') },
          { label: words.rule, value: pool.rule, wide: true },
          ...(pool.redraw && draw.redrawOf
            ? [
                {
                  label: words.replaces,
                  value: (
                    <>
                      <Link to={`/planning/draws/${draw.redrawOf.id}`}>{pool.redraw.number}</Link>：
                      {pool.redraw.because}
                    </>
                  ),
                  wide: true,
                },
              ]
            : []),
        ]}
      />
      <p className="field-note">{words.commitmentNote}</p>
    </section>
  )
}

function Seeds({ draw }: { draw: DrawView }) {
  const by = useAsker()
  const nameOf = useNameOf()
  const draft = useDraft(`planning/draw/${draw.id}/${draw.version}`, { publicSeed: '' })
  const { submit, busy, trouble } = useAct(drawEndpoint, { done: words.drawnDone, after: () => draft.done() })
  const { pool } = draw
  const facts = [
    { label: words.publicSeedSource, value: pool.publicSeedSource },
    { label: words.publicSeedOn, value: pool.publicSeedOn },
  ]
  if (draw.publicSeed !== null) {
    return (
      <section className="sheet">
        <h2>{words.publicSeed}</h2>
        <p className="stage-seed">{draw.publicSeed}</p>
        <Facts
          facts={[
            ...facts,
            { label: words.drawnAt, value: draw.drawnAt ? minuteOf(draw.drawnAt) : '' },
            { label: words.bureauSeed, value: <Hash value={draw.bureauSeed ?? ''} />, wide: true },
          ]}
        />
      </section>
    )
  }
  const refusals = whyNotOffered(transitions.draw, draw, by, DRAW_STATES)
  return (
    <section className="sheet">
      <h2>{words.steps.seeds}</h2>
      <Facts facts={[...facts, { label: words.bureauSeed, value: words.bureauSeedHidden }]} />
      {draw.state === 'committed' && (
        <>
          <Field label={words.publicSeed} note={words.publicSeedNote} wide>
            {(tied) => (
              <Input
                {...tied}
                size="large"
                maxLength={500}
                value={draft.value.publicSeed}
                onChange={(event) => draft.set({ publicSeed: event.target.value })}
              />
            )}
          </Field>
          <TroubleNotice trouble={trouble} nameOf={nameOf} />
          <div className="actions">
            <SubmitButton
              size="large"
              busy={busy}
              refusals={refusals}
              nameOf={nameOf}
              onClick={() => void submit({ id: draw.id, version: draw.version, publicSeed: draft.value.publicSeed })}
            >
              {words.draw}
            </SubmitButton>
          </div>
        </>
      )}
    </section>
  )
}

function Result({ draw }: { draw: DrawView }) {
  if (draw.drawn.length === 0)
    return (
      <section className="sheet">
        <h2>{words.list}</h2>
        <EmptyState title={words.notDrawn}>{words.verifyHow}</EmptyState>
      </section>
    )
  return (
    <section className="sheet">
      <h2>{words.list}</h2>
      <ol className="stage-list">
        {draw.drawn.map((one) => (
          <li key={one.unitId}>
            <span className="stage-place">{one.place}</span>
            <span className="stage-unit">
              <Link to={`/enterprises/${one.unitId}`}>{one.name}</Link>
              <span className="soft">{TIERS[one.tier]}</span>
            </span>
            <span className="stage-pair">
              {one.officers.map(({ id, name }) => (
                <span key={id}>{name}</span>
              ))}
            </span>
            <span className="stage-lot" title={one.lot}>
              {words.lot} {one.lot.slice(0, 12)}
            </span>
          </li>
        ))}
      </ol>
      <Facts facts={[{ label: words.code, value: <Hash value={draw.code ?? ''} />, wide: true }]} />
      <p className="field-note">{words.verifyHow}</p>
      <p>
        <a href={fileUrl(drawFile, { id: draw.id })} download>
          {words.download}
        </a>
      </p>
    </section>
  )
}

function Excluded({ draw: { pool } }: { draw: DrawView }) {
  return (
    <section className="sheet">
      <h2>{words.excluded}</h2>
      <PlainTable
        label={words.excluded}
        rows={pool.excluded}
        rowKey={({ id, code }) => `${id} ${code}`}
        empty={<p className="soft">{words.nobodyExcluded}</p>}
        columns={[
          { title: words.name, dataIndex: 'name' },
          { title: words.kind, render: (_, { kind }) => words[kind] },
          { title: words.excludedWhy, render: (_, { code, reason }) => `${EXCLUSIONS[code]}：${reason}` },
        ]}
      />
      {pool.recusals.length > 0 && (
        <p>
          {words.recusals}：
          {pool.recusals
            .map(
              ({ officerId, reason }) => `${pool.officers.find(({ id }) => id === officerId)?.name ?? ''}（${reason}）`,
            )
            .join('、')}
        </p>
      )}
    </section>
  )
}

function Afterwards({ draw }: { draw: DrawView }) {
  const by = useAsker()
  const nameOf = useNameOf()
  const draft = useDraft(`planning/redraw/${draw.id}/${draw.version}`, { because: '' })
  const publish = useAct(publishDraw, { done: words.published })
  const again = useAct(redraw, { done: words.redrawn, after: () => draft.done() })
  const cannotPlan = useWhyNotPermitted()('planning.plan')
  const { id, version } = draw
  if (draw.state === 'superseded') {
    return (
      <section className="sheet">
        <h2>{words.because}</h2>
        <p>{draw.supersededBecause}</p>
        {draw.successor ? (
          <p>
            {words.replacedBy}：<Link to={`/planning/draws/${draw.successor.id}`}>{draw.successor.number}</Link>
          </p>
        ) : (
          <LinkButton to={`/planning/draws/new?redrawOf=${id}`} kind="primary" refusals={cannotPlan}>
            {words.commitAgain}
          </LinkButton>
        )}
      </section>
    )
  }
  return (
    <section className="sheet stage-after">
      <h2>{words.steps.published}</h2>
      <TroubleNotice trouble={publish.trouble ?? again.trouble} nameOf={nameOf} />
      {draw.state === 'drawn' && (
        <div className="actions">
          <SubmitButton
            busy={publish.busy}
            refusals={whyNotOffered(transitions.publishDraw, draw, by, DRAW_STATES)}
            nameOf={nameOf}
            onClick={() => void publish.submit({ id, version })}
          >
            {words.publish}
          </SubmitButton>
        </div>
      )}
      {draw.state === 'published' && draw.publishedAt && (
        <p>
          {words.published}（{minuteOf(draw.publishedAt)}）
        </p>
      )}
      <details className="item-group">
        <summary>{words.redraw}</summary>
        <Field label={words.because} note={words.becauseNote} wide>
          {(tied) => (
            <Input
              {...tied}
              maxLength={500}
              value={draft.value.because}
              onChange={(event) => draft.set({ because: event.target.value })}
            />
          )}
        </Field>
        <div className="actions">
          <SubmitButton
            kind="default"
            danger
            busy={again.busy}
            refusals={whyNotOffered(transitions.redraw, draw, by, DRAW_STATES)}
            nameOf={nameOf}
            onClick={() => void again.submit({ id, version, because: draft.value.because })}
          >
            {words.redraw}
          </SubmitButton>
        </div>
      </details>
    </section>
  )
}
