import { lawDateOf } from '../../../kernel/time.ts'
import { PAPER_STATES, type PaperState, type Verification } from '../model.ts'

export type IssuedPaper = {
  readonly state: PaperState
  readonly title: string
  readonly number: string | null
  readonly bureau: string
  readonly issuedAt: string
  readonly pdfSha256: string
  readonly correctedByNumber: string | null
}

const UNKNOWN: Verification = {
  found: false,
  genuine: false,
  state: null,
  title: null,
  number: null,
  bureau: null,
  issuedOn: null,
  pdfSha256: null,
  correctedByNumber: null,
  says: '',
}

/**
 * What to tell somebody who holds a paper's code or file. `isSameFile` is false when the file names the paper but its
 * bytes differ,
 * and null when only the code was shown.
 */
export function verificationOf(paper: IssuedPaper | null, isSameFile: boolean | null): Verification {
  if (!paper) {
    const says =
      isSameFile === null
        ? '没有查到这个核验码，请核对后重新输入'
        : '没有查到与该文件一致的文书，该文件不是本系统制作的原件或者已被改动'
    return { ...UNKNOWN, says }
  }
  const facts: Verification = {
    found: true,
    genuine: isSameFile !== false,
    state: paper.state,
    title: paper.title,
    number: paper.number,
    bureau: paper.bureau,
    issuedOn: lawDateOf(paper.issuedAt),
    pdfSha256: paper.pdfSha256,
    correctedByNumber: paper.correctedByNumber,
    says: '',
  }
  const name = `${paper.bureau}《${paper.title}》${paper.number ?? ''}`
  if (isSameFile === false) return { ...facts, says: `该文件自称为${name}，但内容与制作时不一致，已被改动` }
  if (paper.state === 'corrected') {
    return {
      ...facts,
      says: `${name}确由该机关制作，但已被${paper.correctedByNumber ?? '新的文书'}更正，以更正后的文书为准`,
    }
  }
  const proof = isSameFile ? '，文件内容与制作时一致' : '，请核对纸面与查询结果是否相同'
  return { ...facts, says: `${name}确由该机关制作（${PAPER_STATES[paper.state]}）${proof}` }
}

/** The token that a paper's file carries in its metadata; null when there is none. */
export function tokenInFile(text: string): string | null {
  return /plumbline-paper:([A-Z2-9]{16})/.exec(text)?.[1] ?? null
}
