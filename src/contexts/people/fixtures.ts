import { randomUUID } from 'node:crypto'
import type { Bureau, Officer } from './model.ts'

/** An invented bureau. */
export const aBureau = (given: Partial<Bureau> & Pick<Bureau, 'region'>): Bureau => ({
  name: `测试${given.region}应急管理局`,
  shortName: '测',
  capacity: 'own',
  address: '测试路1号',
  phone: '0752-0000000',
  reconsiderationOrgan: '测试市人民政府',
  court: '测试区人民法院',
  collectingBank: '测试银行',
  collectingAccount: '0000',
  ...given,
})

/** An invented officer with a certificate that is valid through 2026. */
export const anOfficer = (given: Partial<Officer> & Pick<Officer, 'region'>): Officer => ({
  id: randomUUID(),
  name: '甲测试',
  phone: '13800000000',
  roles: ['officer'],
  certificate: { number: 'TEST-0001', validFrom: '2024-01-01', validTo: '2026-12-31', status: 'valid' },
  ...given,
})
