/** The list of labels that the run holds for wrong, each with what is true and who says so: `label-errors.md`. */
import type { Loss } from './family.ts'

export type Told = Loss & { readonly cause: string }

const MARK = 'label: '

/** Of these losses the label is the cause, and the cause says why. */
export function labelErrors(losses: readonly Told[]): readonly Told[] {
  return losses.filter(({ cause }) => cause.startsWith(MARK))
}

/** Sorted, without a date, so that two runs on the same data write the same bytes. */
export function printLabelErrors(families: ReadonlyMap<string, readonly Told[]>): string {
  const rows = [...families].flatMap(([family, losses]) => rowsOf(family, labelErrors(losses)))
  const counts = [...families].flatMap(([family, losses]) => {
    const count = labelErrors(losses).length
    return count === 0 ? [] : [`${family} ${count}`]
  })
  return [
    '# Labels that are wrong',
    '',
    'Written by `npm run quality -- --label-errors test/quality/label-errors.md`. A label is listed when a source that outranks it says',
    'otherwise; the proof names the source, its statement and, where it is dated, the day. The figures of the families count these labels',
    'as they stand: nothing is changed for them. `unknown` is listed where the labeller could not tell and the source tells.',
    '',
    `${[...families.values()].flatMap(labelErrors).length} labels: ${counts.join(', ')}. Where one cause spoils more than`,
    `${LISTED_MAX} labels of a family, one line has their number and ${EXAMPLES} of them; \`npm run quality -- --only FAMILY\` prints all.`,
    '',
    `| ${COLUMNS.join(' | ')} |`,
    `| ${COLUMNS.map(() => '---').join(' | ')} |`,
    ...rows.toSorted(),
    '',
  ].join('\n')
}

const COLUMNS = ['family', 'inventory', 'package', 'vulnerability', 'label', 'truth', 'proof'] as const

const LISTED_MAX = 100
const EXAMPLES = 3

function rowsOf(family: string, losses: readonly Told[]): readonly string[] {
  return [...Map.groupBy(losses, ({ cause }) => cause)].flatMap(([cause, list]) => {
    if (list.length <= LISTED_MAX) return list.map((loss) => rowOf(family, loss))
    const shown = list.slice(0, EXAMPLES)
    const cells = [
      family,
      `${list.length} of them, such as ${shown.map(({ inventory }) => inventory).join('; ')}`,
      shown.map((loss) => loss.package).join('; '),
      '',
      shown.map(({ id }) => id).join('; '),
      shown.map(({ why }) => why).join('; '),
      cause.slice(MARK.length),
    ]
    return [`| ${cells.map(cell).join(' | ')} |`]
  })
}

function rowOf(family: string, loss: Told): string {
  const truth = loss.kind === 'missed' ? (loss.answered === 'nothing' ? 'not told' : loss.answered) : 'affected'
  const proof = [loss.why, loss.cause.slice(MARK.length), dates(loss)].filter((text) => text !== '').join('; ')
  return `| ${[family, loss.inventory, `${loss.package} ${loss.version}`.trim(), loss.id, loss.expected, truth, proof].map(cell).join(' | ')} |`
}

function dates({ statedAt = '', labelledAt = '' }: Told): string {
  if (statedAt === '') return labelledAt === '' ? '' : `labelled ${labelledAt}`
  return labelledAt === '' ? `said ${statedAt.slice(0, 10)}` : `said ${statedAt.slice(0, 10)}, labelled ${labelledAt}`
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll(/\p{Cc}/gu, ' ')
}
