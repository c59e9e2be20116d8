import type { Enterprise } from '../model.ts'

/**
 * What names are compared by: width, blanks, kind of brackets and the two spellings of a limited company do not make
 * another business. Nothing else is dropped: 第一 and 第二 factories are two.
 */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s·.,，。“”"'‘’()（）【】[\]]/g, '')
    .replace(/有限责任公司/g, '有限公司')
    .toUpperCase()

type Compared = Pick<Enterprise, 'id' | 'creditCode' | 'name' | 'region'>

/** County of a place; for towns directly under a city, the first six digits serve as well. */
const countyOf = (region: string) => region.slice(0, 6)

/** Why two files may be one business; null when nothing says so. */
export function whySame(one: Compared, other: Compared): 'same-credit-code' | 'same-name-in-county' | null {
  if (one.id === other.id) return null
  if (one.creditCode === other.creditCode) return 'same-credit-code'
  return nameKey(one.name) === nameKey(other.name) && countyOf(one.region) === countyOf(other.region)
    ? 'same-name-in-county'
    : null
}
