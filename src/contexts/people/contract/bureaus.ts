import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { Bureau, CAPACITIES } from '../model.ts'

const Short = (says: string) => z.string().trim().max(80, `${says}过长`)

/** What is typed about a bureau; whatever papers print may be filled in later, and is asked for by the first of them. */
export const NewBureau = z.object({
  region: z.string('请选择行政区划').regex(/^(\d{2}|\d{4}|\d{6}|\d{9})$/, '请选择行政区划：2、4、6或9位代码'),
  name: z.string('请填写机构名称').trim().min(2, '请填写机构名称').max(60, '机构名称过长'),
  shortName: z.string('请填写文号简称').trim().min(1, '请填写文号简称，如“东”').max(6, '文号简称过长'),
  capacity: z
    .enum(Object.keys(CAPACITIES) as [keyof typeof CAPACITIES, ...(keyof typeof CAPACITIES)[]], '请选择执法资格')
    .default('own'),
  address: Short('地址').default(''),
  phone: Short('电话').default(''),
  reconsiderationOrgan: Short('复议机关').default(''),
  court: Short('诉讼法院').default(''),
  collectingBank: Short('代收银行').default(''),
  collectingAccount: Short('缴款账号').default(''),
})

export const saveBureau = endpoint({
  method: 'POST',
  path: '/people/bureaus',
  may: 'people.manage',
  audit: 'people.bureau-saved',
  about:
    'Adds the bureau of a region inside the own one, or changes what is printed about it. Papers that were issued keep ' +
    'what they say. The journal names the fields that changed.',
  input: NewBureau,
  output: Bureau,
})
