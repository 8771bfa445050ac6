/** What a person reads in a terminal: where the asset stands, what to mend first, each measure with its checks, what is not known. */
import type { CheckStatus } from '@hygie/core/compliance/check'
import type { CheckResult, RequirementResult, RequirementStatus } from '@hygie/core/compliance/comply'
import {
  byWorth,
  caveats,
  decidingSeen,
  failedFirst,
  measureNotes,
  missingByReason,
  seenText,
  systemLine,
} from '../compliance/explain.ts'
import {
  requirementStatuses,
  type AssetCompliance,
  type ComplianceHead,
  type ComplianceTail,
  type MakeComplianceWriter,
} from '../compliance/report.ts'
import { wordsIn, type Words } from '../texts/text.ts'
import { painter, plain, type Style } from './columns.ts'
import type { Sink } from './writer.ts'

const MEND_SHOWN = 10
const COLUMNS_DEFAULT = 120
const COLUMNS_MIN = 40

const MEASURE_STYLE: Readonly<Record<RequirementStatus, Style>> = {
  met: 'green',
  partly: 'yellow',
  notMet: ['bold', 'red'],
  unknown: 'gray',
}
const CHECK_STYLE: Readonly<Record<CheckStatus, Style>> = { pass: 'green', fail: 'red', unknown: 'yellow', notApplicable: 'gray' }
const SEVERITY_STYLE = { high: ['bold', 'red'], medium: 'yellow', low: 'cyan' } as const satisfies Record<string, Style>

type Page = {
  readonly head: ComplianceHead
  readonly sink: Sink
  readonly words: Words
  readonly paint: (style: Style, text: string) => string
  readonly width: number
}

export const complianceTable: MakeComplianceWriter = (sink) => {
  let page: Page | undefined
  return {
    begin(head) {
      page = {
        head,
        sink,
        words: wordsIn(head.language),
        paint: painter(head.terminal?.colour ?? false),
        width: Math.max(COLUMNS_MIN, head.terminal?.columns ?? COLUMNS_DEFAULT),
      }
      const { framework, profile, language, requirements, checks } = head
      line(page, page.paint('bold', framework.title[language]))
      line(page, page.words('comply.scope', { profile: profile.title[language], requirements, checks }))
    },
    asset(asset) {
      if (page !== undefined) printAsset(page, asset)
    },
    end(tail) {
      if (page !== undefined) printTail(page, tail)
    },
  }
}

function printAsset(page: Page, { inventory, results, requirements }: AssetCompliance): void {
  line(page)
  line(page, page.paint('bold', plain(`${inventory.name} · ${systemLine(inventory)}`)))
  const [measures, checks] = [page.words('comply.measures'), page.words('comply.checks')]
  const wide = Math.max(measures.length, checks.length)
  line(page, `${measures.padEnd(wide)}  ${measureCounts(page, requirements)}`)
  line(page, `${checks.padEnd(wide)}  ${checkCounts(page, results)}`)
  for (const caveat of caveats(page.words, inventory, results)) wrapped(page, caveat, '', 'yellow')
  printMend(page, results)
  printMeasures(page, requirements)
  printMissing(page, results, inventory)
}

function measureCounts({ words, paint }: Page, requirements: readonly RequirementResult[]): string {
  return requirementStatuses
    .map((wanted) => {
      const count = requirements.filter(({ status }) => status === wanted).length
      const text = `${words(`measure.${wanted}`)} ${count}`
      return count === 0 ? text : paint(MEASURE_STYLE[wanted], text)
    })
    .join(' · ')
}

function checkCounts({ words, paint }: Page, results: readonly CheckResult[]): string {
  return (['fail', 'unknown', 'pass', 'notApplicable'] as const)
    .map((wanted) => {
      const count = results.filter(({ status }) => status === wanted).length
      const text = `${words(`check.${wanted}`)} ${count}`
      return count === 0 ? text : paint(CHECK_STYLE[wanted], text)
    })
    .join(' · ')
}

