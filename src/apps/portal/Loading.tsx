import { words } from './words.ts'

export const Loading = () => (
  <p role="status" className="soft">
    {words.loading}
  </p>
)
