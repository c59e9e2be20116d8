import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'

const Member = z.object({
  kind: z.enum(['plan', 'draw', 'special', 'key-period']),
  id: z.string(),
  bureau: z.string(),
  inspectionId: z.string().nullable(),
  number: z.string(),
  from: z.string(),
  until: z.string(),
  checkItemIds: z.array(z.string()),
})

export const JointProposalView = z.object({
  enterpriseId: z.string(),
  enterpriseName: z.string(),
  bureaus: z.array(z.string()),
  leader: z.string(),
  on: z.string(),
  checkItemIds: z.array(z.string()),
  spared: z.number().int(),
  members: z.array(Member),
})
export type JointProposalView = z.infer<typeof JointProposalView>

export const JointView = z.object({
  id: z.string(),
  region: z.string(),
  number: z.string(),
  enterpriseId: z.string(),
  enterpriseName: z.string(),
  bureaus: z.array(z.string()),
  on: z.string(),
  checkItemIds: z.array(z.string()),
  inspectionId: z.string().nullable(),
  mergedInspections: z.array(z.string()),
  acceptedAt: z.string(),
})
export type JointView = z.infer<typeof JointView>

export const jointProposals = endpoint({
  method: 'GET',
  path: '/planning/joint-proposals',
  may: 'planning.read',
  audit: 'none',
  about:
    'What different bureaus mean to do at the same business within a window: plans that hold a slot, tasks of draws and special inspections, of all levels. At most 100, most visits spared first (circular art. 4).',
  input: z.object({}),
  output: z.object({ windowDays: z.number().int(), proposals: z.array(JointProposalView), joints: z.array(JointView) }),
})

export const acceptJoint = endpoint({
  method: 'POST',
  path: '/planning/joints',
  may: 'planning.approve',
  audit: 'planning.joint-accepted',
  about:
    'Joins the named plans and tasks of one business to one visit that counts once: the leader keeps its slot, the other slots are given back, the other tasks end. Conflict when somebody changed one of them since.',
  input: z.object({
    enterpriseId: IdShape,
    memberIds: z.array(IdShape).min(2, '至少合并两项').max(20),
    on: LawDateShape,
  }),
  output: JointView,
})