function printMend(page: Page, results: readonly CheckResult[]): void {
  const failed = failedFirst(results)
  if (failed.length === 0) return
  heading(page, page.words('comply.mend'))
  const { language } = page.head
  const wide = Math.max(...(['high', 'medium', 'low'] as const).map((severity) => page.words(`severity.${severity}`).length))
  const shown = page.head.all ? failed : failed.slice(0, MEND_SHOWN)
  for (const [index, result] of shown.entries()) {
    const { check } = result
    const severity = page.words(`severity.${check.severity}`)
    const indent = ' '.repeat(wide + 7)
    const painted = page.paint(SEVERITY_STYLE[check.severity], severity.padEnd(wide))
    line(page, `${String(index + 1).padStart(3)}  ${painted}  ${check.title[language]} ${page.paint('gray', check.id)}`)
    wrapped(page, page.words('comply.seen', { seen: seenLine(page, result) }), indent, 'gray')
    wrapped(page, check.fix[language], indent)
    for (const command of check.commands ?? []) line(page, `${indent}$ ${plain(command)}`)
  }
  if (failed.length > shown.length)
    line(page, `     ${page.words('table.more', { count: failed.length - shown.length })} ${page.words('comply.see-all')}`)
}

function printMeasures(page: Page, requirements: readonly RequirementResult[]): void {
  const { language } = page.head
  const wide = Math.max(...requirementStatuses.map((status) => page.words(`measure.${status}`).length))
  const checkWide = Math.max(
    ...(['pass', 'fail', 'unknown', 'notApplicable'] as const).map((status) => page.words(`check.${status}`).length),
  )
  let group = ''
  for (const result of requirements) {
    const { requirement, status, results } = result
    if (requirement.group[language] !== group) {
      group = requirement.group[language]
      heading(page, group)
    }
    const word = page.words(`measure.${status}`).padEnd(wide)
    line(page, `${requirement.id.padStart(3)}  ${page.paint(MEASURE_STYLE[status], word)}  ${requirement.title[language]}`)
    const indent = ' '.repeat(wide + 7)
    for (const one of byWorth(results)) {
      const { check, status: outcome } = one
      if (outcome === 'notApplicable' && !page.head.all) continue
      const mark = page.paint(CHECK_STYLE[outcome], page.words(`check.${outcome}`).padEnd(checkWide))
      line(page, `${indent}${mark}  ${check.title[language]}`)
      const facts = seenLine(page, one)
      if (page.head.all && facts !== '') wrapped(page, facts, ' '.repeat(indent.length + checkWide + 2), 'gray')
    }
    for (const note of measureNotes(page.words, result, language)) wrapped(page, note, indent, 'gray')
  }
}

function seenLine({ words }: Page, result: CheckResult): string {
  return decidingSeen(result)
    .map((fact) => seenText(words, fact))
    .join('; ')
}

function printMissing(page: Page, results: readonly CheckResult[], inventory: AssetCompliance['inventory']): void {
  const reasons = missingByReason(page.words, results, inventory)
  if (reasons.size === 0) return
  heading(page, page.words('comply.not-known'))
  for (const [reason, facts] of reasons) {
    wrapped(page, reason, '')
    for (const { fact, checks } of facts) wrapped(page, `${fact} (${checks.join(', ')})`, '  ')
  }
}

function printTail(page: Page, { assets, requirements, failures }: ComplianceTail): void {
  if (assets > 1) {
    heading(page, page.words('comply.together', { assets }))
    line(page, `${page.words('comply.measures')}  ${measureCounts(page, requirements)}`)
  }
  for (const { target, error } of failures)
    line(page, page.paint('red', page.words('table.failure', { target: plain(target), error: plain(error) })))
}

function line({ sink }: Page, text = ''): void {
  sink(`${text}\n`)
}

function heading(page: Page, text: string): void {
  line(page)
  line(page, page.paint('underline', text))
}

/** Breaks at spaces, takes control characters out; a word longer than the width stands on a line of its own. */
function wrapped(page: Page, text: string, indent: string, style?: Style): void {
  const room = Math.max(COLUMNS_MIN / 2, page.width - indent.length)
  const show = (words: readonly string[]): void => {
    const joined = words.join(' ')
    line(page, indent + (style === undefined ? joined : page.paint(style, joined)))
  }
  let current: string[] = []
  let length = 0
  for (const word of plain(text).split(' ')) {
    const wide = Array.from(word).length
    if (current.length > 0 && length + 1 + wide > room) {
      show(current)
      current = []
      length = 0
    }
    length += wide + (current.length > 0 ? 1 : 0)
    current.push(word)
  }
  if (current.length > 0) show(current)
}
