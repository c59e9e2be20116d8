import { art, type Citation } from '../../../kernel/citation.ts'
import { no, type Facts, type Refusal } from '../../../kernel/refusal.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { z } from 'zod'
import { OpinionOnPaper, PersonOnPaper, RemedyOnPaper, type Template, type TemplateField } from '../model.ts'

export type PaperContent = {
  readonly template: Template
  readonly data: Readonly<Record<string, unknown>>
  readonly on: LawDate
}

/** A refusal that names the field it stands on: `facts.field` is its name, `facts.label` its words on the form. */
function at(
  field: Pick<TemplateField, 'name' | 'label'>,
  code: string,
  says: string,
  mend: string,
  more: {
    facts?: Facts
    cites?: Citation
  } = {},
): Refusal {
  const refusal = no(code, { ...more.facts, field: field.name, label: field.label }, says, mend)
  return more.cites ? { ...refusal, cites: more.cites } : refusal
}

const SHAPES: Record<TemplateField['kind'], z.ZodType> = {
  text: z.string(),
  date: z.iso.date(),
  datetime: z.iso.datetime(),
  money: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
  number: z.number().finite(),
  list: z.array(z.string()),
  table: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]).optional())),
  persons: z.array(PersonOnPaper),
  citation: z.array(z.string()),
  opinion: OpinionOnPaper,
  choice: z.union([z.string(), z.array(z.string())]),
  remedy: RemedyOnPaper,
}

export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.every(isBlank)
}

/** Every required field is filled and every field has the shape of its kind. */
export function refusesShape({ template, data }: PaperContent): Refusal[] {
  return template.fields.flatMap((field) => {
    const value = data[field.name]
    if (isBlank(value)) {
      return field.required ? [at(field, 'field-missing', '“{label}”没有填写', '填写“{label}”')] : []
    }
    if (!SHAPES[field.kind].safeParse(value).success) {
      return [at(field, 'field-malformed', '“{label}”的格式不对', '按“{label}”的格式重新填写')]
    }
    const few = field.least !== undefined && Array.isArray(value) && value.length < field.least
    if (few && field.kind !== 'persons') {
      return [
        at(field, 'too-few-rows', '“{label}”至少要有{least}项', '补足“{label}”', {
          facts: { least: field.least ?? 0 },
        }),
      ]
    }
    const chosen = field.kind === 'choice' && field.options ? [value].flat() : []
    return chosen.every((option) => field.options?.includes(String(option)) ?? true)
      ? []
      : [at(field, 'not-an-option', '“{label}”不在可选项之内', '从“{label}”的可选项中选择')]
  })
}

/**
 * Times of a record run forward: the end lies after the start (SZF 304). Pairs are named startedAt/endedAt and
 * startsOn/endsOn.
 */
export function refusesTimes({ template, data }: PaperContent): Refusal[] {
  return (
    [
      ['startedAt', 'endedAt', true],
      ['startsOn', 'endsOn', false],
    ] as const
  ).flatMap(([start, end, strictly]) => {
    const field = template.fields.find(({ name }) => name === end)
    const [from, to] = [data[start], data[end]]
    if (!field || typeof from !== 'string' || typeof to !== 'string' || !from || !to) return []
    const runs = strictly ? from < to : from <= to
    return runs ? [] : [at(field, 'end-not-after-start', '“{label}”不晚于开始时间', '核对开始和结束的时间')]
  })
}

/**
 * At least two different officers, each with the number of a certificate of his own, in the same order (APL 42, SZF
 * 308).
 */
export function refusesOfficers({ template, data }: PaperContent): Refusal[] {
  return template.fields
    .filter((field) => field.kind === 'persons' && (field.certified || field.least))
    .flatMap((field) => {
      const persons = z.array(PersonOnPaper).safeParse(data[field.name])
      if (!persons.success || persons.data.length === 0) return []
      const found: Refusal[] = []
      const cites = art('APL', 42)
      const least = field.least ?? 1
      if (persons.data.length < least) {
        found.push(
          at(field, 'too-few-persons', '“{label}”不足{least}人', '由不少于{least}人办理', { facts: { least }, cites }),
        )
      }
      if (!field.certified) return found
      const bare = persons.data.filter(({ certificate }) => !certificate?.trim()).map(({ name }) => name)
      if (bare.length > 0) {
        found.push(
          at(field, 'certificate-missing', '{names}没有执法证号', '填写与姓名一一对应的执法证号', {
            facts: { names: bare.join('、') },
            cites,
          }),
        )
      }
      const numbers = persons.data.flatMap(({ certificate }) => (certificate?.trim() ? [certificate.trim()] : []))
      if (new Set(numbers).size < numbers.length) {
        found.push(at(field, 'certificate-repeated', '两名人员的执法证号相同', '核对每个人的执法证号', { cites }))
      }
      return found
    })
}

