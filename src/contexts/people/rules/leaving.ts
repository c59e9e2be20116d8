/** Who may be switched off and on, and from which day. */
import { no, type Refusal } from '../../../kernel/refusal.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Officer } from '../model.ts'

type Asked = {
  readonly officer: Pick<Officer, 'id' | 'name' | 'leftOn'>
  readonly by: string
  readonly leftOn: LawDate
  readonly today: LawDate
}

/** An account is closed at once; a day to come would leave it open under the word that it is closed. */
export function refusesSwitchOff({ officer, by, leftOn, today }: Asked): Refusal[] {
  const why: (Refusal | null)[] = [
    officer.id === by
      ? no('own-account', {}, '这是您自己的账号，不能由您停用', '请本机关其他系统管理员或者上级机关的系统管理员办理')
      : null,
    officer.leftOn
      ? no(
          'already-off',
          { name: officer.name, on: officer.leftOn },
          '{name}的账号已经停用（离岗日期{on}）',
          '刷新后查看',
        )
      : null,
    leftOn > today
      ? no('leaves-later', { on: leftOn, today }, '离岗日期{on}晚于今天（{today}）；停用即时生效', '到离岗当日办理')
      : null,
  ]
  return why.filter((refusal) => refusal !== null)
}

export const refusesSwitchOn = ({ name, leftOn }: Pick<Officer, 'name' | 'leftOn'>): Refusal | null =>
  leftOn ? null : no('not-off', { name }, '{name}的账号没有停用', '刷新后查看')
