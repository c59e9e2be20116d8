import { z } from 'zod'
import { art } from '../../../kernel/citation.ts'
import { personalPartsIn } from '../../../kernel/personal-data.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { IdShape, StepTakenShape } from '../../../kernel/shapes.ts'
import type { Act } from '../../../kernel/step.ts'

/** 案例汇编: good cases and counter-examples, analysed article by article (Jiangsu 2021-18 art. 5). */
export const CASE_KINDS = { exemplary: '正面案例', counter: '反面案例' } as const
export type CaseKind = keyof typeof CASE_KINDS

export const CASE_STATES = {
  drafted: '待审核',
  published: '已发布',
  revised: '修订待审核',
  withdrawn: '已撤下',
  discarded: '草稿已撤回',
} as const
export type CaseState = keyof typeof CASE_STATES

const told = (what: string, least: number, most: number) =>
  z.string(`请填写${what}`).trim().min(least, `${what}不少于${least}个字`).max(most, `${what}不超过${most}字`)

/** What one article means for the case. */
export const Analysis = z.object({
  instrument: z.string('请选择法规').trim().min(1, '请选择法规').max(80),
  article: z.coerce.number('请填写条号').int('条号应为整数').min(1, '请填写条号').max(999, '条号不超过999'),
  says: told('逐条评析', 10, 2000),
})
export type Analysis = z.output<typeof Analysis>

export const CaseContent = z.object({
  kind: z.enum(Object.keys(CASE_KINDS) as [CaseKind, ...CaseKind[]], '请选择正面或者反面案例'),
  title: told('标题', 4, 80),
  /** Anonymised: no business, no person. */
  facts: told('案情', 20, 4000),
  outcome: told('处理结果', 4, 2000),
  analysis: z.array(Analysis).min(1, '至少评析一个条文').max(20, '最多20条'),
  /** What to take from it: 启示 of a good case, 教训 of a counter-example. */
  lesson: told('启示或者教训', 4, 1000),
  /** Where it was read: number of a decision, a bulletin. Internal, shown to the own bureau. */
  source: z.string().trim().max(200, '来源不超过200字').default(''),
})
export type CaseContent = z.output<typeof CaseContent>

export const CompendiumCase = z.object({
  id: IdShape,
  state: z.enum(Object.keys(CASE_STATES) as [CaseState, ...CaseState[]]),
  version: z.number().int(),
  history: z.array(StepTakenShape),
  region: z.string(),
  /** What everybody finds; null until somebody else has published it. */
  shown: CaseContent.nullable(),
  /** What waits for its second person; null when nothing does. */
  draft: CaseContent.nullable(),
  editedBy: z.string(),
  editedByName: z.string(),
  publishedByName: z.string(),
  because: z.string(),
})
export type CompendiumCase = z.infer<typeof CompendiumCase>

export const EditInput = z.object({ content: CaseContent })
export const ReviseInput = EditInput.extend({ version: z.number('缺少版本号').int() })
export const PublishInput = z.object({ version: z.number('缺少版本号').int() })
export const CaseBecauseInput = PublishInput.extend({ because: told('理由', 4, 300) })

/** Cited articles that no loaded instrument has, as the law data tell it. */
export type CaseFacts = { readonly unknownArticles: readonly string[] }
export const NO_CASE_FACTS: CaseFacts = { unknownArticles: [] }

export type EditAct = Act<CompendiumCase, z.output<typeof EditInput>, CaseFacts>
export type PublishAct = Act<CompendiumCase, z.output<typeof PublishInput>, CaseFacts>
export type CaseBecauseAct = Act<CompendiumCase, z.output<typeof CaseBecauseInput>, CaseFacts>

/** Alike cases are punished alike (circular of 2025-02-27, art. 8): what the compendium is for. */
export const COMPENDIUM = art('MEM-2025-02-27', 8)
const COMPENDIUM_FROM = '2025-02-27'
/** Secrets and privacy that an authority learns of are kept (APL 50). */
const PRIVACY = art('APL', 50)
const FROM = '2021-07-15'

const COMPANY = /[\p{Script=Han}A-Za-z0-9（）()]{0,24}(?:有限责任公司|股份有限公司|有限公司|集团公司|合作社)/gu
const IS_MASKED = /某|[×xX*＊]{1,}|[甲乙丙丁](?:有限责任|股份有限|有限|集团)?公司/

const textOf = ({ title, facts, outcome, analysis, lesson }: CaseContent): string =>
  [title, facts, outcome, ...analysis.map(({ says }) => says), lesson].join('\n')

/** What of a case still tells whom it was about: names of businesses, numbers, plates, addresses. */
export function namesLeftIn(content: CaseContent): string[] {
  const text = textOf(content)
  const companies = [...text.matchAll(COMPANY)].map(([name]) => name).filter((name) => !IS_MASKED.test(name))
  return [...new Set([...companies, ...personalPartsIn(text)])]
}

/** A case teaches without telling of whom. */
export const caseNamesNobody = rule<EditAct>({
  cites: PRIVACY,
  inForceFrom: FROM,
  refuses: ({ input: { content } }) => {
    const found = namesLeftIn(content)
    return found.length === 0
      ? null
      : no(
          'case-names-somebody',
          { found: found.slice(0, 5).join('、') },
          '案例中还有能认出当事人的内容：{found}',
          '企业写作“某公司”，个人写作“王某”，删去号码和住址',
        )
  },
})

export const articlesExist = rule<EditAct>({
  cites: COMPENDIUM,
  inForceFrom: COMPENDIUM_FROM,
  refuses: ({ facts: { unknownArticles } }) =>
    unknownArticles.length === 0
      ? null
      : no(
          'case-cites-nothing',
          { articles: unknownArticles.join('、') },
          '法规数据中没有{articles}',
          '核对法规和条号',
        ),
})

/** Two persons read a case before others do: what one left standing the other sees. */
export const publisherDidNotEdit = rule<PublishAct>({
  cites: PRIVACY,
  inForceFrom: FROM,
  refuses: ({ thing, by }) =>
    thing.editedBy === by.id
      ? no(
          'published-by-editor',
          { name: by.name },
          '{name}编写了本案例，不能由本人审核',
          '请交由另一位有权限的人员审核',
        )
      : null,
})
