import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

const apps = join(import.meta.dirname, 'src/apps')
/** The field app's service worker: its address never changes, and it lies where the pages lie that it serves. */
const WORKER = 'field/service-worker'
const ENTRIES = {
  desk: 'desk/index.html',
  field: 'field/index.html',
  portal: 'portal/index.html',
  [WORKER]: `${WORKER}.ts`,
}
const input = Object.fromEntries(
  Object.entries(ENTRIES)
    .map(([name, path]) => [name, join(apps, path)] as const)
    .filter(([, path]) => existsSync(path)),
)

type Bundle = Rolldown.OutputBundle
type Meta = { readonly importedCss?: ReadonlySet<string>; readonly importedAssets?: ReadonlySet<string> }

/** Everything that the field app may load, from its page on: scripts, styles and what they name. */
function filesOfField(bundle: Bundle): string[] {
  const found = new Set<string>()
  const visit = (name: string) => {
    const chunk = bundle[name]
    if (found.has(name) || chunk?.type !== 'chunk') return
    found.add(name)
    const { importedCss, importedAssets } = (chunk as { viteMetadata?: Meta }).viteMetadata ?? {}
    for (const asset of [...(importedCss ?? []), ...(importedAssets ?? [])]) found.add(asset)
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) visit(next)
  }
  for (const one of Object.values(bundle))
    if (one.type === 'chunk' && one.facadeModuleId?.endsWith('/field/index.html')) visit(one.fileName)
  const page = bundle['field/index.html']
  const html = page?.type === 'asset' ? String(page.source) : ''
  for (const [, path = ''] of html.matchAll(/(?:href|src)="\/(assets\/[^"]+)"/g)) found.add(path)
  return [...found].sort()
}

/** Tells the service worker which files belong to this build; its version changes with any of them. */
const precache = (): Plugin => ({
  name: 'plumbline-precache',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const worker = bundle[`${WORKER}.js`]
      if (worker?.type !== 'chunk') return
      const files = filesOfField(bundle)
      const page = bundle['field/index.html']
      const whole = createHash('sha256').update(page?.type === 'asset' ? page.source : '')
      const version = whole.update(files.join('\n')).digest('hex').slice(0, 12)
      const told = { version, files: files.map((path) => `/${path}`) }
      worker.code = `const PRECACHE = ${JSON.stringify(told)};\n${worker.code}`
    },
  },
})

const WORTH_PACKING = /\.(?:js|css|html|svg|webmanifest|json)$/
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

/** Lays a packed copy beside each file: brotli where the line is encrypted, gzip where a bureau's network is not. */
const pack = (): Plugin => ({
  name: 'plumbline-pack',
  writeBundle({ dir = '' }, bundle) {
    for (const name of Object.keys(bundle).filter((one) => WORTH_PACKING.test(one))) {
      const plain = readFileSync(join(dir, name))
      writeFileSync(join(dir, `${name}.br`), brotliCompressSync(plain, BROTLI))
      writeFileSync(join(dir, `${name}.gz`), gzipSync(plain, { level: 9 }))
    }
  },
})

export default defineConfig({
  root: apps,
  base: '/',
  plugins: [react(), precache(), pack()],
  build: {
    outDir: join(import.meta.dirname, 'dist/apps'),
    emptyOutDir: true,
    target: 'chrome109', // the last Chromium for Windows 7, and older than the phones in service
    assetsInlineLimit: 0, // the content security policy admits no font from a data: address
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input,
      output: {
        entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|react-router)[\\/]/, priority: 4 },
            // What both component libraries share stands before them: in the chunk of the one, it would bring that one's
            // styles to the pages of the other.
            {
              name: 'shared',
              test: /node_modules[\\/](@babel|classnames|clsx|dayjs|@rc-component[\\/]util|rc-util)[\\/]/,
              priority: 4,
            },
            { name: 'antd-mobile', test: /node_modules[\\/]antd-mobile/, priority: 3 },
            { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 2 },
            { name: 'icons', test: /node_modules[\\/]@ant-design[\\/]icons/, priority: 2 },
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[^\\/]+)[\\/]/, priority: 1 },
          ],
        },
      },
    },
  },
})