const WORDED: readonly TemplateField['kind'][] = ['text', 'list']
/** Fields that carry names, not the bureau's own words. */
const NAMES = new Set([
  'party',
  'employer',
  'legalRep',
  'address',
  'place',
  'home',
  'payee',
  'payAccount',
  'recipient',
  'supplier',
  'applicant',
  'receiver',
  'caseName',
])
/** 拟 as "proposed", not as a part of 拟除虫菊酯 and other words. */
const PROPOSED = /拟(?!除虫菊|合|人化|态|真|声)/

function wordsOf({ template, data }: PaperContent): { field: TemplateField; words: string }[] {
  return template.fields.flatMap((field) => {
    if (!WORDED.includes(field.kind) || NAMES.has(field.name)) return []
    const value = data[field.name]
    return isBlank(value) ? [] : [{ field, words: [value].flat().join('\n') }]
  })
}

/** A decision decides: the wording of a proposal has no place in it (SZF 351). */
export function refusesProposalWording(content: PaperContent): Refusal[] {
  if (!content.template.decision) return []
  return wordsOf(content)
    .filter(({ words }) => PROPOSED.test(words))
    .map(({ field }) =>
      at(field, 'proposal-wording', '决定类文书的“{label}”中出现“拟”字，决定不能是拟议', '删去“拟”，写明确定的内容', {
        cites: art('APL', 59),
      }),
    )
}

/**
 * From that date a local department's decision is reconsidered by the people's government of its own level alone (ARL
 * 24).
 */
const GOVERNMENT_ALONE_FROM = '2024-01-01'
const VAGUE_COURT = /有管辖权|当地|所在地|本地|相应|人民法院.*或者?.*人民法院/
const VAGUE_ORGAN = /上一级|上级|主管部门|本级|同级|有权|或者?.*政府/

/** The party must be told the very organ, the very court and the periods (APL 59, SZF 140). */
export function refusesRemedy({ template, data, on }: PaperContent): Refusal[] {
  const cites = art('APL', 59)
  return template.fields
    .filter(({ kind }) => kind === 'remedy')
    .flatMap((field) => {
      const remedy = RemedyOnPaper.safeParse(data[field.name])
      if (!remedy.success) return []
      const found: Refusal[] = []
      const { organ, court } = remedy.data
      if (!organ.trim() || VAGUE_ORGAN.test(organ)) {
        found.push(
          at(field, 'remedy-organ-vague', '没有写明行政复议机关的全称', '写明行政复议机关的全称和地址', { cites }),
        )
      } else if (on >= GOVERNMENT_ALONE_FROM && !/(人民政府|应急管理部)$/.test(organ.trim())) {
        found.push(
          at(
            field,
            'remedy-organ-wrong',
            '“{organ}”不能作为行政复议机关：2024年1月1日起由本级人民政府管辖',
            '写明本级人民政府的全称',
            { facts: { organ }, cites: art('ARL', 24) },
          ),
        )
      }
      if (!/.{2,}人民法院$/.test(court.trim()) || VAGUE_COURT.test(court)) {
        found.push(
          at(
            field,
            'remedy-court-vague',
            '没有写明受理行政诉讼的人民法院的全称',
            '写明法院的全称，不能写“有管辖权的人民法院”',
            { cites },
          ),
        )
      }
      return found
    })
}

/** The same words elsewhere in the text count as not told either. */
export function refusesVagueCourt(content: PaperContent): Refusal[] {
  return wordsOf(content)
    .filter(({ words }) => words.includes('有管辖权的人民法院'))
    .map(({ field }) =>
      at(field, 'remedy-court-vague', '“{label}”中写了“有管辖权的人民法院”，等于没有告知', '写明法院的全称', {
        cites: art('APL', 59),
      }),
    )
}

const RANGE =
  /\d[\d,.]*\s*万?元?\s*(?:[-－—–~～至到]+)\s*\d[\d,.]*\s*万?元|[一二三四五六七八九十百千]+万?元?[至到][一二三四五六七八九十百千]+万?元/
