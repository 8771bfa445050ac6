/**
 * Scores answers against labels. Source: ../shared/quality/README.md, "How to score": one unit is an inventory, a binary
 * package and a vulnerability, whatever the names it goes by.
 */
import { unreachable } from '@hygie/versions/result'
import type { Answer, Expectation, Judged, Label, Loss } from './family.ts'

export type Score = {
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly unknownRight: number
  readonly unknownWrong: number
  /** Share of what is affected for which the answer was "safe", or no word. */
  readonly saidSafe: number
  /** Labels left out of recall: their vulnerability is not in the knowledge at all. */
  readonly dropped: number
  readonly conflicts: number
  /** Labels that were scored. */
  readonly rows: number
}

export type Scored = { readonly score: Score; readonly losses: readonly Loss[] }

export function score({ labels, answers, closed, isKnown }: Judged): Scored {
  const index = new AnswerIndex(answers)
  const losses: Loss[] = []
  const counts = { hits: 0, misses: 0, falses: 0, right: 0, wrong: 0, dropped: 0, conflicts: 0, rows: 0 }
  for (const label of folded(labels)) {
    if (label.expected === 'conflict') {
      counts.conflicts += 1
      continue
    }
    const said = label.expected === 'nothing_expected' ? index.onPackage(label) : index.about(label)
    const reported = said.filter(({ status }) => status === 'affected')
    for (const answer of said) index.cover(answer)
    const wantsAnswer = label.expected === 'affected' || label.expected === 'unknown'
    if (wantsAnswer && said.length === 0 && isKnown?.(label) === false) {
      counts.dropped += 1
      continue
    }
    counts.rows += 1
    switch (label.expected) {
      case 'affected':
        if (reported.length > 0) counts.hits += 1
        else {
          counts.misses += 1
          losses.push(lossOf('missed', label, said[0]))
        }
        break
      case 'unknown':
        if (reported.length === 0 && said.some(({ status }) => status === 'unknown')) counts.right += 1
        else {
          counts.wrong += 1
          losses.push(lossOf('unknown-wrong', label, reported[0] ?? said[0]))
        }
        break
      case 'nothing_expected':
        for (const answer of reported) losses.push(lossOf('false', { ...label, ids: answer.ids }, answer))
        counts.falses += reported.length
        break
      case 'not_affected':
      case 'fixed':
      case 'not_listed':
        if (reported.length > 0) {
          counts.falses += 1
          losses.push(lossOf('false', label, reported[0]))
        }
        break
      default:
        unreachable(label.expected)
    }
  }
  for (const answer of index.uncovered(closed)) {
    counts.falses += 1
    losses.push(lossOf('false', { ...answer, expected: 'nothing labelled' }, answer))
  }
  return { score: figures(counts), losses }
}

type Counts = {
  readonly hits: number
  readonly misses: number
  readonly falses: number
  readonly right: number
  readonly wrong: number
  readonly dropped: number
  readonly conflicts: number
  readonly rows: number
}

/** The score as if these labels were not there. */
export function withoutLosses(whole: Score, losses: readonly Loss[]): Score {
  const count = (kind: Loss['kind']): number => losses.filter((loss) => loss.kind === kind).length
  return figures({
    hits: whole.truePositives,
    misses: whole.falseNegatives - count('missed'),
    falses: whole.falsePositives - count('false'),
    right: whole.unknownRight,
    wrong: whole.unknownWrong - count('unknown-wrong'),
    dropped: whole.dropped,
    conflicts: whole.conflicts,
    rows: whole.rows - losses.length,
  })
}

function figures({ hits, misses, falses, right, wrong, dropped, conflicts, rows }: Counts): Score {
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)
  const precision = share(hits, hits + falses)
  const recall = share(hits, hits + misses)
  return {
    truePositives: hits,
    falsePositives: falses,
    falseNegatives: misses,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    unknownRight: right,
    unknownWrong: wrong,
    saidSafe: hits + misses === 0 ? 0 : misses / (hits + misses),
    dropped,
    conflicts,
    rows,
  }
}

