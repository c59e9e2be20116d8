import { Drawer, Form, Input, Select } from 'antd'
import { createOfficer } from '../../../contexts/people/contract.ts'
import { ROLES, type Bureau, type Role } from '../../../contexts/people/model.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { words as ui } from '../../ui/words.ts'
import { useAct } from '../session/use-act.ts'
import { words } from '../words.ts'
import { useNameOf } from '../law/law-book.tsx'

type Fields = { region: string; name: string; phone?: string; roles: Role[]; username: string; password: string }

/** A new officer with his account; roles that may not stand in one hand are refused with the article. */
export function NewOfficerDrawer({
  open,
  onClose,
  bureaus,
}: {
  open: boolean
  onClose: () => void
  bureaus: readonly Bureau[]
}) {
  const [form] = Form.useForm<Fields>()
  const nameOf = useNameOf()
  const { submit, busy, trouble } = useAct(createOfficer, {
    done: words.people.created,
    after: () => {
      form.resetFields()
      onClose()
    },
  })
  const required = (label: string) => [{ required: true, message: words.common.missing(label) }]
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={words.people.addTitle}
      size="min(520px, 100vw)"
      closable={{ 'aria-label': ui.close }}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={(fields) => void submit({ ...fields, phone: fields.phone ?? '', certificate: null })}
      >
        <Form.Item name="region" label={words.people.bureau} rules={required(words.people.bureau)}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={bureaus.map(({ region, name }) => ({ value: region, label: name }))}
          />
        </Form.Item>
        <Form.Item name="name" label={words.people.name} rules={required(words.people.name)}>
          <Input />
        </Form.Item>
        <Form.Item name="roles" label={words.people.roles} rules={required(words.people.roles)}>
          <Select mode="multiple" options={Object.entries(ROLES).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="unit" label={words.people.unit}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="phone" label={words.people.phone}>
          <Input />
        </Form.Item>
        <Form.Item name="username" label={words.people.username} rules={required(words.people.username)}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="password" label={words.people.firstPassword} rules={required(words.people.firstPassword)}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <TroubleNotice trouble={trouble} nameOf={nameOf} />
        <SubmitButton htmlType="submit" busy={busy}>
          {words.common.save}
        </SubmitButton>
      </Form>
    </Drawer>
  )
}
