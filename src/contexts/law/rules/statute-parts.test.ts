import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadLawBook } from '../store.ts'
import { citedIn, titleAsCited } from './statute-citations.ts'
import { paragraphsOf, treeOf } from './statute-parts.ts'
import { restingOn } from './statute-uses.ts'

test('an article falls into paragraphs, and items hang on the paragraph before them', () => {
  const text =
    '单位有下列行为之一的，责令改正：\n（一）未配备人员的；\n(二) 未建立档案的。\n\n前款规定的罚款，由县级部门决定。'
  assert.deepEqual(paragraphsOf(text), [
    {
      text: '单位有下列行为之一的，责令改正：',
      items: [
        { label: '（一）', text: '未配备人员的；' },
        { label: '（二）', text: '未建立档案的。' },
      ],
    },
    { text: '前款规定的罚款，由县级部门决定。', items: [] },
  ])
  assert.deepEqual(paragraphsOf('（一）没有引言的项'), [{ text: '（一）没有引言的项', items: [] }])
  assert.deepEqual(paragraphsOf(''), [])
})

test('headings become a tree that keeps the order of the text', () => {
  const tree = treeOf(
    ['', '第一章', '第一章', '第二章 / 第一节', '第二章 / 第二节', '第二章 / 第一节'].map((path) => ({ path })),
  )
  assert.deepEqual(tree.articles, [0])
  assert.deepEqual(
    tree.branches.map(({ heading, articles, branches }) => [
      heading,
      articles,
      branches.map((one) => [one.heading, one.articles]),
    ]),
    [
      ['第一章', [1, 2], []],
      [
        '第二章',
        [],
        [
          ['第一节', [3]],
          ['第二节', [4]],
          ['第一节', [5]],
        ],
      ],
    ],
  )
})

test('an article cites its own statute and others, by their titles as texts write them, and never itself', () => {
  const cited = citedIn({
    title: '中华人民共和国演示法（2024修正）',
    articles: [
      {
        number: 1,
        sub: 0,
        path: '',
        text: '违反本法第二条、第三条之一的，依照《中华人民共和国安全生产法》第九十七条处罚。',
      },
      { number: 2, sub: 0, path: '', text: '依照第一条的规定处理；第二条另有规定的除外；依照第九条办理。' },
      { number: 3, sub: 1, path: '', text: '本法第三条之一自公布之日起施行。' },
    ],
  })
  assert.deepEqual(
    cited.map(({ number, sub, title, cited: article, citedSub }) => [number, sub, title, article, citedSub]),
    [
      [1, 0, '演示法', 2, 0],
      [1, 0, '演示法', 3, 1],
      [1, 0, '安全生产法', 97, 0],
      [2, 0, '演示法', 1, 0],
    ],
  )
  assert.equal(titleAsCited('《中华人民共和国 安全生产法》'), '安全生产法')
})

test('WSL 97: violations, check items and the like that rest on an article are listed once, on the date', () => {
  const at = { title: '中华人民共和国安全生产法', number: 97 }
  const uses = restingOn(loadLawBook(), { ...at, on: '2026-01-01' })
  const own = uses.violations.filter(({ id }) => id === 'AQ-97-7')
  assert.deepEqual(
    own.map(({ where }) => where),
    ['第九十七条第（七）项'],
  )
  assert.deepEqual(
    restingOn(loadLawBook(), { ...at, on: '2021-08-31' }).violations,
    [],
    'before 2021-09-01 it was article 94',
  )
  assert.ok(
    restingOn(loadLawBook(), { ...at, number: 30, on: '2026-01-01' }).violations.some(({ id }) => id === 'AQ-97-7'),
  )
})
