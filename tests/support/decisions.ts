/**
 * Every test of decisions in one process: rules, lifecycles and the kernel keep no state and ask no database, and a
 * process for each of a hundred small files would cost more than the tests themselves.
 */
import { pathToFileURL } from 'node:url'
import { decisionTests } from './decision-tests.ts'

for (const file of await decisionTests()) await import(pathToFileURL(file).href)
