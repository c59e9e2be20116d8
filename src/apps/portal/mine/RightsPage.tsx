import { words } from '../words.ts'

/** What the law gives the business when it is inspected, and what it asks of it. */
export const RightsList = () => (
  <ul className="rights">
    {words.rights.map(({ title, says, basis }) => (
      <li key={title} className="card">
        <h3>{title}</h3>
        <p>{says}</p>
        <p className="soft">{basis}</p>
      </li>
    ))}
  </ul>
)
