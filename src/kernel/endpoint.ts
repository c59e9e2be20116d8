import type { z } from 'zod'
import type { AnyStep } from './step.ts'

/**
 * One operation, declared once: the server serves it, the apps call it, openapi.json and the endpoint list are made
 * from it. What is not declared in a contract.ts does not exist.
 */
export type Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly method: 'GET' | 'POST'
  /** Begins with the context's name; `:name` parts are fields of `input`. Served under /api. */
  readonly path: `/${string}`
  /** Permission asked of the session; 'public' for everybody, 'signed-in' for any session. */
  readonly may: string
  /** The journal's word for the act, `context.word`; 'none' only on a GET that reveals nothing personal. */
  readonly audit: string
  /** One or two sentences for integrators: units, errors and the article, as far as the shapes do not tell. */
  readonly about: string
  readonly input: I
  readonly output: O
  /** The lifecycle steps behind it, so that its possible refusals and articles reach the endpoint list. */
  readonly takes?: readonly AnyStep[]
  /** 'file': answers with bytes instead of JSON. */
  readonly answers?: 'json' | 'file'
  /** The answer holds a secret or sets a cookie: it is not kept for a repeated call, which runs anew. */
  readonly answersOnce?: boolean
  /** A board or statistics: a standby may answer it, seconds behind. Its answer tells `asOf`, null from the primary. */
  readonly mayLag?: boolean
  /** The request is multipart with one file; `input` then describes the other fields. */
  readonly takesFile?: boolean
}

export const endpoint = <I extends z.ZodType, O extends z.ZodType>(endpoint: Endpoint<I, O>): Endpoint<I, O> => endpoint
