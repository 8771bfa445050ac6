/** What a knowledge file holds, for people. */
import type { KnowledgeInfo } from '@hygie/core/knowledge/facts'
import { columns } from '../formats/columns.ts'
import type { Words } from '../texts/text.ts'

const WIDTH = 160

export function infoText({ hash, engine, builtFrom, counts, feeds }: KnowledgeInfo, words: Words): string {
  const shown = Object.entries(counts).filter(([, count]) => count > 0)
  const numbers = columns(
    shown.map(([name, count]) => [`  ${name}`, String(count)]),
    WIDTH,
  )
  const head = (['feed', 'stated', 'records', 'rejected', 'licence'] as const).map((name) => words(`column.${name}`))
  const rows = feeds.map(({ name, stated, records, rejected, licence, failure }) => [
    `  ${name}`,
    stated?.slice(0, 10) ?? words('table.missing'),
    String(records),
    String(rejected),
    failure === undefined ? licence : `${licence}  ${words('kb.broken', { failure })}`,
  ])
  const [first, ...rest] = columns([[`  ${head[0] ?? ''}`, ...head.slice(1)], ...rows], WIDTH)
  return [`${hash}  ${engine}  ${builtFrom?.slice(0, 10) ?? ''}`, ...numbers, '', first ?? '', ...rest].join('\n')
}