/** One unit once; two labels that disagree on it are a conflict. */
function folded(labels: readonly Label[]): readonly Label[] {
  const units = new Map<string, Label>()
  for (const label of labels) {
    const unit = JSON.stringify([label.inventory, sameName(label.package), sameVersion(label.version), label.ids[0]])
    const known = units.get(unit)
    if (known === undefined) units.set(unit, label)
    else
      units.set(unit, {
        ...known,
        ids: [...new Set([...known.ids, ...label.ids])],
        expected: known.expected === label.expected ? known.expected : 'conflict',
      })
  }
  return [...units.values()]
}

function lossOf(
  kind: Loss['kind'],
  about: Pick<Label, 'inventory' | 'package' | 'version' | 'ids' | 'note' | 'labelledAt'> & {
    readonly expected: Expectation | 'nothing labelled'
  },
  answer: Answer | undefined,
): Loss {
  return {
    kind,
    inventory: about.inventory,
    package: about.package,
    version: about.version === '' ? (answer?.version ?? '') : about.version,
    id: about.ids[0] ?? '',
    expected: about.expected,
    answered: answer?.status ?? 'nothing',
    why: [answer?.why, about.note].filter((text) => text !== undefined && text !== '').join('; '),
    ...(about.labelledAt !== undefined && { labelledAt: about.labelledAt }),
    ...(answer?.source !== undefined && { source: answer.source }),
    ...(answer?.statedAt !== undefined && { statedAt: answer.statedAt }),
  }
}

/** Registries differ in case and in `-_.`; a label and an inventory of one package rarely agree on both. */
export function sameName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-')
}

function sameVersion(version: string): string {
  return version.replace(/^v(?=\d)/, '')
}

class AnswerIndex {
  readonly #byUnit = new Map<string, Answer[]>()
  readonly #byPackage = new Map<string, Answer[]>()
  readonly #covered = new Set<Answer>()
  readonly #all: readonly Answer[]

  constructor(answers: readonly Answer[]) {
    this.#all = answers
    for (const answer of answers) {
      const place = `${answer.inventory}\n${sameName(answer.package)}`
      push(this.#byPackage, place, answer)
      for (const id of new Set(answer.ids)) push(this.#byUnit, `${place}\n${id}`, answer)
    }
  }

  about({ inventory, package: name, version, ids }: Label): readonly Answer[] {
    const place = `${inventory}\n${sameName(name)}`
    const found =
      name === ''
        ? this.#all.filter((answer) => answer.inventory === inventory && ids.some((id) => answer.ids.includes(id)))
        : ids.flatMap((id) => this.#byUnit.get(`${place}\n${id}`) ?? [])
    return ofVersion(found, version)
  }

  onPackage({ inventory, package: name, version }: Label): readonly Answer[] {
    return ofVersion(this.#byPackage.get(`${inventory}\n${sameName(name)}`) ?? [], version)
  }

  cover(answer: Answer): void {
    this.#covered.add(answer)
  }

  /** Reported in a closed world, and no label speaks of it; once per unit. */
  uncovered(closed: ReadonlySet<string>): readonly Answer[] {
    const units = new Map<string, Answer>()
    for (const answer of this.#all)
      if (answer.status === 'affected' && closed.has(answer.inventory) && !this.#covered.has(answer))
        units.set(JSON.stringify([answer.inventory, sameName(answer.package), answer.version, answer.ids[0]]), answer)
    return [...units.values()]
  }
}

/** Two versions of one package in one inventory: the label's own. A version written differently is no reason to miss it. */
function ofVersion(answers: readonly Answer[], version: string): readonly Answer[] {
  if (version === '' || new Set(answers.map((answer) => answer.version)).size <= 1) return answers
  const same = answers.filter((answer) => sameVersion(answer.version) === sameVersion(version))
  return same.length === 0 ? answers : same
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
