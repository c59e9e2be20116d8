import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { Lease, LinkKey } from '../../device/model.ts'
import { Template } from '../../document/model.ts'
import { Layout } from '../../document/rules/layout.ts'
import { CheckItem, Instrument, MajorHazard, Parameter, Violation } from '../../law/model.ts'
import { Bureau } from '../../people/model.ts'
import { KnownOperators } from '../../registry/rules/operators.ts'
import { Enterprise, Licence } from '../../registry/model.ts'
import { InspectionFile } from '../contract.ts'
import { Colleague } from './join.ts'
import { InspectionFacts } from '../model.ts'

/** The rows of the law that one visit stands on: our own data, no texts of statutes. */
export const LawSlice = z.object({
  instruments: z.array(Instrument),
  violations: z.array(Violation),
  majorHazards: z.array(MajorHazard),
  checkItems: z.array(CheckItem),
  parameters: z.array(Parameter),
  /** How officers describe these violations in their own words: found by them without network. */
  spoken: z.array(z.object({ key: z.string(), says: z.array(z.string()) })).optional(),
})
export type LawSlice = z.infer<typeof LawSlice>

/** All that a phone needs to make one visit without network. */
export const TakenAlong = z.object({
  at: z.string(),
  file: InspectionFile,
  bureau: Bureau,
  /** SHA-256 of the token on the door: proves a scanned code without giving it away. */
  doorSha256: z.string(),
  /** The numbers that the papers of this visit will bear; they go with the serial of its approved plan. */
  numbers: z.array(z.object({ template: z.string(), number: z.string() })),
  forms: z.array(z.object({ template: Template, layout: Layout.nullable() })),
  law: LawSlice,
  /** What the business is licensed for, to compare with what is on site. */
  licences: z.array(Licence).optional(),
  /** People known at the business by their special-operation certificates, as keys (ADR 25). */
  operators: KnownOperators.optional(),
  /** Certificate holders of the bureau who may join on site without network. */
  colleagues: z.array(Colleague).optional(),
  /** Keys of hand-overs by codes, one for each officer of the visit. */
  linkKeys: z.array(LinkKey).optional(),
  /** Whose phone writes the papers of the visit; another one is a companion that answers, photographs and signs. */
  lease: Lease,
})
export type TakenAlong = z.infer<typeof TakenAlong>

export const takeAlong = endpoint({
  method: 'POST',
  path: '/inspection/:id/take-along',
  may: 'inspection.enter',
  audit: 'inspection.taken-along',
  about:
    'Gives a phone everything for one visit without network, lends it the reserved slot of the year (circular art. 3) and makes it the one that writes its papers, for 72 hours. Refused while another phone holds the visit, with who and until when; only for its officers (WSL 67). As `companion` the phone of a second officer gets the same while the first keeps the visit: it captures evidence and hands its draft over, but writes no paper.',
  input: z.object({ id: IdShape, phone: IdShape, companion: z.boolean().default(false) }),
  output: TakenAlong,
})

/** All that a phone needs to begin a visit at a business for which there is no plan. */
export const BusinessAlong = z.object({
  at: z.string(),
  enterprise: Enterprise,
  /** The bureau that would inspect. */
  bureau: Bureau,
  /** The officer who asks, the count of the year and every matter that may be inspected. */
  facts: InspectionFacts,
  doorSha256: z.string(),
  /** Numbers of notices that this phone holds unused: a visit without plan bears the serial of its notice. */
  notices: z.array(z.string()),
  forms: z.array(z.object({ template: Template, layout: Layout.nullable() })),
  law: LawSlice,
  licences: z.array(Licence),
  operators: KnownOperators,
  /** Everybody of the bureau with a certificate, and who was left out of a draw for this business (APL 43). */
  colleagues: z.array(Colleague),
})
export type BusinessAlong = z.infer<typeof BusinessAlong>

export const takeBusinessAlong = endpoint({
  method: 'POST',
  path: '/inspection/businesses/:enterpriseId/take-along',
  may: 'inspection.enter',
  audit: 'inspection.business-taken-along',
  about:
    'Gives a phone what it needs to begin an urgent visit at a business without a plan and without network (circular art. 6): its file, the officers who hold a certificate today, the matters of its sectors, forms and law, and numbers of notices of its own; asked again it gives the same unused numbers. Holds no slot: that is taken when the plan comes in. 404 for a business out of scope, 422 for a phone that is wiped or somebody else’s.',
  input: z.object({ enterpriseId: IdShape, phone: IdShape }),
  output: BusinessAlong,
})

export const handBack = endpoint({
  method: 'POST',
  path: '/inspection/:id/hand-back',
  may: 'inspection.enter',
  audit: 'inspection.handed-back',
  about:
    'A phone gives a visit that it took along back: another phone may take it, and the office may cancel it again. The slot of the year stays reserved. Only the phone that holds it.',
  input: z.object({ id: IdShape, phone: IdShape }),
  output: z.object({}),
})
