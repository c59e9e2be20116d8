import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { IdShape } from '../../kernel/shapes.ts'
import { CitationShape } from '../../kernel/plumb-line.ts'
import {
  AssignInput,
  CloseSpecialInput,
  CommitDrawInput,
  Deployment,
  DeploymentInput,
  Draw,
  DRAW_STATES,
  DrawInput,
  DueEnterprise,
  FileSpecialInput,
  LevelException,
  PublishDrawInput,
  RedrawInput,
  Special,
  SpecialInput,
  Task,
  TASK_STATES,
  Visit,
  type DrawState,
  type TaskState,
} from './model.ts'
import * as transitions from './transitions.ts'

export const yearOfVisits = endpoint({
  method: 'GET',
  path: '/planning/visits',
  may: 'signed-in',
  audit: 'none',
  about:
    'The yearly ledger of one business: its cap on the date (null before the circular of 2025-02-27), visits counted by all levels, and each visit. Shown before a plan is made and at the door (circular art. 3). A business asks for itself and sees visits that were made, none that are planned.',
  input: z.object({ enterpriseId: IdShape, year: z.coerce.number().int().min(2000).max(2100) }),
  output: z.object({
    cap: z.number().int().nullable(),
    capCites: CitationShape.nullable(),
    used: z.number().int(),
    /** Null where no cap binds; never below zero. */
    remaining: z.number().int().nullable(),
    responsibleBureau: z.string(),
    /** Who else may inspect it, and on which document (circular art. 4). */
    exceptions: z.array(LevelException),
    visits: z.array(Visit),
  }),
})

export const dueEnterprises = endpoint({
  method: 'GET',
  path: '/planning/due',
  may: 'planning.read',
  audit: 'none',
  about:
    'Of the businesses given by `ids` (comma between, at most 100, e.g. a page of key units of GET /registry/enterprises) those that nobody visited or planned to visit this year, high risk first (circular art. 2: key units at least once a year).',
  input: z.object({
    ids: z
      .string()
      .min(1, '请给出企业编号')
      .max(4000)
      .transform((list) => list.split(','))
      .pipe(z.array(IdShape).max(100, '一次最多100家')),
  }),
  output: z.object({ year: z.number().int(), enterprises: z.array(DueEnterprise) }),
})

const id = IdShape

/** A draw as screens show it: the pool without its units, which the file holds. */
export const DrawView = Draw.extend({
  pool: Draw.shape.pool.omit({ units: true }),
  unitCounts: z.object({ high: z.number(), medium: z.number(), low: z.number() }),
  /** The draw that replaced this one. */
  successor: z.object({ id: z.string(), number: z.string() }).nullable(),
})
export type DrawView = z.infer<typeof DrawView>

export const DrawEntry = z.object({
  id: z.string(),
  region: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.enum(Object.keys(DRAW_STATES) as [DrawState, ...DrawState[]]),
  units: z.number().int(),
  unitsWanted: z.number().int(),
  committedAt: z.string(),
  drawnAt: z.string().nullable(),
})
export type DrawEntry = z.infer<typeof DrawEntry>

export const commitDraw = endpoint({
  method: 'POST',
  path: '/planning/draws',
  may: 'planning.plan',
  audit: 'planning.draw-committed',
  takes: [transitions.commitDraw],
  about:
    'Binds the pool of a double-random draw: the general units for which the bureau is responsible, its certified officers, who is left out and why, and the hash of a secret bureau seed. The public seed named here must not be known before tomorrow (circular art. 2; docs/draw.md).',
  input: CommitDrawInput,
  output: DrawView,
})

export const draw = endpoint({
  method: 'POST',
  path: '/planning/draws/:id/draw',
  may: 'planning.plan',
  audit: 'planning.drawn',
  takes: [transitions.draw],
  about:
    'Draws units and officers from the bound pool with the public seed and the bureau seed, which is told from now on. The same input always gives the same list.',
  input: DrawInput.extend({ id }),
  output: DrawView,
})

export const publishDraw = endpoint({
  method: 'POST',
  path: '/planning/draws/:id/publish',
  may: 'planning.approve',
  audit: 'planning.draw-published',
  takes: [transitions.publishDraw],
  about: 'Approves the list, shows the file to the public and gives the officers their tasks.',
  input: PublishDrawInput.extend({ id }),
  output: DrawView,
})

export const redraw = endpoint({
  method: 'POST',
  path: '/planning/draws/:id/redraw',
  may: 'planning.approve',
  audit: 'planning.redraw-ordered',
  takes: [transitions.redraw],
  about:
    'Orders a draw to be done anew, with a reason. The old draw stays readable, its open tasks become void; the new one is committed with `redrawOf`.',
  input: RedrawInput.extend({ id }),
  output: DrawView,
})

export const listDraws = endpoint({
  method: 'GET',
  path: '/planning/draws',
  may: 'planning.read',
  audit: 'none',
  about: 'Draws of the own region, the latest first, at most 200.',
  input: z.object({}),
  output: z.object({ draws: z.array(DrawEntry) }),
})

