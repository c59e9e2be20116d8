import { PERSONAL_PARTS } from '../../../kernel/personal-data.ts'

/**
 * Personal data leave a text before it is published: names of natural persons, identity and phone numbers, home
 * addresses, plates, bank cards, mailboxes (Personal Information Protection Law art. 6, 28; Administrative Penalty Law
 * art. 50). Names of companies stay. Masking is a net, not a proof: the officer who publishes reads the text and may
 * improve it, and it is masked again.
 */

const DOUBLE_SURNAMES =
  '欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|令狐'
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬扈晁芮普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况宿鲜印逯隆茹诺战慕玉银亢嵇公哈湛宾戎勾茅利於呼居揭干尉冶斯元束檀衣信阴昝智幸奉植衡富尧闭'

/** Words behind which a person is named. */
const ROLES =
  '员工|工人|职工|雇员|焊工|电工|叉车工|起重工|操作工|操作人员|作业人员|从业人员|管理人员|施工人员|维修工|维修人员|学徒|法定代表人|法人代表|主要负责人|实际控制人|实际经营者|负责人|经营者|投资人|股东|安全管理人员|安全员|安全总监|车间主任|主任|总经理|副总经理|经理|厂长|班长|组长|驾驶员|司机|证人|见证人|被询问人|询问人|死者|伤者|患者|受害人|当事人|举报人|投诉人|联系人|家属|妻子|丈夫|儿子|女儿|父亲|母亲|姓名|名叫|名为|女士|先生'
/** What may stand right behind a name in running text. */
const AFTER =
  '(?=$|[\\s、，。；：！？,;:.!?（）()〔〕\\[\\]“”"\'《》〈〉0-9０-９/／|]|等|和|与|及|以及|同|跟|在|于|未|无|没|正|是|系|为|的|持|有|负责|从事|进行|因|被|将|对|向|到|称|说|述|表示|承认|签|上岗|作业|操作|驾驶|焊接|男|女|身份证|电话|手机|住)'

const HAN = '[\\u4e00-\\u9fff\\u3400-\\u4dbf\\u{20000}-\\u{323af}〇]'
const NAME = `(?:(?:${DOUBLE_SURNAMES})${HAN}{1,2}?|[${SURNAMES}]${HAN}{1,2}?|${HAN}{2,8}[·•・]${HAN}{1,10})`
const NOT_NAMES =
  /^(?:(?:[何任于关时])(?:人|何|一|的|未|于)|安全|高处|高空|高温|高压|明火|管道|管理|管线|车间|车辆|路面|连续|连接|全部|全员|全体|时未|相关|相应|公司|平时|应当|应急|封闭|查看|查验|古某|成品|成员|有关|国家|施工|包装|方可|石材|金属|白天|黄色|支撑|单位|单独|简易|常规|强制|权限|居住|华某|云台|原料|原因|由于|由其|由该|包括|符合|温度|花园|门口|平台|利用|向其|和其|都未|来自|宿舍)/

/** 王小明 → 王某, 欧阳小明 → 欧阳某, 买买提·艾力 → 买某: the surname alone tells nobody apart. */
export function maskedPerson(name: string): string {
  const clean = name.trim()
  const double = new RegExp(`^(?:${DOUBLE_SURNAMES})`, 'u').exec(clean)
  if (double && [...clean].length > 2) return `${double[0]}某`
  const [first] = clean
  return first ? `${first}某` : ''
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Different persons with one surname stay different: 王某甲, 王某乙. */
function labelsFor(names: readonly string[]): Map<string, string> {
  const labels = new Map<string, string>()
  const STEMS = '甲乙丙丁戊己庚辛壬癸'
  for (const name of new Set(names)) {
    const label = maskedPerson(name)
    const alike = [...new Set(names)].filter((other) => maskedPerson(other) === label)
    labels.set(name, alike.length > 1 ? `${label}${STEMS[alike.indexOf(name)] ?? alike.indexOf(name) + 1}` : label)
  }
  return labels
}

/** Names that the words around them give away: behind a role, in its enumerations, before 先生 or an identity number. */
function namesIn(text: string): string[] {
  const found: string[] = []
  const behindRole = new RegExp(`(?:${ROLES})(?:[：:“”"'（(]|\\s|是|为|叫|系)*(${NAME})${AFTER}`, 'gu')
  const further = new RegExp(
    `^(?:\\s*[（(][^）)]{0,40}[）)])?\\s*(?:、|,|，|和|与|及|以及|/)\\s*(${NAME})${AFTER}`,
    'u',
  )
  for (const match of text.matchAll(behindRole)) {
    found.push(match[1] ?? '')
    let rest = text.slice(match.index + match[0].length)
    for (let next = further.exec(rest); next; next = further.exec(rest)) {
      found.push(next[1] ?? '')
      rest = rest.slice(next[0].length)
    }
  }
  const beforeTitle = new RegExp(
    `(${NAME})(?=先生|女士|同志|师傅|[（(]\\s*(?:身份证|公民身份|男|女|手机|电话|\\d{3}\\*{4,}))`,
    'gu',
  )
  for (const match of text.matchAll(beforeTitle)) found.push(match[1] ?? '')
  return found.filter((name) => name && !NOT_NAMES.test(name) && !name.includes('某'))
}

export type Known = {
  /** Natural persons whom the file names: they are masked wherever they stand. */
  readonly persons: readonly string[]
  /** Names and codes that stay: the company itself and its credit code. */
  readonly keep: readonly string[]
}

const PLACE = (index: number) => `\u{f0000}${String.fromCodePoint(0xf0100 + index)}\u{f0001}`

/**
 * The text as the public may read it. Invisible and private characters go first, so that nothing hides between digits.
 */
export function maskedText(text: string, { persons, keep }: Known): string {
  let out = text
    .replace(/<\/?[A-Za-z!][^<>]{0,300}>/g, '')
    .replace(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\u{f0000}-\u{10ffff}]/gu,
      '',
    )
  const kept = [...new Set(keep.map((each) => each.trim()).filter((each) => [...each].length >= 4))].sort(
    (a, b) => b.length - a.length,
  )
  kept.forEach((each, index) => {
    out = out.replaceAll(each, PLACE(index))
  })
  // Names before numbers: "张三（身份证号…）" tells a name by the number behind it.
  const named = [...persons.map((each) => each.trim()).filter((each) => [...each].length >= 2), ...namesIn(out)]
  const labels = labelsFor(named)
  for (const [pattern, instead] of PERSONAL_PARTS) out = out.replace(pattern, instead)
  for (const name of [...labels.keys()].sort((a, b) => b.length - a.length)) {
    out = out.replace(new RegExp(spaced(name), 'gu'), labels.get(name) ?? '')
  }
  kept.forEach((each, index) => {
    out = out.replaceAll(PLACE(index), each)
  })
  return out
}

/** A name is found with blanks between its characters as well: 张 三. */
const spaced = (name: string) => [...name].map(escaped).join('[\\s\\u3000]*')

const BUSINESS = /公司|厂|店|行|部|中心|工作室|商行|企业|合作社|经营|作坊|社$|院$|所$|站$|场$|坊$|铺$|超市|酒店|餐/

/**
 * The party as the public reads it: a business by its name, a natural person, or a shop named after its owner alone,
 * masked.
 */
export const maskedParty = ({
  kind,
  name,
}: {
  readonly kind: 'enterprise' | 'self-employed' | 'individual'
  readonly name: string
}): string => (kind === 'individual' || (kind === 'self-employed' && !BUSINESS.test(name)) ? maskedPerson(name) : name)
