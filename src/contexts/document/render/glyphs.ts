import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const folderOf = (name: string) => dirname(require.resolve(`@expo-google-fonts/${name}/package.json`))

/** The faces of papers, from npm: no font of the machine is ever used, so that a paper looks the same everywhere. */
export const FONT_FILES: readonly string[] = [
  join(folderOf('noto-serif-sc'), '400Regular/NotoSerifSC_400Regular.ttf'),
  join(folderOf('noto-serif-sc'), '700Bold/NotoSerifSC_700Bold.ttf'),
  join(folderOf('noto-serif-sc'), '900Black/NotoSerifSC_900Black.ttf'),
]

/** Reads the code points of a TrueType font from its cmap table (format 12, segmented coverage). */
function codePointsOf(file: string): Set<number> {
  const bytes = readFileSync(file)
  const points = new Set<number>()
  const tables = bytes.readUInt16BE(4)
  for (let table = 0; table < tables; table += 1) {
    const entry = 12 + 16 * table
    if (bytes.toString('latin1', entry, entry + 4) !== 'cmap') continue
    const cmap = bytes.readUInt32BE(entry + 8)
    for (let index = 0; index < bytes.readUInt16BE(cmap + 2); index += 1) {
      const subtable = cmap + bytes.readUInt32BE(cmap + 8 + 8 * index)
      if (bytes.readUInt16BE(subtable) !== 12) continue
      for (let group = 0; group < bytes.readUInt32BE(subtable + 12); group += 1) {
        const at = subtable + 16 + 12 * group
        for (let point = bytes.readUInt32BE(at); point <= bytes.readUInt32BE(at + 4); point += 1) points.add(point)
      }
    }
  }
  return points
}

let covered: Set<number> | undefined

/**
 * Characters that would come out as empty boxes, each once. Controls and blanks do not count: they are taken out
 * before.
 */
export function charactersWithoutGlyph(text: string): string[] {
  covered ??= codePointsOf(FONT_FILES[0] ?? '')
  const known = covered
  const missing = [...text].filter(
    (character) => !/[\s\p{C}]/u.test(character) && !known.has(character.codePointAt(0) ?? 0),
  )
  return [...new Set(missing)]
}
