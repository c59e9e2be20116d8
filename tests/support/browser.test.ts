import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { violationsOf } from './axe.ts'
import { launchBrowser } from './browser.ts'

const PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>准绳</title>
<style>body { font: 32px sans-serif }</style></head><body><main><h1>以事实为根据，以法律为准绳</h1><p>镕 喆 堃 安全生产行政执法</p></main></body></html>`
const WORKER = `
self.addEventListener('install', (event) => event.waitUntil(caches.open('v').then((cache) => cache.add('/'))))
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => event.respondWith(caches.match(event.request).then((known) => known ?? fetch(event.request))))`

async function site(t: TestContext): Promise<string> {
  const server = createServer((request, response) => {
    const isWorker = request.url === '/worker.js'
    response.setHeader('content-type', isWorker ? 'text/javascript' : 'text/html')
    response.end(isWorker ? WORKER : PAGE)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  t.after(() => server.close())
  return `http://localhost:${(server.address() as AddressInfo).port}/`
}

// Code for the page is text: the tests are compiled without the DOM's types, as everything that runs on the server.
const WIDTHS = `(() => {
  const measure = document.createElement('canvas').getContext('2d')
  measure.font = '32px sans-serif'
  return ['准', '绳', '堃'].map((character) => measure.measureText(character).width)
})()`
const REGISTER = `navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready).then(() => 'active')`
const inStore = (mode: string, work: string) => `new Promise((found, failed) => {
  const opening = indexedDB.open('outbox', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('commands')
  opening.onerror = () => failed(opening.error)
  opening.onsuccess = () => {
    const request = opening.result.transaction('commands', '${mode}').objectStore('commands').${work}
    request.onsuccess = () => found(request.result)
    request.onerror = () => failed(request.error)
  }
})`

test('the browser of the tests draws Chinese, keeps data, and shows a page without network', async (t) => {
  const address = await site(t)
  const browser = await launchBrowser(t)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(address)
  assert.deepEqual(await page.evaluate(WIDTHS), [32, 32, 32])
  assert.equal(await page.evaluate(REGISTER), 'active')
  await page.evaluate(inStore('readwrite', `put('kept', 1)`))
  await context.setOffline(true)
  await page.reload()
  assert.equal(await page.textContent('h1'), '以事实为根据，以法律为准绳')
  assert.equal(await page.evaluate(inStore('readonly', 'get(1)')), 'kept')
})

test('axe finds a picture without a description, and nothing on a plain page', async (t) => {
  const address = await site(t)
  const browser = await launchBrowser(t)
  const page = await browser.newPage()
  await page.goto(address)
  assert.deepEqual(await violationsOf(page), [])
  await page.evaluate(`document.querySelector('main').append(document.createElement('img'))`)
  assert.deepEqual(
    (await violationsOf(page)).map(({ rule }) => rule),
    ['image-alt'],
  )
})
