/**
 * What a program may be allowed: reading registers, plans, results and what is public. No case, no evidence, no paper
 * and no account: else whoever keeps accounts could open by a token what he may not open himself (APL 75).
 */
export const SERVICE_PERMISSIONS = [
  'registry.read',
  'law.read',
  'planning.read',
  'inspection.read',
  'hazard.read',
  'publicity.read',
] as const
/** A token ends after a year at the latest, so that one that was forgotten does not stay open. */
export const SERVICE_DAYS_MAX = 366
/** Tokens say what they are, so that one that leaks into a file is found by its look. */
export const SERVICE_TOKEN_PREFIX = 'plumbline_'
