import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { IdShape } from '../../kernel/shapes.ts'
import { PaperEntry, PaperShown, Service, ServiceAct, Signature, SubjectKind, Template, Verification } from './model.ts'

const Token = z
  .string()
  .trim()
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())

export const listCatalogue = endpoint({
  method: 'GET',
  path: '/document/catalogue',
  may: 'signed-in',
  audit: 'none',
  about: 'Every version of every form with its fields: code, seal, series of numbers, signers, source and confidence.',
  input: z.object({}),
  output: z.object({ templates: z.array(Template) }),
})

export const listPapers = endpoint({
  method: 'GET',
  path: '/document/papers',
  may: 'signed-in',
  audit: 'none',
  about: 'Papers of one inspection, case or business in the order of issue; a business sees only papers meant for it.',
  input: z.object({ kind: SubjectKind, id: z.string().min(1).max(80) }),
  output: z.object({ papers: z.array(PaperEntry) }),
})

export const listRegister = endpoint({
  method: 'GET',
  path: '/document/register',
  may: 'document.read',
  audit: 'none',
  about: 'Newest papers in scope, at most 200 a page; `before` is the issuedAt of the last row of the page before.',
  input: z.object({
    template: z.string().max(12).optional(),
    before: z.iso.datetime().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ papers: z.array(PaperEntry) }),
})

export const getPaper = endpoint({
  method: 'GET',
  path: '/document/papers/:id',
  may: 'signed-in',
  audit: 'document.read',
  about: 'One paper with its content and its records of service.',
  input: z.object({ id: IdShape }),
  output: z.object({ paper: PaperShown, services: z.array(Service) }),
})

export const paperPdf = endpoint({
  method: 'GET',
  path: '/document/:id/pdf',
  may: 'signed-in',
  audit: 'document.pdf-read',
  answers: 'file',
  about: 'The very file that was issued (PDF/A-2b); its SHA-256 is pdfSha256 of the paper.',
  input: z.object({ id: IdShape }),
  output: z.unknown(),
})

export const paperDocx = endpoint({
  method: 'GET',
  path: '/document/:id/docx',
  may: 'document.read',
  audit: 'document.docx-read',
  answers: 'file',
  about: 'The same content as an editable DOCX; only the PDF is the paper.',
  input: z.object({ id: IdShape }),
  output: z.unknown(),
})

export const printPapers = endpoint({
  method: 'GET',
  path: '/document/print',
  may: 'document.read',
  audit: 'document.printed',
  answers: 'file',
  about:
    'Several papers as one PDF for the printer, in the order asked for, at most 100; each keeps its own page numbers and code. Only the single PDF is the paper.',
  input: z.object({
    ids: z
      .string()
      .max(3700)
      .transform((text) => text.split(',').filter(Boolean))
      .pipe(z.array(IdShape).min(1, '请选择要打印的文书').max(100, '一次最多打印100份')),
  }),
  output: z.unknown(),
})

export const previewPaper = endpoint({
  method: 'POST',
  path: '/document/preview',
  may: 'document.write',
  audit: 'document.previewed',
  answers: 'file',
  about: 'A draft as PDF, without number, seal and code. Fields may still be missing; nothing is kept.',
  input: z.object({
    template: z.string().max(12),
    data: z.record(z.string(), z.unknown()),
    signatures: z.array(Signature).max(20).default([]),
  }),
  output: z.unknown(),
})

export const recordService = endpoint({
  method: 'POST',
  path: '/document/:id/service',
  may: 'document.serve',
  audit: 'document.served',
  about:
    'Records how a paper reached its party. deemedServedOn starts every later period: the day itself, ' +
    'thirty days later for an announcement (CPL 87-95).',
  input: z.object({ id: IdShape, service: ServiceAct }),
  output: Service,
})

export const correctPaper = endpoint({
  method: 'POST',
  path: '/document/:id/correct',
  may: 'document.write',
  audit: 'document.corrected',
  about: 'Issues a correcting paper. `data` are the changed fields only; the old paper stays, marked as corrected.',
  input: z.object({
    id: IdShape,
    data: z.record(z.string(), z.unknown()),
    reason: z.string().trim().min(1, '请写明更正事由').max(500),
  }),
  output: PaperShown,
})

export const verifyPaper = endpoint({
  method: 'GET',
  path: '/document/verify/:token',
  may: 'public',
  audit: 'none',
  about:
    'What the QR code or the printed code of a paper proves: number, bureau, date, hash, in force or corrected. ' +
    'No party, no content.',
  input: z.object({ token: Token.pipe(z.string().max(40)) }),
  output: Verification,
})

export const verifyFile = endpoint({
  method: 'POST',
  path: '/document/verify-file',
  may: 'public',
  audit: 'document.file-verified',
  takesFile: true,
  about:
    'Compares a PDF with what was issued, by its SHA-256; one changed byte and it is not genuine. ' +
    'The file is not kept.',
  input: z.object({}),
  output: Verification,
})
