import { Drawer, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { saveBureau } from '../../../contexts/people/contract/bureaus.ts'
import { CAPACITIES, type Bureau } from '../../../contexts/people/model.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { words as ui } from '../../ui/words.ts'
import { RegionInput } from '../enterprise/RegionInput.tsx'
import { useMe } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words.ts'
import { BUREAU_FIELDS, trust } from './words.ts'

type Props = { readonly bureau: Bureau | 'new'; readonly onClose: () => void }

/** Adds a bureau below the own one, or changes what papers print about one. */
export function BureauDrawer({ bureau, onClose }: Props) {
  const me = useMe()
  const isNew = bureau === 'new'
  const [region, setRegion] = useState(isNew ? '' : bureau.region)
  const { submit, busy, trouble } = useAct(saveBureau, { done: trust.bureau.saved, after: onClose })
  return (
    <Drawer
      open
      onClose={onClose}
      title={isNew ? trust.bureau.add : trust.bureau.change}
      size="min(520px, 100vw)"
      closable={{ 'aria-label': ui.close }}
    >
      <Form
        layout="vertical"
        initialValues={isNew ? { capacity: 'own' } : bureau}
        onFinish={(fields: Omit<Bureau, 'region'>) => void submit({ ...fields, region })}
      >
        {isNew && (
          <Form.Item label={trust.bureau.region} required>
            <RegionInput value={region} onChange={setRegion} under={me.region} label={trust.bureau.region} />
          </Form.Item>
        )}
        {BUREAU_FIELDS.map(({ name, label, needed, hint }) => (
          <Form.Item
            key={name}
            name={name}
            label={label}
            extra={hint}
            rules={needed ? [{ required: true, message: words.common.missing(label) }] : []}
          >
            <Input maxLength={80} />
          </Form.Item>
        ))}
        <Form.Item name="capacity" label={words.people.capacity}>
          <Select options={Object.entries(CAPACITIES).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <TroubleNotice trouble={trouble} />
        <SubmitButton htmlType="submit" busy={busy}>
          {words.common.save}
        </SubmitButton>
      </Form>
    </Drawer>
  )
}
