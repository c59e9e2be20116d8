/** Skips one JSON value that begins at `from`; answers where it ends. The text is known to be JSON. */
function endOf(text: string, from: number): number {
  const first = text[from]
  if (first === '"') {
    let at = from + 1
    while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
    return at + 1
  }
  if (first !== '{' && first !== '[') return from + (/^[^\s,\]}]+/.exec(text.slice(from, from + 40))?.[0].length ?? 1)
  let at = from + 1
  for (let depth = 1; depth > 0; ) {
    const letter = text[at]
    if (letter === '"') {
      at = endOf(text, at)
      continue
    }
    if (letter === '{' || letter === '[') depth += 1
    if (letter === '}' || letter === ']') depth -= 1
    at += 1
  }
  return at
}

const skip = (text: string, from: number, letters: RegExp) => {
  let at = from
  while (letters.test(text[at] ?? '')) at += 1
  return at
}

/** Where the member or element of that name begins inside the value at `from`; null when there is none. */
function inside(text: string, from: number, part: string | number): number | null {
  let at = skip(text, from + 1, /\s/)
  for (let place = 0; at < text.length && text[at] !== '}' && text[at] !== ']'; place += 1) {
    let name: string | number = place
    if (text[from] === '{') {
      const end = endOf(text, at)
      name = JSON.parse(text.slice(at, end)) as string
      at = skip(text, end, /[\s:]/)
    }
    if (name === part) return at
    at = skip(text, endOf(text, at), /[\s,]/)
  }
  return null
}

/**
 * The line, counted from 1, on which the value of a path begins; null when the text is no JSON or has no such value.
 */
export function lineOfPath(text: string, path: readonly (string | number)[]): number | null {
  try {
    JSON.parse(text)
  } catch {
    return null
  }
  let at: number | null = skip(text, 0, /\s/)
  for (const part of path) {
    at = inside(text, at, part)
    if (at === null) return null
  }
  return text.slice(0, at).split('\n').length
}
