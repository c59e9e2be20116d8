import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'

/** Words of the trade that the general dictionary would cut apart. */
const TRADE_WORDS = [
  '特种作业', '特种作业人员', '安全生产', '重大事故隐患', '事故隐患', '有限空间', '应急预案', '危险化学品', '烟花爆竹', '警示标志', '安全设备', '安全设施',
  '主要负责人', '责任制', '教育培训', '安全管理人员', '操作证', '粉尘涉爆', '深井铸造', '可燃气体', '劳动防护用品', '双重预防', '安全评价', '许可证',
  '行政处罚', '行政强制', '听证', '加处罚款', '按日连续处罚', '先行登记保存', '查封', '扣押', '动火', '焊接', '电工', '焊工', '疏散通道', '安全出口',
]
const STOP = new Set('的了和与或在是有对为不及等其之以于由被把将就都也而并且如何怎么什么哪些吗呢啊可以应当应该没有没'.split(''))

let jieba: Jieba | null = null

function segmenter(): Jieba {
  if (jieba) return jieba
  jieba = Jieba.withDict(dict)
  jieba.loadDict(Buffer.from(TRADE_WORDS.map((word) => `${word} 100000 n`).join('\n')))
  return jieba
}

/** The words of a text for search: long words and the words within them, without punctuation and empty words. */
export function wordsOf(text: string): string[] {
  return segmenter().cutForSearch(text, true).map((word) => word.toLowerCase())
    .filter((word) => /[\p{L}\p{N}]/u.test(word) && !STOP.has(word))
}