const OPEN_AMOUNT = /元(?:以上|以下)|不(?:超过|低于|少于)[^，。；]{0,12}元/

/** Kind and amount stand exactly: a range or a limit is no notice and no decision (APL 44, SZF 135). */
export function refusesInexactAmount(content: PaperContent): Refusal[] {
  const field = content.template.fields.find(({ name }) => name === 'penalty')
  const words = field ? content.data['penalty'] : undefined
  if (!field || typeof words !== 'string') return []
  const cites = art('APL', 44)
  if (RANGE.test(words) || OPEN_AMOUNT.test(words)) {
    return [
      at(field, 'amount-not-exact', '“{label}”中的金额是一个幅度，不是确定的数额', '写明确定的罚款数额', { cites }),
    ]
  }
  const fineFen = content.data['fineFen']
  if (
    words.includes('罚款') &&
    content.template.fields.some(({ name }) => name === 'fineFen') &&
    !(typeof fineFen === 'number' && fineFen > 0)
  ) {
    return [at(field, 'amount-missing', '“{label}”有罚款，但没有填写罚款金额', '填写罚款金额', { cites })]
  }
  return []
}

const TO_THE_ARTICLE =
  /^《[^《》]+》(?:（[^（）]*）)?\s*(?:附件[^第]{0,10})?第[零〇一二两三四五六七八九十百千\d]+(?:条|项|节|章.*条)/

/** A citation names the instrument and the article (SZF 108); a policy paper alone carries no penalty. */
export function refusesCitations({ template, data }: PaperContent): Refusal[] {
  return template.fields
    .filter(({ kind }) => kind === 'citation')
    .flatMap((field) => {
      const texts = z.array(z.string()).safeParse(data[field.name])
      const loose = (texts.success ? texts.data : []).filter((text) => text.trim() && !TO_THE_ARTICLE.test(text.trim()))
      return loose.length === 0
        ? []
        : [
            at(
              field,
              'citation-without-article',
              '“{label}”没有引到条：{texts}',
              '写明《法律名称》第几条第几款第几项',
              { facts: { texts: loose.join('；').slice(0, 200) }, cites: art('APL', 59) },
            ),
          ]
    })
}

const FULL_AUTHORITY = /全权(?:委托|代理|代表|处理)/
/** What others said or what was seen is written down as it was. */
const AS_SAID = new Set(['record', 'findings', 'partyWords', 'facts', 'defence', 'content', 'course'])

/** A power of attorney lists its powers: "full authority" gives none (SZF 504; CPL 62). */
export const refusesFullAuthority = (content: PaperContent): Refusal[] =>
  wordsOf(content)
    .filter(({ field, words }) => !AS_SAID.has(field.name) && FULL_AUTHORITY.test(words))
    .map(({ field }) =>
      at(
        field,
        'full-authority',
        '“{label}”写了“全权委托”，没有写明具体权限，代理无效',
        '逐项写明委托事项、权限和期限；此前已办的事项由委托人书面追认',
        { cites: art('CPL', 62) },
      ),
    )

/** Whom the earlier papers of the same case name. */
export type PartyNamed = { readonly party: string; readonly partyCode: string; readonly paper: string }

/** One party has one name and one code on every paper of a case (SZF 602): one of both differs, and it is a slip. */
export function refusesOtherParty(data: PaperContent['data'], before: readonly PartyNamed[]): Refusal[] {
  const { party, partyCode } = data
  if (typeof party !== 'string' || typeof partyCode !== 'string' || !party || !partyCode) return []
  const other = before.find((each) => (each.party === party) !== (each.partyCode === partyCode))
  return other
    ? [
        at(
          { name: 'party', label: '当事人' },
          'party-differs',
          '当事人“{party}”（{code}）与本案{paper}上的“{before}”（{beforeCode}）不一致',
          '核对当事人全称和统一社会信用代码；原文书有误的，先更正原文书',
          {
            facts: { party, code: partyCode, paper: other.paper, before: other.party, beforeCode: other.partyCode },
            cites: art('APL', 59),
          },
        ),
      ]
    : []
}

/** All that stands against issuing the paper, at once. Empty means it may be issued. */
export const refusesPaper = (content: PaperContent): Refusal[] =>
  [
    refusesShape,
    refusesTimes,
    refusesOfficers,
    refusesProposalWording,
    refusesRemedy,
    refusesVagueCourt,
    refusesInexactAmount,
    refusesCitations,
    refusesFullAuthority,
  ].flatMap((rule) => rule(content))
