import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import type { Inspection } from '../model.ts'

/** Evidence of a visit is taken by its officers (APL 42, 46): a photo from anybody else stays on his phone as a task. */
export const refusesStranger = (
  { officers }: Pick<Inspection, 'officers'>,
  { id, name }: { readonly id: string; readonly name: string },
): Refusal | null =>
  officers.some((officer) => officer.id === id)
    ? null
    : {
        ...no(
          'capture-of-a-stranger',
          { by: name, officers: officers.map((officer) => officer.name).join('、') },
          '{by}不是这次检查的检查人员（{officers}），所拍内容不能作为这次检查的证据',
          '由检查人员拍摄，或者在办公端作为其他来源的证据登记并写明来源',
        ),
        cites: art('APL', 42, 1),
      }
