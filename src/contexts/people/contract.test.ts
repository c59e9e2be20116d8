import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonical } from '../../platform/journal.ts'
import { changePassword, createOfficer, signIn } from './contract.ts'

test('a password leaves no trace in what the journal digests: any two give the same text', () => {
  const digested = (password: string) => canonical(signIn.input.parse({ username: 'north', password }))
  assert.equal(digested('kettle-and-ladder-7'), digested('a-lamp-on-the-hill'))
  assert.ok(digested('kettle-and-ladder-7').includes('north'))
  assert.equal(signIn.input.parse({ username: 'north', password: 'kettle' }).password(), 'kettle')
})

test('no operation takes a password in any other form', () => {
  const { current, password } = changePassword.input.parse({ current: 'a', password: 'b' })
  assert.deepEqual([typeof current, typeof password], ['function', 'function'])
  assert.ok(!createOfficer.input.safeParse({ password: '' }).success)
})
