/** One digit, half or full width, with the blanks and dashes that people put between. */
const DIGIT = '[0-9０-９]'
const GAP = '[\\s\\-－—_.·]*'
const digits = (count: string) => `${DIGIT}(?:${GAP}${DIGIT})${count}`

/**
 * Parts of a text that tell a person apart, and what stands instead: mailboxes, accounts, identity and phone numbers,
 * bank cards, plates, addresses (Personal Information Protection Law art. 28).
 */
export const PERSONAL_PARTS: readonly (readonly [RegExp, string])[] = [
  [/[\w.+-]{1,64}[@＠][\w-]+(?:\.[\w-]+)+/gu, '（邮箱略）'],
  [/(?:微信号?|QQ号?|qq号?|wx)\s*[：:为是]?\s*[A-Za-z0-9_-]{5,20}/gu, '（账号略）'],
  // Eighteen or fifteen places with a birthday in the middle.
  [
    new RegExp(
      `(?<![0-9０-９A-Za-z])${digits('{5}')}${GAP}(?:[1１][9９]|[2２][0０])${GAP}${digits('{5}')}${GAP}${digits('{2}')}${GAP}[0-9０-９XxＸｘ*](?![0-9０-９A-Za-z])`,
      'gu',
    ),
    '（身份证号略）',
  ],
  [new RegExp(`(?<![0-9０-９A-Za-z])${digits('{14}')}(?![0-9０-９A-Za-z])`, 'gu'), '（证件号略）'],
  [
    new RegExp(
      `(?<![0-9０-９A-Za-z])(?:[+＋]?86${GAP})?[1１][3-9３-９]${GAP}${digits('{8}')}(?![0-9０-９A-Za-z])`,
      'gu',
    ),
    '（电话略）',
  ],
  [/(?<![0-9０-９])[0０][1-9１-９][0-9０-９]{1,2}[-－—\s]?[2-9２-９][0-9０-９]{6,7}(?![0-9０-９])/gu, '（电话略）'],
  [new RegExp(`(?<![0-9０-９A-Za-z])${digits('{15,18}')}(?![0-9０-９A-Za-z])`, 'gu'), '（账号略）'],
  [
    /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-HJ-NP-Z][·•\s]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]/gu,
    '（车牌略）',
  ],
  [/(?:护照|通行证|港澳证)(?:号码?)?\s*[：:为是]?\s*[A-Z]{1,2}[0-9]{7,9}/gu, '（证件号略）'],
  [
    /(?:家庭住址|居住地址|现住址|现住地|户籍所在地|户籍地址?|住址|家住|现住|居住[于在])\s*[：:为是]?\s*[^，。；,;\n]{2,80}/gu,
    '（住址略）',
  ],
  [
    /住(?!宿|院|房|户|建|人)(?=[^，。；,;\n]{0,12}(?:省|市|县|区|镇|乡|村|街道|路|小区|号))[^，。；,;\n]{4,80}/gu,
    '（住址略）',
  ],
]

/** What of that stands in a text, each kind once: （电话略） and the like. */
export const personalPartsIn = (text: string): string[] => [
  ...new Set(PERSONAL_PARTS.flatMap(([pattern, instead]) => (text.search(pattern) >= 0 ? [instead] : []))),
]