export const getDraw = endpoint({
  method: 'GET',
  path: '/planning/draws/:id',
  may: 'planning.read',
  audit: 'none',
  about: 'One draw. The bureau seed is null until the draw.',
  input: z.object({ id }),
  output: DrawView,
})

export const drawFile = endpoint({
  method: 'GET',
  path: '/planning/draws/:id/file',
  may: 'public',
  audit: 'none',
  answers: 'file',
  about:
    'The file with which anybody computes the draw again (`draw verify`). Officers of the region read it once it is drawn, everybody once it is published.',
  input: z.object({ id }),
  output: z.unknown(),
})

export const listTasks = endpoint({
  method: 'GET',
  path: '/planning/tasks',
  may: 'planning.read',
  audit: 'none',
  about:
    'Visits that draws, special inspections and key periods ask for. A plan takes one by giving `sourceNumber` as its reference: reason `draw` or `plan`.',
  input: z.object({ state: z.enum(Object.keys(TASK_STATES) as [TaskState, ...TaskState[]]).optional() }),
  output: z.object({ tasks: z.array(Task) }),
})

export const SpecialView = z.object({ special: Special, tasks: z.array(Task) })
export type SpecialView = z.infer<typeof SpecialView>

export const draftSpecial = endpoint({
  method: 'POST',
  path: '/planning/specials',
  may: 'planning.plan',
  audit: 'planning.special-drafted',
  takes: [transitions.draftSpecial],
  about:
    'Drafts a special inspection. Refused without one of the three triggers, without bounds of place, sector, content, period and number, and where its words set a target (circular art. 2 and 14).',
  input: SpecialInput,
  output: SpecialView,
})

export const approveSpecial = endpoint({
  method: 'POST',
  path: '/planning/specials/:id/approve',
  may: 'planning.approve',
  audit: 'planning.special-approved',
  takes: [transitions.approveSpecial],
  about: 'Approves it; the approver is not the drafter.',
  input: z.object({ id, version: z.number().int() }),
  output: SpecialView,
})

export const fileSpecial = endpoint({
  method: 'POST',
  path: '/planning/specials/:id/file',
  may: 'planning.plan',
  audit: 'planning.special-filed',
  takes: [transitions.fileSpecial],
  about:
    'Notes the filing with the people’s government at county level or above; before it no task can be given (circular art. 2).',
  input: FileSpecialInput.extend({ id }),
  output: SpecialView,
})

export const assignSpecial = endpoint({
  method: 'POST',
  path: '/planning/specials/:id/tasks',
  may: 'planning.plan',
  audit: 'planning.special-assigned',
  takes: [transitions.assignSpecial],
  about: 'Gives tasks for businesses inside the bounds, up to the number; all or none.',
  input: AssignInput.extend({ id }),
  output: SpecialView,
})

export const closeSpecial = endpoint({
  method: 'POST',
  path: '/planning/specials/:id/close',
  may: 'planning.plan',
  audit: 'planning.special-closed',
  takes: [transitions.closeSpecial],
  about: 'Ends it; open tasks become void.',
  input: CloseSpecialInput.extend({ id }),
  output: SpecialView,
})

export const listSpecials = endpoint({
  method: 'GET',
  path: '/planning/specials',
  may: 'planning.read',
  audit: 'none',
  about: 'Special inspections of the own region, the latest first.',
  input: z.object({}),
  output: z.object({ specials: z.array(Special) }),
})

export const getSpecial = endpoint({
  method: 'GET',
  path: '/planning/specials/:id',
  may: 'planning.read',
  audit: 'none',
  about: 'One special inspection with its tasks.',
  input: z.object({ id }),
  output: SpecialView,
})

export const orderDeployment = endpoint({
  method: 'POST',
  path: '/planning/deployments',
  may: 'planning.approve',
  audit: 'planning.deployment-ordered',
  about: 'Sends bureaus into regions that are not theirs, for a time (circular art. 6). Only a bureau above both may.',
  input: DeploymentInput,
  output: Deployment,
})

export const listDeployments = endpoint({
  method: 'GET',
  path: '/planning/deployments',
  may: 'planning.read',
  audit: 'none',
  about: 'Orders that the region issued, follows or hosts.',
  input: z.object({}),
  output: z.object({ deployments: z.array(Deployment) }),
})

export const lintText = endpoint({
  method: 'POST',
  path: '/planning/lint',
  may: 'planning.read',
  audit: 'planning.text-linted',
  about:
    'Finds targets, links between assessment and visits or fines, and visits under another name in a plan, notice or indicator, each with its article (circular art. 2, 6, 12, 14).',
  input: z.object({ text: z.string('请填写文字').trim().min(1, '请填写文字').max(20_000) }),
  output: z.object({
    findings: z.array(
      z.object({
        code: z.string(),
        at: z.number().int(),
        excerpt: z.string(),
        says: z.string(),
        mend: z.string(),
        cites: CitationShape,
      }),
    ),
  }),
})
