import type { Region } from './region.ts'

/** Who asks: what the session proves, and nothing more. Rules take it as an argument. */
export type Asker = {
  readonly id: string
  readonly name: string
  readonly kind: 'officer' | 'enterprise' | 'public' | 'system'
  /** The bureau the officer belongs to; its code is the scope of everything he sees. Empty for the public. */
  readonly region: Region
  readonly roles: readonly string[]
  readonly permissions: readonly string[]
  /** Heads in whose stead the officer approves today, and the permissions that he has only so. */
  readonly standsIn?: readonly { readonly for: string; readonly mandate: string; readonly lends: readonly string[] }[]
  /** Set for an enterprise user: the one business whose file he sees. */
  readonly enterpriseId?: string
}

export const THE_PUBLIC: Asker = {
  id: 'public',
  name: '公众',
  kind: 'public',
  region: 'none',
  roles: [],
  permissions: [],
}
