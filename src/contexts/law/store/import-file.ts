import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, Unzip, UnzipInflate } from 'fflate'
import type { Unreadable } from '../rules/statute.ts'

const FILE_BYTES_MAX = 20 * 1024 * 1024
const WORD_BYTES_MAX = 80 * 1024 * 1024
const LINE_CHARACTERS_MAX = 200_000
const FOLDERS_DEEP_MAX = 12
export const CORPUS_BYTES_MAX = 400 * 1024 * 1024

export type Encoding = 'utf-8' | 'gb18030'
const refused = (why: string, line: number | null = null): Unreadable => ({ why, line })

export type Found = { readonly file: string; readonly why: string | null }

/** Every file below a folder in a fixed order; what is no plain file comes with the reason, and no link is followed. */
export function filesBelow(folder: string): Found[] {
  const found: Found[] = []
  const walk = (below: string, depth: number) => {
    let names: string[]
    try {
      names = readdirSync(join(folder, below)).sort()
    } catch {
      found.push({ file: below, why: '没有权限读取这个文件夹' })
      return
    }
    for (const name of names) {
      const file = below ? `${below}/${name}` : name
      const kind = lstatSync(join(folder, file))
      if (kind.isSymbolicLink()) found.push({ file, why: '是符号链接，不跟随；请放入文件本身' })
      else if (kind.isDirectory()) {
        if (/\.(md|txt|docx)$/i.test(name)) found.push({ file, why: '是文件夹，不是法规文件' })
        if (depth < FOLDERS_DEEP_MAX) walk(file, depth + 1)
        else found.push({ file, why: `文件夹嵌套超过${FOLDERS_DEEP_MAX}层` })
      } else found.push({ file, why: kind.isFile() ? null : '不是普通文件' })
    }
  }
  walk('', 0)
  return found
}

/** The text of one file, or why it has none, with the line where that shows. */
export function textOfFile(path: string, encoding: Encoding): string | Unreadable {
  const ending = /\.(md|txt|docx)$/i.exec(path)?.[1]?.toLowerCase()
  if (!ending) return refused('只导入 .md、.txt 和 .docx 文件')
  try {
    if (lstatSync(path).size > FILE_BYTES_MAX) return refused(`文件超过${FILE_BYTES_MAX / 1024 / 1024}兆字节`)
    const bytes = readFileSync(path)
    return ending === 'docx' ? wordText(bytes) : plainText(bytes, encoding)
  } catch {
    return refused('没有权限读取这个文件')
  }
}

const lineOf = (bytes: Uint8Array, at: number) =>
  bytes.subarray(0, at).reduce((lines, byte) => lines + (byte === 10 ? 1 : 0), 1)

/** UTF-8, or GB 18030 where the caller says so: any bytes read as some Chinese, so the encoding is never guessed. */
function plainText(bytes: Buffer, encoding: Encoding): string | Unreadable {
  if (bytes.length === 0) return refused('文件是空的')
  const mark = bytes.toString('hex', 0, 2)
  if (mark === 'fffe' || mark === 'feff') return refused('是 UTF-16 编码，请另存为 UTF-8', 1)
  if (bytes.includes(0)) return refused('是二进制文件，不是文本', lineOf(bytes, bytes.indexOf(0)))
  const text = decoded(bytes, encoding)
  if (typeof text !== 'string') return text
  const long = text.split('\n').findIndex((line) => line.length > LINE_CHARACTERS_MAX)
  return long >= 0 ? refused('一行超过二十万字，不是法规文本', long + 1) : text
}

function decoded(bytes: Buffer, encoding: Encoding): string | Unreadable {
  if (encoding === 'gb18030') {
    try {
      return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    } catch {
      return refused('不是 GB 18030 编码')
    }
  }
  const text = bytes.toString('utf8')
  const broken = text.indexOf('\uFFFD')
  if (broken < 0) return text
  const line = text.slice(0, broken).split('\n').length
  return speaksLikeLaw(bytes)
    ? refused('是 GB 18030（GBK）编码，不是 UTF-8；请另存为 UTF-8，或者加 --encoding gb18030 导入', line)
    : refused('不是 UTF-8 编码', line)
}

function speaksLikeLaw(bytes: Buffer): boolean {
  try {
    return /第[一二三四五六七八九十]+条/.test(new TextDecoder('gb18030', { fatal: true }).decode(bytes))
  } catch {
    return false
  }
}

/** The main part of a Word file; what it unpacks to is counted, because the size that it declares may lie. */
function mainPart(bytes: Uint8Array): Uint8Array | Unreadable {
  const chunks: Uint8Array[] = []
  let unpacked = 0
  let why: Unreadable | null = null
  let isThere = false
  const unzip = new Unzip((part) => {
    if (part.name !== 'word/document.xml') return
    isThere = true
    part.ondata = (error, chunk) => {
      if (error) why ??= refused('Word 文件已损坏')
      else if ((unpacked += chunk.length) > WORD_BYTES_MAX) why ??= refused('Word 文件展开后过大，已拒绝')
      else chunks.push(chunk)
    }
    part.start()
  })
  unzip.register(UnzipInflate)
  try {
    for (let at = 0; at < bytes.length && why === null; at += 65_536)
      unzip.push(bytes.subarray(at, at + 65_536), at + 65_536 >= bytes.length)
  } catch {
    return why ?? refused('Word 文件已损坏')
  }
  if (why) return why
  return isThere ? Buffer.concat(chunks) : refused('Word 文件里没有正文')
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const characterOf = (code: string) => {
  const point = code.startsWith('x') ? Number.parseInt(code.slice(1), 16) : Number(code)
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ''
}
const plainXml = (text: string) =>
  text.replace(/&(?:#(x[\da-fA-F]{1,6}|\d{1,7})|(\w{2,4}));/g, (whole, code?: string, name?: string) =>
    code ? characterOf(code) : (ENTITIES[name ?? ''] ?? whole),
  )

/** The paragraphs of a Word file, as the national law database gives its statutes. */
function wordText(bytes: Uint8Array): string | Unreadable {
  if (Buffer.from(bytes.subarray(0, 4)).toString('hex') !== '504b0304') return refused('不是有效的 Word（.docx）文件')
  const part = mainPart(bytes)
  if ('why' in part) return part
  const xml = strFromU8(part)
  if (!/<\/w:document>\s*$/.test(xml)) return refused('Word 文件的正文不完整')
  return [...xml.matchAll(/<w:p[ >][\s\S]*?<\/w:p>/g)]
    .map(([paragraph]) =>
      plainXml(
        [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(?:tab|br)(?: [^>]*)?\/>/g)]
          .map(([, text]) => text ?? ' ')
          .join(''),
      ),
    )
    .join('\n')
}
