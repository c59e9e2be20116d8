import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { LIKENESS_WORDS, type LikenessWord } from '../rules/likeness.ts'
import {
  KeepInput,
  ProposeInput,
  Sample,
  SAMPLE_STATES,
  SAMPLE_SUBJECTS,
  SampleBecauseInput,
  type SampleState,
  type SampleSubject,
} from '../rules/sample.ts'
import * as transitions from '../transitions/sample.ts'

/** A sample with the matter that it belongs to, in words. */
export const SampleView = Sample.extend({
  matter: z.object({
    title: z.string(),
    content: z.string(),
    /** Standard wording of the violation. */
    statement: z.string(),
    cites: z.string(),
  }),
  /** The violation and its penalty provision; empty where none was named. */
  violation: z.string(),
  /** The criterion of a major hazard; empty where it is none. */
  criterion: z.string(),
})
export type SampleView = z.infer<typeof SampleView>

export const proposeSample = endpoint({
  method: 'POST',
  path: '/hazard/samples',
  may: 'hazard.propose-sample',
  audit: 'hazard.sample-proposed',
  about:
    'Proposes a confirmed hazard and one of its photos as a sample. A copy of at most 1280 pixels without the camera’s data is kept; business, place and persons do not go along (APL 50). The same photo twice is a conflict.',
  input: ProposeInput.extend({ id: IdShape }),
  output: SampleView,
  takes: [transitions.proposeSample],
})

export const keepSample = endpoint({
  method: 'POST',
  path: '/hazard/samples/:id/keep',
  may: 'hazard.keep-sample',
  audit: 'hazard.sample-kept',
  about: 'Takes a proposed sample into the library; never by its proposer, and only after looking through the picture.',
  input: KeepInput.extend({ id: IdShape }),
  output: SampleView,
  takes: [transitions.keepSample],
})

export const declineSample = endpoint({
  method: 'POST',
  path: '/hazard/samples/:id/decline',
  may: 'hazard.keep-sample',
  audit: 'hazard.sample-declined',
  about: 'Does not take a proposed sample, with the reason.',
  input: SampleBecauseInput.extend({ id: IdShape }),
  output: SampleView,
  takes: [transitions.declineSample],
})

export const withdrawSample = endpoint({
  method: 'POST',
  path: '/hazard/samples/:id/withdraw',
  may: 'hazard.keep-sample',
  audit: 'hazard.sample-withdrawn',
  about: 'Takes a sample out of the library, with the reason; it is found no more.',
  input: SampleBecauseInput.extend({ id: IdShape }),
  output: SampleView,
  takes: [transitions.withdrawSample],
})

export const listSamples = endpoint({
  method: 'GET',
  path: '/hazard/samples',
  may: 'hazard.read',
  audit: 'none',
  about:
    'Samples of the own region, of those below, and the kept ones of the levels above, the latest first, at most 100: those that hold every word in name, description or matter. Without a state the kept ones.',
  input: z.object({
    words: z.string().trim().max(100, '不超过100字').optional(),
    subject: z.enum(Object.keys(SAMPLE_SUBJECTS) as [SampleSubject, ...SampleSubject[]]).optional(),
    state: z.enum(Object.keys(SAMPLE_STATES) as [SampleState, ...SampleState[]]).default('kept'),
  }),
  output: z.object({ samples: z.array(SampleView), isMore: z.boolean() }),
})

export const findAlike = endpoint({
  method: 'POST',
  path: '/hazard/samples/alike',
  may: 'hazard.read',
  audit: 'hazard.samples-compared',
  takesFile: true,
  about:
    'Kept samples that look like a photo (JPEG, PNG or WebP), each with its matter, best first, at most 8. The photo is not kept. `likeness` runs from 0 to 1 over shape, colours and edges: a hint where to look, never a finding (APL 40). `compared` tells over how many samples.',
  input: z.object({}),
  output: z.object({
    alike: z.array(
      SampleView.extend({
        likeness: z.number(),
        word: z.enum(Object.keys(LIKENESS_WORDS) as [LikenessWord, ...LikenessWord[]]),
      }),
    ),
    compared: z.number().int(),
  }),
})

export const samplePicture = endpoint({
  method: 'GET',
  path: '/hazard/samples/:id/picture',
  may: 'hazard.read',
  audit: 'none',
  answers: 'file',
  about: 'The picture of a sample in scope: a JPEG copy without the camera’s data.',
  input: z.object({ id: IdShape }),
  output: z.unknown(),
})
