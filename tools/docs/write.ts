/** How a generated page is put together. */

const HEAD = '<!-- Made by "npm run docs" from code and data; do not edit. -->\n\n'

const cell = (value: unknown) =>
  String(value ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
export const table = (head: readonly string[], rows: readonly (readonly unknown[])[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')
export const page = (title: string, ...parts: readonly string[]) => `${HEAD}# ${title}\n\n${parts.join('\n\n')}\n`
