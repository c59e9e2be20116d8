/** The pages of docs/generated, each made from code and data alone; the same input gives the same bytes. */
import { MAY_USE } from '../../src/contexts/may-use.ts'
import type { Template } from '../../src/contexts/document/model.ts'
import { citationKey, type Citation } from '../../src/kernel/citation.ts'
import type { AnyStep, Lifecycle } from '../../src/kernel/step.ts'
import {
  citationOf,
  citationText,
  compare,
  whoMay,
  type CitedInData,
  type LawFiles,
  type NamedEndpoint,
  type NamedLifecycle,
} from './read.ts'
import { page, table } from './write.ts'

function articles(cited: readonly Citation[], law: LawFiles): string {
  const known = new Map(cited.map((citation) => [citationKey(citation), citationText(citation, law)]))
  return [...known.values()].join('；')
}

const refusalsOf = (step: AnyStep): Citation[] => step.unless.map((rule) => rule.cites)

export function endpointsPage(endpoints: readonly NamedEndpoint[], law: LawFiles): string {
  const contexts = [...new Set(endpoints.map(({ context }) => context))]
  return page(
    'Endpoints',
    `${endpoints.length} operations, served below \`/api\`. Shapes: [openapi.json](openapi.json).`,
    ...contexts.map(
      (context) =>
        `## ${context}\n\n${table(
          ['operation', 'call', 'who may', 'journal', 'about', 'may be refused under'],
          endpoints
            .filter((one) => one.context === context)
            .map(({ name, endpoint: { method, path, may, audit, about, takes = [] } }) => [
              name,
              `\`${method} ${path}\``,
              `\`${may}\` ${may === 'public' || may === 'signed-in' ? '' : whoMay(may)}`.trim(),
              audit === 'none' ? 'not journalled' : `\`${audit}\``,
              about,
              articles(
                takes.flatMap((step) => [step.cites, ...refusalsOf(step)]),
                law,
              ),
            ]),
        )}`,
    ),
  )
}

export function lifecyclesPage(
  found: readonly NamedLifecycle[],
  law: LawFiles,
  templates: readonly Template[],
): string {
  const paper = (code: string) => `${code} ${templates.find((template) => template.code === code)?.name ?? ''}`.trim()
  const clock = (id: string) => `${id} ${law.clocks.find((row) => row.id === id)?.what ?? ''}`.trim()
  return page(
    'Lifecycles',
    ...found.map(({ context, lifecycle }) =>
      [
        `## ${lifecycle.label} (${context})`,
        diagram(lifecycle),
        table(
          ['step', 'from → to', 'who may', 'authority', 'refused under', 'writes', 'clocks'],
          lifecycle.steps.map((step) => [
            `${step.label}<br>\`${step.name}\``,
            `${step.from.map((state) => lifecycle.states[state] ?? state).join('、')} → ${lifecycle.states[step.to] ?? step.to}`,
            `\`${step.may}\` ${whoMay(step.may)}`,
            citationText(step.cites, law),
            articles(refusalsOf(step), law),
            (step.writes ?? []).map(paper).join('；'),
            [
              ...(step.starts ?? []).map((id) => `starts ${clock(id)}`),
              ...(step.stops ?? []).map((id) => `stops ${clock(id)}`),
            ].join('；'),
          ]),
        ),
      ].join('\n\n'),
    ),
  )
}

/** A state diagram with the Chinese labels; loops on one state stand in the table only. */
function diagram({ initial, final, states, steps }: Lifecycle): string {
  const key = (state: string) => state.replace(/\W/g, '_')
  const arrows = steps.flatMap(({ from, to, label }) =>
    from.filter((state) => state !== to).map((state) => `  ${key(state)} --> ${key(to)}: ${label}`),
  )
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...Object.entries(states).map(([state, label]) => `  state "${label}" as ${key(state)}`),
    `  [*] --> ${key(initial)}`,
    ...arrows,
    ...final.map((state) => `  ${key(state)} --> [*]`),
    '```',
  ].join('\n')
}

const validity = ({ effectiveFrom, effectiveTo }: { effectiveFrom: string; effectiveTo: string | null }) =>
  `${effectiveFrom} – ${effectiveTo ?? ''}`.trim()
const byDate = (a: Dated, b: Dated) => compare(`${a.region} ${a.effectiveFrom}`, `${b.region} ${b.effectiveFrom}`)
const basisText = ({ basis, basisNote }: { basis: readonly CitedInData[]; basisNote: string | null }, law: LawFiles) =>
  [articles(basis.map(citationOf), law), basisNote].filter(Boolean).join('；')

