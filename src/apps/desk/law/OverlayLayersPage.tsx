import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input, Select, Tag } from 'antd'
import { Link, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { showLayers, type LayerShape } from '../../../contexts/law/contract/layers.ts'
import { OVERLAY_KINDS, type OverlayKind } from '../../../contexts/law/rules/overlay-kinds.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { RegionInput } from '../enterprise/RegionInput.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe } from '../session/session.tsx'
import { ChangeLines, RowName } from './ChangeLines.tsx'
import { ChangeTabs, LayerName } from './ChangeTabs.tsx'
import { words } from './words-changes.ts'
import { namesParameter } from './words-parameters.ts'

type Layer = z.output<typeof LayerShape>

/** Which layer speaks on a matter in a region on a date, and what the silent ones would say. */
export function OverlayLayersPage() {
  const me = useMe()
  const [params, setParams] = useSearchParams()
  const set = (name: string, value: string) =>
    setParams((before) => new URLSearchParams({ ...Object.fromEntries(before), [name]: value }), { replace: true })
  const kind = (params.get('kind') ?? 'parameter') as OverlayKind
  const region = params.get('region') ?? me.region
  const on = params.get('on') || today()
  const wanted = params.get('q') ?? ''
  const overlaid = params.get('overlaid') === 'true'
  const { data, error } = useQuery({
    queryKey: ['law-layers', kind, region, on, wanted, overlaid],
    queryFn: () =>
      ask(showLayers, {
        kind,
        region,
        on,
        overlaid: overlaid ? 'true' : 'false',
        ...(wanted && kind !== 'parameter' ? { words: wanted } : {}),
      }),
  })
  const rows = data?.rows.filter(({ key }) => kind !== 'parameter' || namesParameter(key, wanted)) ?? []
  const total = kind === 'parameter' ? rows.length : (data?.total ?? 0)
  return (
    <>
      <PageHeader
        title={words.layers.title}
        under={words.layers.under}
        trail={[
          <Link key="law" to="/law">
            {words.law}
          </Link>,
        ]}
      />
      <ChangeTabs />
      <section className="sheet">
        <div className="filters">
          <label>
            {words.kind}
            <Select
              value={kind}
              aria-label={words.kind}
              style={{ width: 140 }}
              onChange={(next) => set('kind', next)}
              options={Object.entries(OVERLAY_KINDS).map(([value, label]) => ({ value: value as OverlayKind, label }))}
            />
          </label>
          <div>
            <span className="soft">{words.region}</span>
            <RegionInput label={words.region} under="" value={region} onChange={(code) => set('region', code)} />
          </div>
          <label>
            {words.layers.on}
            <LawDateInput value={on} onChange={(date) => set('on', date)} aria-label={words.layers.on} />
          </label>
          <label>
            {words.layers.search}
            <Input.Search
              allowClear
              defaultValue={wanted}
              aria-label={words.layers.search}
              style={{ width: 220 }}
              onSearch={(q) => set('q', q.trim())}
            />
          </label>
          <Checkbox checked={overlaid} onChange={(event) => set('overlaid', event.target.checked ? 'true' : 'false')}>
            {words.layers.overlaid}
          </Checkbox>
        </div>
        {error && <TroubleNotice trouble={troubleOf(error)} />}
        {data && <p className="soft">{words.layers.total(rows.length, total)}</p>}
        {data && rows.length === 0 && <EmptyState title={words.layers.none}>{words.layers.noneUnder}</EmptyState>}
        {data &&
          rows.map(({ key, title, layers }) => (
            <article key={key} className="compared">
              <RowName name={key} title={title} />
              <div style={{ marginTop: 6 }}>
                {layers.map((layer) => (
                  <OneLayer
                    key={`${layer.region} ${layer.from}`}
                    label={`${key} ${layer.region || words.nation} ${layer.from}`}
                    layer={layer}
                    columns={data.columns}
                  />
                ))}
              </div>
            </article>
          ))}
      </section>
    </>
  )
}

type OneLayerProps = { readonly label: string; readonly layer: Layer; readonly columns: readonly string[] }

function OneLayer({ label, layer, columns }: OneLayerProps) {
  const { region, speaks, lines, cites, from, until, layer: mark } = layer
  return (
    <div className="layer" {...(speaks ? { 'data-speaks': true } : {})}>
      <div className="layer-where">
        <span>
          <LayerName region={region} />
        </span>
        <Tag color={speaks ? 'processing' : 'default'}>{speaks ? words.layers.speaks : words.layers.silent}</Tag>
      </div>
      <div style={{ minWidth: 0 }}>
        <ChangeLines label={label} columns={columns} lines={lines} />
        <div className="soft">
          {words.layers.basis}：{mark ? <Link to={`/law/changes/${mark.change}`}>{cites}</Link> : cites || '—'}
          <span className="row-code">{words.layers.since(from, until)}</span>
        </div>
      </div>
    </div>
  )
}
