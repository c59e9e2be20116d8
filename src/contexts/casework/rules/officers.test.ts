import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCase, anOfficer, askerOf, ID, OFFICERS, someFacts } from '../fixtures.ts'
import type { Deed } from '../model.ts'
import type { ProposeFiling } from './asks.ts'
import {
  byHandler,
  byHead,
  handlersCertified,
  headIsNotHandler,
  headIsNotReviewer,
  proposerHandles,
  whyNotTwoCertified,
} from './officers.ts'

const AT = '2026-03-05T02:00:00.000Z'
const deed = (part: Partial<Deed> = {}): Deed => ({
  thing: aCase('filed'),
  input: null,
  facts: someFacts(),
  by: askerOf(ID.first),
  at: AT,
  ...part,
})
const withCertificate = (part: { validTo?: string; validFrom?: string; status?: 'valid' | 'suspended' | 'revoked' }) =>
  someFacts({
    officers: OFFICERS.map((officer) =>
      officer.id === ID.second && officer.certificate
        ? {
            ...officer,
            certificate: { ...officer.certificate, ...part },
          }
        : officer,
    ),
  })

test('A5, guard G01, APL 42: a certificate counts on its last day and not on the day after', () => {
  assert.equal(handlersCertified.refuses(deed({ facts: withCertificate({ validTo: '2026-03-05' }) })), null)
  assert.equal(
    handlersCertified.refuses(deed({ facts: withCertificate({ validTo: '2026-03-04' }) }))?.code,
    'officer-not-certified',
  )
  assert.equal(handlersCertified.refuses(deed({ facts: withCertificate({ validFrom: '2026-03-05' }) })), null)
  assert.equal(
    handlersCertified.refuses(deed({ facts: withCertificate({ validFrom: '2026-03-06' }) }))?.code,
    'officer-not-certified',
  )
})

test('APL 42: a suspended or revoked certificate is none', () => {
  for (const status of ['suspended', 'revoked'] as const) {
    assert.equal(handlersCertified.refuses(deed({ facts: withCertificate({ status }) }))?.code, 'officer-not-certified')
  }
})

test('A6, APL 42: one officer is too few, the same one twice as well, and a technical inspector does not count', () => {
  assert.equal(whyNotTwoCertified([ID.first, ID.second], deed()), null)
  assert.equal(whyNotTwoCertified([ID.first], deed())?.code, 'fewer-than-two-officers')
  assert.equal(whyNotTwoCertified([ID.first, ID.first], deed())?.code, 'fewer-than-two-officers')
  assert.equal(whyNotTwoCertified([], deed())?.code, 'fewer-than-two-officers')
  const inspector = anOfficer({ id: ID.second, name: '演示技检', roles: ['technical-inspector'], certificate: null })
  assert.equal(
    whyNotTwoCertified([ID.first, ID.second], deed({ facts: someFacts({ officers: [OFFICERS[0], inspector] }) }))?.code,
    'officer-not-certified',
  )
  assert.equal(whyNotTwoCertified([ID.first, 'somebody-else'], deed())?.code, 'officer-not-certified')
})

test('procedure §6.1: the case is handled by its handlers and by nobody else', () => {
  assert.equal(byHandler.refuses(deed()), null)
  assert.equal(byHandler.refuses(deed({ by: askerOf(ID.deputy) }))?.code, 'not-a-handler')
})

test('guard G05, APL 57: a head approves, and not the case that he handles or reviewed', () => {
  assert.equal(byHead.refuses(deed({ by: askerOf(ID.deputy) })), null)
  assert.equal(byHead.refuses(deed({ by: askerOf(ID.principal) })), null)
  assert.equal(byHead.refuses(deed({ by: askerOf(ID.reviewer) }))?.code, 'not-a-head')
  assert.equal(headIsNotHandler.refuses(deed({ by: askerOf(ID.deputy) })), null)
  assert.equal(
    headIsNotHandler.refuses(deed({ by: { ...askerOf(ID.deputy), id: ID.first } }))?.code,
    'approver-is-handler',
  )
  assert.equal(headIsNotReviewer.refuses(deed({ thing: aCase('reviewed'), by: askerOf(ID.deputy) })), null)
  assert.equal(
    headIsNotReviewer.refuses(deed({ thing: aCase('reviewed'), by: { ...askerOf(ID.deputy), id: ID.reviewer } }))?.code,
    'approver-is-reviewer',
  )
})

test('APL 54: whoever asks to open a case is one of its handlers', () => {
  const proposing = (by: string) => ({
    ...deed({ by: askerOf(by) }),
    input: { handlerIds: [ID.first, ID.second] } as ProposeFiling,
  })
  assert.equal(proposerHandles.refuses(proposing(ID.first)), null)
  assert.equal(proposerHandles.refuses(proposing(ID.deputy))?.code, 'proposer-not-a-handler')
})