type Dated = { readonly region: string; readonly effectiveFrom: string }

export function lawbookPage(law: LawFiles): string {
  const marks = ['✔', '◐', '○', '⚠'] as const
  const files = Object.entries(law).map(([name, rows]) => [
    `\`data/law/${name}.json\``,
    rows.length,
    ...marks.map((mark) => rows.filter(({ confidence }) => confidence === mark).length),
  ])
  return page(
    'Lawbook',
    '✔ read in the primary text, ◐ seen in an excerpt, ○ general knowledge, ⚠ conflict or risk of version. Region: empty is the whole country.',
    `## Rows\n\n${table(['file', 'rows', ...marks], files)}`,
    `## Parameters\n\n${table(
      ['key', 'value', 'unit', 'region', 'in force', 'basis', 'confidence', 'source'],
      [...law.parameters]
        .sort((a, b) => compare(a.key, b.key) || byDate(a, b))
        .map((row) => [
          `\`${row.key}\``,
          Array.isArray(row.value) ? row.value.join(', ') : row.value,
          row.unit,
          row.region,
          validity(row),
          basisText(row, law),
          row.confidence,
          row.source,
        ]),
    )}`,
    `## Clocks\n\nWD working days, CD calendar days, h hours, M months, Y years.\n\n${table(
      ['clock', 'what', 'length', 'kind', 'starts with', 'other lengths', 'region', 'in force', 'basis', 'confidence'],
      [...law.clocks]
        .sort((a, b) => compare(a.id, b.id) || byDate(a, b))
        .map((row) => [
          row.id,
          row.what,
          row.n === null ? '' : `${row.n} ${row.unit ?? ''}`,
          row.kind,
          row.startEvent,
          Object.values(row.variants)
            .map(({ n, unit, says }) => `${says}：${n} ${unit}`)
            .join('；'),
          row.region,
          validity(row),
          basisText(row, law),
          row.confidence,
        ]),
    )}`,
    `## Instruments\n\n${table(
      ['code', 'name', 'number', 'version', 'level', 'region', 'in force', 'confidence'],
      law.instruments.map((row) => [
        row.code,
        row.name,
        row.number,
        row.version,
        row.level,
        row.region,
        validity(row),
        row.confidence,
      ]),
    )}`,
  )
}

export function papersPage(templates: readonly Template[], found: readonly NamedLifecycle[]): string {
  const writers = (code: string) =>
    found.flatMap(({ lifecycle }) =>
      lifecycle.steps
        .filter(({ writes = [] }) => writes.includes(code))
        .map(({ label }) => `${lifecycle.label}：${label}`),
    )
  const yes = (is: boolean) => (is ? '✓' : '')
  const labels = (labelled: readonly { readonly label: string }[]) => labelled.map(({ label }) => label).join('、')
  return page(
    'Papers',
    `${templates.length} forms. A form without a layout of its own is drawn as the general form.`,
    table(
      [
        'code',
        'name',
        'number',
        'seal',
        'served',
        'decides',
        'signed by',
        'asks for',
        'written by',
        'in force',
        'confidence',
      ],
      templates.map((one) => [
        one.code,
        one.name,
        one.numbered ? `${one.typeCode ?? ''} (${one.series})` : '',
        one.seal === 'none' ? '' : one.seal,
        yes(one.served),
        yes(one.decision),
        labels(one.signers),
        labels(one.fields.filter(({ required }) => required)),
        writers(one.code).join('；'),
        validity({ effectiveFrom: one.effectiveFrom, effectiveTo: one.effectiveUntil }),
        one.confidence,
      ]),
    ),
  )
}

export function contextsPage(endpoints: readonly NamedEndpoint[], found: readonly NamedLifecycle[]): string {
  const arrows = Object.entries(MAY_USE).flatMap(([context, uses]) => uses.map((used) => `  ${context} --> ${used}`))
  return page(
    'Contexts',
    'An arrow leads to a context whose `public.ts` and pure files may be used. News travels the other way as events.',
    ['```mermaid', 'graph BT', ...Object.keys(MAY_USE).map((context) => `  ${context}`), ...arrows, '```'].join('\n'),
    table(
      ['context', 'may use', 'endpoints', 'lifecycle'],
      Object.entries(MAY_USE).map(([context, uses]) => [
        `[${context}](../../src/contexts/${context}/README.md)`,
        uses.join(', '),
        endpoints.filter((one) => one.context === context).length,
        found
          .filter((one) => one.context === context)
          .map(({ lifecycle }) => lifecycle.label)
          .join('、'),
      ]),
    ),
  )
}
