import { Conflict, NotFound } from '../../../kernel/answer.ts'
import { take, type Step } from '../../../kernel/step.ts'
import type { Tx } from '../../../platform/db.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { getEvidence, readOriginal } from '../../evidence/public.ts'
import { lawbook } from '../../law/public.ts'
import {
  citationOf,
  citationsText,
  citationText,
  findCheckItem,
  findMajorHazard,
  findViolation,
  penaltyCitation,
} from '../../law/rules/lawbook.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract/samples.ts'
import { likeness, LIKENESS_MIN, likenessWord } from '../rules/likeness.ts'
import { SAMPLE_STATES, type Sample, type SampleState } from '../rules/sample.ts'
import { findHazards } from '../store.ts'
import { copyWithoutData, featuresOfPicture } from '../store/picture.ts'
import * as store from '../store/samples.ts'
import * as transitions from '../transitions/sample.ts'

const LISTED_MAX = 100
const ALIKE_MAX = 8

/** The sample with its matter, violation and criterion as the law of today names them. */
function viewOf(sample: Sample): contract.SampleView {
  const book = lawbook()
  const item = findCheckItem(book, sample.checkItemId)
  const violation = sample.violationKey ? findViolation(book, sample.violationKey) : null
  const criterion = sample.majorHazardCode ? findMajorHazard(book, sample.majorHazardCode) : null
  return {
    ...sample,
    matter: {
      title: item?.matter ?? '',
      content: item?.content ?? sample.checkItemId,
      statement: item?.statement ?? '',
      cites: item ? citationsText(book, item.basis.map(citationOf), 'short') || (item.basisNote ?? '') : '',
    },
    violation: violation ? `${violation.says}（${citationText(book, penaltyCitation(violation), 'short')}）` : '',
    criterion: criterion?.says ?? '',
  }
}

const blank = ({ asker, at }: Ctx, id: string): Sample => ({
  id,
  state: 'proposed',
  version: 0,
  history: [],
  region: asker.region,
  subject: 'equipment',
  name: '',
  description: '',
  checkItemId: '',
  violationKey: null,
  majorHazardCode: null,
  proposedBy: asker.id,
  proposedByName: asker.name,
  proposedAt: at,
  decidedBy: null,
  decidedByName: '',
  because: '',
})

async function taken<Input extends { version: number }>(
  ctx: Ctx,
  step: Step<SampleState, Sample, Input, null>,
  { id, input }: { id: string; input: Input },
): Promise<contract.SampleView> {
  ctx.concerns('sample', id)
  const before = await store.lockSample(ctx.tx, id)
  if (!before) throw new NotFound('sample')
  if (before.version !== input.version) throw new Conflict('样本已被他人更新，请刷新后重试')
  const after = take(step, { thing: before, input, facts: null, by: ctx.asker, at: ctx.at }, SAMPLE_STATES)
  await store.saveSample(ctx.tx, after, before.version)
  ctx.note({ from: before.state, to: after.state })
  return viewOf(after)
}

/** The words of a question, each with the check items whose matter holds it. */
const wordsIn = (text: string) =>
  text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => ({
      word,
      items: lawbook()
        .checkItems.filter(({ matter, content, statement }) => `${matter}${content}${statement}`.includes(word))
        .map(({ id }) => id),
    }))

async function alikeIn(tx: Tx, bytes: Uint8Array) {
  const asked = await featuresOfPicture(bytes)
  const kept = await store.keptFeatures(tx)
  const best = kept
    .map(({ id, features }) => ({ id, value: likeness(asked, features) }))
    .filter(({ value }) => value >= LIKENESS_MIN)
    .sort((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1))
    .slice(0, ALIKE_MAX)
  const found = await store.findSamples(
    tx,
    best.map(({ id }) => id),
  )
  const byId = new Map(found.map((sample) => [sample.id, sample]))
  return {
    compared: kept.length,
    alike: best.flatMap(({ id, value }) => {
      const sample = byId.get(id)
      return sample ? [{ ...viewOf(sample), likeness: value, word: likenessWord(value) }] : []
    }),
  }
}

export const samples: readonly Route[] = [
  serve(contract.listSamples, async ({ words = '', subject, state }, { tx }) => {
    const rows = await store.listSamples(tx, { state, subject, words: wordsIn(words), limit: LISTED_MAX + 1 })
    return { samples: rows.slice(0, LISTED_MAX).map(viewOf), isMore: rows.length > LISTED_MAX }
  }),

  serve(contract.findAlike, async (_, { tx, upload, note }) => {
    if (!upload) throw new NotFound('file')
    const answer = await alikeIn(tx, upload.bytes)
    note({ compared: answer.compared, alike: answer.alike.length })
    return answer
  }),

  serve(contract.proposeSample, async ({ id, ...input }, ctx) => {
    const { tx, asker, at, files } = ctx
    ctx.concerns('sample', id)
    const [hazard] = await findHazards(tx, [input.hazardId])
    if (!hazard) throw new NotFound('hazard')
    const evidence = await getEvidence(tx, [input.evidenceId])
    const { name, creditCode } = await getEnterprise(tx, hazard.enterpriseId)
    const facts = { hazard, evidence, names: [name, creditCode] }
    const sample = take(
      transitions.proposeSample,
      { thing: blank(ctx, id), input, facts, by: asker, at },
      SAMPLE_STATES,
    )
    const { bytes } = await readOriginal(tx, files, input.evidenceId)
    const { sha256 } = await files.save(await copyWithoutData(bytes))
    const origin = { ...input, pictureSha256: sha256, features: await featuresOfPicture(bytes) }
    if (!(await store.insertSample(tx, sample, origin))) throw new Conflict('这张照片已经提出过，请在样本库查看')
    ctx.note({ hazard: hazard.id, item: sample.checkItemId })
    return viewOf(sample)
  }),

  serve(contract.keepSample, ({ id, ...input }, ctx) => taken(ctx, transitions.keepSample, { id, input })),
  serve(contract.declineSample, ({ id, ...input }, ctx) => taken(ctx, transitions.declineSample, { id, input })),
  serve(contract.withdrawSample, ({ id, ...input }, ctx) => taken(ctx, transitions.withdrawSample, { id, input })),

  serve(contract.samplePicture, async ({ id }, { tx, files }) => {
    const sha256 = await store.findPicture(tx, id)
    if (!sha256) throw new NotFound('sample')
    return { name: `${id}.jpg`, mime: 'image/jpeg', bytes: await files.read(sha256) }
  }),
]
