import { Fragment } from 'react'
import { Link } from 'react-router'
import { citeInWords, type Cited } from '../../ui/RefusalList.tsx'
import { useNameOf } from './law-book.tsx'

/** Articles in words, each one click away; an article that is cited twice stands once. */
export function Articles({ cites }: { readonly cites: readonly Cited[] }) {
  const nameOf = useNameOf()
  const once = [...new Map(cites.map((cited) => [citeInWords(cited, nameOf), cited]))]
  return (
    <>
      {once.map(([inWords, { instrument, article }], index) => (
        <Fragment key={inWords}>
          {index > 0 && '、'}
          <Link to={`/law/${instrument}/${article}`}>{inWords}</Link>
        </Fragment>
      ))}
    </>
  )
}
