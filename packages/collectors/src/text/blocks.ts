/** Reads what `show`, `ask` and `say` of linux/prelude.ts print: announcements ("=") and prefixed content ("|"). */

export type Block = {
  /** `file`, `run`, `denied`, `absent` or a probe's own word. */
  readonly kind: string
  /** Path, command or the rest of the line. */
  readonly subject: string
  /** Content lines, without prefix, line feed and carriage return. */
  readonly lines: readonly string[]
  /** Exit status of a command. */
  readonly exit?: number
}

/** Cost: linear. Lines that carry neither sign are passed over: they are the line feeds that `show` adds. */
export function readBlocks(output: string): readonly Block[] {
  const blocks: { kind: string; subject: string; lines: string[]; exit?: number }[] = []
  for (const line of linesOf(output)) {
    const last = blocks.at(-1)
    if (line.startsWith('|')) last?.lines.push(line.slice(1))
    else if (line.startsWith('=exit ') && last?.kind === 'run') last.exit = Number.parseInt(line.slice(6), 10)
    else if (line.startsWith('=')) {
      const [kind = '', ...rest] = line.slice(1).split(' ')
      blocks.push({ kind, subject: rest.join(' '), lines: [] })
    }
  }
  return blocks
}

export function fileBlock(blocks: readonly Block[], path: string): Block | undefined {
  return blocks.find((block) => block.kind === 'file' && block.subject === path)
}

/** The output of a command whose words begin with these, when it ended well. */
export function runBlock(blocks: readonly Block[], words: string): Block | undefined {
  return blocks.find(
    (block) => block.kind === 'run' && block.exit === 0 && (block.subject === words || block.subject.startsWith(`${words} `)),
  )
}

/** Lines with either kind of line end, without the empty rest after the last one. */
export function linesOf(text: string): readonly string[] {
  if (text === '') return []
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return text.includes('\r') ? lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) : lines
}
