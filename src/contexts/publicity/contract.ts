import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { IdShape } from '../../kernel/shapes.ts'
import {
  KeepBack,
  Notice,
  NOTICE_STATES,
  PublicEntry,
  PublicNotice,
  Publish,
  Withdraw,
  Withdrawal,
  type NoticeState,
} from './model.ts'
import * as transitions from './transitions.ts'

export const publicityQueue = endpoint({
  method: 'GET',
  path: '/publicity/queue',
  may: 'publicity.read',
  audit: 'none',
  about:
    'Notices of the asker’s bureaus, at most 200: by default those still to be published, the one that falls due first on top. `late`: past the seven working days (WSL 78).',
  input: z.object({ state: z.enum(Object.keys(NOTICE_STATES) as [NoticeState, ...NoticeState[]]).default('queued') }),
  output: z.object({ notices: z.array(Notice.extend({ late: z.boolean() })) }),
})

export const publish = endpoint({
  method: 'POST',
  path: '/publicity/:id/publish',
  may: transitions.publish.may,
  audit: 'publicity.published',
  takes: [transitions.publish],
  about:
    'Shows the notice to the public. With `version`, a notice changed since is a conflict. `facts` replaces its text, masked once more. A minor penalty needs a reason to be shown.',
  input: Publish.extend({ id: IdShape, version: z.number().int().optional() }),
  output: Notice,
})

export const keepBack = endpoint({
  method: 'POST',
  path: '/publicity/:id/keep-back',
  may: transitions.keepBack.may,
  audit: 'publicity.kept-back',
  takes: [transitions.keepBack],
  about:
    'Decides that a decision is not shown, with ground, article and reason; its clock D-22 stops. It may be published later all the same.',
  input: KeepBack.extend({ id: IdShape, version: z.number().int().optional() }),
  output: Notice,
})

export const withdraw = endpoint({
  method: 'POST',
  path: '/publicity/:id/withdraw',
  may: transitions.withdraw.may,
  audit: 'publicity.withdrawn',
  takes: [transitions.withdraw],
  about: 'Takes a notice down, with the reason in public (APL 48); three working days run from `effectiveOn`.',
  input: Withdraw.extend({ id: IdShape, version: z.number().int().optional() }),
  output: Notice,
})

const Page = z.coerce.number().int().min(1).max(500).default(1)

export const listNotices = endpoint({
  method: 'GET',
  path: '/publicity/notices',
  may: 'public',
  audit: 'none',
  about:
    'Published penalty decisions, the latest first, 20 a page; `q` is a part of the party, the title, the number or the facts. `total` stops at 10,000.',
  input: z.object({
    q: z.string().trim().max(100).optional(),
    region: z
      .string()
      .regex(/^(\d{2}|\d{4}|\d{6}|\d{9})$/, '地区代码不正确')
      .optional(),
    page: Page,
  }),
  output: z.object({
    notices: z.array(PublicEntry),
    total: z.number().int(),
    totalIsCapped: z.boolean(),
    pageSize: z.number().int(),
  }),
})

export const getNotice = endpoint({
  method: 'GET',
  path: '/publicity/notices/:id',
  may: 'public',
  audit: 'none',
  about: 'One published decision; 404 when it is not shown or not shown any more.',
  input: z.object({ id: IdShape }),
  output: PublicNotice,
})

export const listWithdrawals = endpoint({
  method: 'GET',
  path: '/publicity/withdrawals',
  may: 'public',
  audit: 'none',
  about: 'Notices that were taken down and why (APL 48), the latest first, 20 a page.',
  input: z.object({ page: Page }),
  output: z.object({ withdrawals: z.array(Withdrawal) }),
})
