/** Small questions to the output of linux/defence/probe.ts. */
import type { Block } from '../../text/blocks.ts'

/** Lines of one announced list; undefined when the script never got there. */
export function listed(blocks: readonly Block[], kind: string): readonly string[] | undefined {
  return blocks.find((block) => block.kind === kind)?.lines
}

export function has(blocks: readonly Block[], kind: string, word?: string): boolean {
  return blocks.some((block) => block.kind === kind && (word === undefined || block.lines.includes(word)))
}

export function isRoot(blocks: readonly Block[]): boolean {
  return blocks.some((block) => block.kind === 'root')
}

/** All lines of the files that match, without comments and blanks, with their file. */
export function settingLines(
  blocks: readonly Block[],
  path: RegExp,
): readonly { readonly line: string; readonly file: string }[] {
  return blocks
    .filter((block) => block.kind === 'file' && path.test(block.subject))
    .flatMap((block) => block.lines.map((line) => ({ line: line.trim(), file: block.subject })))
    .filter(({ line }) => line !== '' && !/^[#;]/.test(line))
}

/** Last statement of `Key=value` in files that match, as systemd and shell files do it. */
export function setting(
  blocks: readonly Block[],
  path: RegExp,
  key: string,
): { readonly value: string; readonly file: string } | undefined {
  const found = settingLines(blocks, path).findLast(
    ({ line }) => line.toLowerCase().startsWith(key.toLowerCase()) && /^\s*=/.test(line.slice(key.length)),
  )
  if (found === undefined) return undefined
  return {
    value: found.line
      .slice(found.line.indexOf('=') + 1)
      .trim()
      .replace(/^"(.*)"$/, '$1'),
    file: found.file,
  }
}

/** The answers of `systemctl is-enabled A B C`, one line each, in order; units that do not exist say so on a line too. */
export function enabledUnits(blocks: readonly Block[]): ReadonlySet<string> {
  const run = blocks.find((block) => block.kind === 'run' && block.subject.startsWith('systemctl is-enabled '))
  const names = run?.subject.split(' ').slice(2) ?? []
  // Errors name their unit and stand among the answers; the rest are answers for the other units, in order.
  const missing = new Set((run?.lines ?? []).flatMap((line) => /unit file state for (\S+?)(?:\.service)?:/.exec(line)?.[1] ?? []))
  const answers = (run?.lines ?? []).map((line) => line.trim()).filter((line) => /^[a-z-]+$/.test(line))
  const asked = answers.length === names.length ? names : names.filter((name) => !missing.has(name))
  if (answers.length !== asked.length) return new Set()
  return new Set(asked.filter((_name, index) => (answers[index] ?? '').startsWith('enabled')))
}
