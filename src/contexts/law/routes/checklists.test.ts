import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startTestPlumbline } from '../../../../tests/support/plumbline.ts'
import { listChecklists, type ChecklistView } from '../contract/checklists.ts'
import * as overlays from '../contract/overlays.ts'
import { aDrafter, anApprover } from '../fixtures.ts'

const COUNTY = '441322'
const ENTRIES = [
  { group: 'hazards', item: 'YPC-001' },
  { group: 'duties', item: 'GEN-001' },
  { group: 'system', item: 'GEN-043' },
  { group: 'risks', item: 'GEN-036' },
]
const draftOf = (groups: readonly string[]) => ({
  kind: 'checklist',
  title: '模具制造重点检查事项清单',
  instrument: { name: '演示县重点检查事项清单', number: '演示〔2026〕1号', article: 2 },
  from: '2026-07-01',
  rows: [
    {
      mode: 'add',
      key: 'BL-MOULD',
      content: {
        name: '模具制造重点检查事项清单',
        industry: 'machinery',
        entries: ENTRIES.filter(({ group }) => groups.includes(group)),
      },
    },
  ],
})

test('circular art. 5: a county lays down its own list with a second person, and not without all four groups', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: '2026-06-08T01:00:00.000Z' })
  const [drafter, approver] = [plumbline.as(aDrafter(COUNTY)), plumbline.as(anApprover(COUNTY))]
  const draft = (groups: readonly string[]) => drafter.must<overlays.ChangeView>(overlays.draftChange, draftOf(groups))
  const approve = ({ change: { id, version } }: overlays.ChangeView) =>
    approver.call(overlays.approveChange, { id, version })
  const lists = async (on: string) =>
    (await drafter.must<{ lists: ChecklistView[] }>(listChecklists, { region: COUNTY, on })).lists

  const lacking = await draft(['hazards', 'duties', 'risks'])
  assert.match(lacking.complaints[0]?.reason ?? '', /缺少“安全生产管理体系建立运行”/, 'the screen tells which')
  const refused = await approve(lacking)
  assert.equal(refused.status, 422)
  const { refusals } = refused.body as { refusals: { code: string; cites: object }[] }
  assert.deepEqual(
    refusals.map(({ code, cites }) => [code, cites]),
    [['checklist-lacks-group', { instrument: 'MEM-2025-02-27', article: 5 }]],
  )

  const whole = await draft(['hazards', 'duties', 'system', 'risks'])
  assert.deepEqual(whole.complaints, [])
  assert.equal((await approve(whole)).status, 200)
  const before = await lists('2026-06-30')
  const after = await lists('2026-07-01')
  assert.equal(before.length, 17)
  const own = after.find(({ id }) => id === 'BL-MOULD')
  assert.deepEqual(own?.missing, [])
  assert.deepEqual(
    own?.groups.map(({ items }) => items.length),
    [1, 1, 1, 1],
  )
  assert.match(own?.by ?? '', /演示县重点检查事项清单/)
})
