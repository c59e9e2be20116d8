/** Every screen of the three apps on the demo county, as each kind of person sees it, wide and on a phone. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext } from 'playwright-core'
import sql from 'sql-template-tag'
import { CASE_STATES } from '../src/contexts/casework/model.ts'
import { INSPECTION_STATES } from '../src/contexts/inspection/model.ts'
import { NATIONWIDE, type Tx } from '../src/platform/db.ts'
import { verifyJournal } from '../src/platform/journal.ts'
import { launchBrowser } from './support/browser.ts'
import { serveDemo, type ServedDemo } from './support/demo.ts'
import { whatIsWrong, type Screen } from './support/screens.ts'
import { screensOf, type DemoIds, type Visitor } from './support/demo-screens.ts'
import { DEMO_PASSWORD } from '../src/demo/people.ts'

/** With PLUMBLINE_SCREENSHOTS=folder every screen leaves its picture there. */
const PICTURES = process.env['PLUMBLINE_SCREENSHOTS']
/** Two pages at a time keep two cores busy. */
const PAGES = 2

let demo: ServedDemo
let browser: Browser
let ids: DemoIds
before(async () => {
  demo = await serveDemo({ after })
  browser = await launchBrowser({ after })
  ids = await idsOf(demo)
})

test('the demo county shows every state of inspection and case', () => {
  assert.deepEqual(Object.keys(INSPECTION_STATES).filter((state) => !ids.inspections.some((one) => one.state === state)), [])
  assert.deepEqual(Object.keys(CASE_STATES).filter((state) => !ids.cases.some((one) => one.state === state)), [])
})
