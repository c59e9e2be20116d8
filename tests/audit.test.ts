/** The dependency audit of the build: what fails it, what does not, and what is told as skipped. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditVerdict } from '../tools/audit.ts'
import { textOf } from './support/source.ts'

const report = (vulnerabilities: object) => JSON.stringify({ auditReportVersion: 2, vulnerabilities })

test('the audit fails on a weakness of high or critical severity, and names it', () => {
  const verdict = auditVerdict(
    report({
      soft: { severity: 'moderate', range: '<2.0.0' },
      hard: { severity: 'high', range: '<1.4.2' },
      worst: { severity: 'critical', range: '*' },
    }),
  )
  assert.deepEqual(verdict, { is: 'weak', packages: ['hard <1.4.2: high', 'worst *: critical'] })
})

test('the audit passes when nothing grave is known', () => {
  assert.deepEqual(auditVerdict(report({})), { is: 'clean' })
  assert.deepEqual(auditVerdict(report({ soft: { severity: 'low', range: '*' } })), { is: 'clean' })
})

test('a registry that answers no audit is told as skipped, never as clean', () => {
  const refused = JSON.stringify({ message: '405 Method Not Allowed', method: 'POST', statusCode: 405 })
  assert.deepEqual(auditVerdict(refused), { is: 'skipped', why: '405 Method Not Allowed' })
  for (const nothing of ['', 'null', '{}', '{"vulnerabilities":{}}', '{"auditReportVersion":2', 'timeout of 60 s'])
    assert.equal(auditVerdict(nothing).is, 'skipped', nothing)
})

test('the build server audits, tests in any case, and fails when either fails', () => {
  const run = textOf('.ci/run')
  assert.match(run, /npm run -s audit \|\| audited=\$\?/)
  assert.match(run, /npm test \|\| tested=\$\?/)
  assert.match(run, /exit \$\(\(audited \|\| tested\)\)/)
})
