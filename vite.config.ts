import { existsSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

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

export default defineConfig({
  root: apps,
  base: '/',
  plugins: [react()],
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
