import type { SiteInterview, SpotPack } from '../../../contexts/casework/contract/on-site.ts'
import { questionsFor, type QuestionGroup } from '../../../contexts/casework/rules/question-bank.ts'
import type { ReadBack } from '../../../contexts/casework/rules/asks.ts'
import {
  interviewSignatures,
  nthOf,
  whyNotInterviewed,
  type EarlierInterview,
} from '../../../contexts/casework/rules/on-site-interview.ts'
import { interviewRecord } from '../../../contexts/casework/rules/papers-investigation.ts'
import type { PaperFace } from '../../../contexts/document/rules/layout.ts'
import type { InspectionFile } from '../../../contexts/inspection/contract.ts'
import type { Me } from '../../../contexts/people/contract.ts'
import { unlessRefused, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import { newId } from '../../ui/device.ts'
import { askerOf } from '../api.ts'
import { rightNow } from '../offline/clock.ts'
import type { Pack } from '../offline/phone.ts'
import type { Beside } from '../side/use-beside.ts'
import { signedOf } from '../visit/acts.ts'
import { UNSIGNED, type SigningDraft } from '../visit/draft.ts'
import { words as offline } from '../words-offline.ts'

/** An interview as far as it is typed. */
export type InterviewDraft = {
  /** Empty until the first question is put. */
  readonly from: string
  readonly until: string
  readonly place: string
  readonly respondent: string
  readonly jobTitle: string
  readonly gender: string
  readonly age: string
  readonly idNumber: string
  readonly home: string
  readonly phone: string
  /** Null as long as it is the business that is inspected. */
  readonly employer: string | null
  readonly certificatesShown: boolean
  readonly rightsTold: boolean
  readonly recusal: '不申请' | '申请'
  readonly questions: readonly { readonly id: string; readonly question: string; readonly answer: string }[]
  readonly readBack: ReadBack | null
  readonly corrections: string
  readonly signing: SigningDraft
}

export const NO_INTERVIEW: InterviewDraft = {
  from: '',
  until: '',
  place: '',
  respondent: '',
  jobTitle: '',
  gender: '',
  age: '',
  idNumber: '',
  home: '',
  phone: '',
  employer: null,
  certificatesShown: false,
  rightsTold: false,
  recusal: '不申请',
  questions: [],
  readBack: null,
  corrections: '',
  signing: UNSIGNED,
}

/** Everything that the record says: whoever changes a word after the reading back has it read again. */
export const saysOfInterview = ({ signing: _ink, readBack: _read, ...says }: InterviewDraft) => says

/** What an interview is decided from on the phone. */
export type InterviewGround = {
  readonly file: InspectionFile
  readonly me: Me
  readonly pack: Pack
  readonly stock: SpotPack
  readonly before: readonly EarlierInterview[]
}

/** The questions of the bank that fit the matters of this visit. */
export const questionsHere = ({ file, stock }: InterviewGround): QuestionGroup[] =>
  questionsFor(
    stock.questions,
    file.facts.items.flatMap(({ violationKeys }) => violationKeys),
  )

/** The officers of the visit who are its interviewers: at most two put their questions. */
export const interviewersOf = ({ inspection }: Pick<InspectionFile, 'inspection'>) => inspection.officers.slice(0, 2)

/** The draft in the shape that is sent; questions without words or answers are left out. */
export function interviewOf({ file, me, before }: InterviewGround, draft: InterviewDraft, at: Instant): SiteInterview {
  const { signing, questions, age, employer, respondent, ...typed } = draft
  const { partySignature, ...signed } = signedOf(file.inspection, {
    ...signing,
    partyName: respondent,
    partyPost: typed.jobTitle,
  })
  const interviewers = interviewersOf(file)
  return {
    ...typed,
    from: draft.from || at,
    until: draft.until || at,
    respondent: respondent.trim(),
    place: draft.place.trim(),
    age: /^\d{1,3}$/.test(age) ? Number(age) : null,
    employer: employer ?? file.enterprise.name,
    officerIds: interviewers.map(({ id }) => id),
    recorder: interviewers.find(({ id }) => id !== me.id)?.name ?? me.name,
    questions: questions.flatMap(({ question, answer }) =>
      question.trim() && answer.trim() ? [{ question: question.trim(), answer: answer.trim() }] : [],
    ),
    nth: nthOf(before, respondent.trim()),
    ...signed,
    partySignature,
  }
}

const askOf = ({ file, me, before }: InterviewGround, input: SiteInterview, at: Instant) => ({
  input,
  inspection: file.inspection,
  officers: file.facts.officers.filter(({ id }) => input.officerIds.includes(id)),
  before,
  by: askerOf(me),
  at,
})

export const whyNotKept = (ground: InterviewGround, input: SiteInterview, at: Instant): Refusal[] =>
  whyNotInterviewed(askOf(ground, input, at))

/** D16 as it prints; null where there is no form for it. */
export function recordFace(
  { file, pack, stock }: InterviewGround,
  input: SiteInterview,
  at: Instant,
): PaperFace | null {
  const form = stock.forms.find(({ template }) => template.code === 'D16')
  if (!form) return null
  const officers = file.facts.officers
    .filter(({ id }) => input.officerIds.includes(id))
    .map(({ name, certificate }) => ({ name, certificate: certificate?.number ?? '' }))
  return {
    ...form,
    bureau: pack.along.bureau,
    number: null,
    data: interviewRecord(input, { nth: input.nth, officers }),
    signatures: interviewSignatures(input, file.inspection.officers),
    issuedAt: at,
    verifyUrl: null,
    verifyToken: null,
    corrects: null,
    picture: null,
    title: null,
  }
}

/** The interview as it is kept: its command and its paper. Throws Refused with every reason. */
export function interviewHere(ground: InterviewGround, draft: InterviewDraft): Beside | null {
  const at = rightNow()
  const input = interviewOf(ground, draft, at)
  unlessRefused(whyNotKept(ground, input, at))
  const face = recordFace(ground, input, at)
  if (!face) return null
  const { inspection, enterprise } = ground.file
  const command = newId()
  const { respondent, from, until } = input
  const officerNames = interviewersOf(ground.file).map(({ name }) => name)
  return {
    inspectionId: inspection.id,
    title: `${enterprise.name} ${offline.acts.interview} ${respondent}`,
    input: { id: command, inspectionId: inspection.id, ...input },
    done: { kind: 'interview', command, interview: { respondent, from, until, officerNames }, face },
  }
}
