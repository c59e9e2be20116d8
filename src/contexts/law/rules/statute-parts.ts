export type Item = { readonly label: string; readonly text: string }
/** A paragraph (款) of an article with the items (项) that hang on it. */
export type Paragraph = { readonly text: string; readonly items: readonly Item[] }

const ITEM = /^([（(][一二三四五六七八九十百]+[）)])\s*(.*)$/

/** Paragraphs and items of an article's text: a line that begins with （一） is an item of the paragraph before it. */
export function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: { text: string; items: { label: string; text: string }[] }[] = []
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue
    const [, label, rest = ''] = ITEM.exec(line) ?? []
    const last = paragraphs.at(-1)
    if (label && last)
      last.items.push({ label: label.normalize('NFKC').replace('(', '（').replace(')', '）'), text: rest })
    else paragraphs.push({ text: line, items: [] })
  }
  return paragraphs
}

export type Branch = {
  readonly heading: string
  readonly branches: readonly Branch[]
  readonly articles: readonly number[]
}
type Growing = { heading: string; branches: Growing[]; articles: number[] }

/** Headings as a tree: each with the positions of the articles that stand directly below it, in the order of the text. */
export function treeOf(articles: readonly { readonly path: string }[]): Branch {
  const root: Growing = { heading: '', branches: [], articles: [] }
  articles.forEach(({ path }, position) => {
    let at = root
    for (const heading of path === '' ? [] : path.split(' / ')) {
      const last = at.branches.at(-1)
      if (last?.heading === heading) at = last
      else {
        const next: Growing = { heading, branches: [], articles: [] }
        at.branches.push(next)
        at = next
      }
    }
    at.articles.push(position)
  })
  return root
}
