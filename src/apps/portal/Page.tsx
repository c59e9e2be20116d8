import type { ReactNode } from 'react'

/** The page itself, where the skip link leads. The sign-in brings its own. */
export const Page = ({ children }: { children: ReactNode }) => (
  <main className="portal-main" id="content" tabIndex={-1}>
    {children}
  </main>
)
