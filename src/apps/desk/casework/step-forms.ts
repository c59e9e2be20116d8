import type { ComponentType } from 'react'
import * as contract from '../../../contexts/casework/contract.ts'
import { steps } from '../../../contexts/casework/transitions.ts'
import { discussForm } from './forms/DiscussForm.tsx'
import { EvidenceForm } from './forms/EvidenceForm.tsx'
import { InterviewForm } from './forms/InterviewForm.tsx'
import { DecisionForm, ReportForm } from './forms/ReportForm.tsx'
import { reviewForm } from './forms/ReviewForms.tsx'
import { DefenceForm, WaiverForm } from './forms/RightsForms.tsx'
import { serveForm } from './forms/ServeForm.tsx'
import { ArchiveForm, ClosingForm, opinionForm, PaymentForm, sendBackForm } from './forms/ShortForms.tsx'
import type { StepFormProps } from './StepFrame.tsx'

/** The form of each step, by the name of the step. */
export const STEP_FORMS: Readonly<Record<string, ComponentType<StepFormProps>>> = {
  'approve-filing': opinionForm(contract.approveFiling, steps.approveFiling),
  'decline-filing': sendBackForm(contract.declineFiling, steps.declineFiling),
  'record-interview': InterviewForm,
  'add-evidence': EvidenceForm,
  'submit-report': ReportForm,
  'return-report': sendBackForm(contract.returnReport, steps.returnReport),
  'reject-report': sendBackForm(contract.rejectReport, steps.rejectReport),
  review: reviewForm(false),
  'review-again': reviewForm(true),
  discuss: discussForm(false),
  'discuss-again': discussForm(true),
  'approve-notification': opinionForm(contract.approveNotification, steps.approveNotification),
  'serve-notification': serveForm('notification'),
  'record-defence': DefenceForm,
  'waive-rights': WaiverForm,
  'propose-decision': DecisionForm,
  'return-decision': sendBackForm(contract.returnDecision, steps.returnDecision),
  decide: opinionForm(contract.decide, steps.decide),
  'serve-decision': serveForm('decision'),
  'record-payment': PaymentForm,
  'propose-closing': ClosingForm,
  'return-closing': sendBackForm(contract.returnClosing, steps.returnClosing),
  'approve-closing': opinionForm(contract.approveClosing, steps.approveClosing),
  'review-filing': opinionForm(contract.reviewFiling, steps.reviewFiling),
  'review-decision': opinionForm(contract.reviewDecision, steps.reviewDecision),
  'review-closing': opinionForm(contract.reviewClosing, steps.reviewClosing),
  'return-ended': sendBackForm(contract.returnEnded, steps.returnEnded),
  archive: ArchiveForm,
}
