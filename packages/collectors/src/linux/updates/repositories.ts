/** Configured repositories: which are on, which are accepted without a signature, which come by plain http. */
import type { Block } from '../../text/blocks.ts'
import type { FactList } from '../fact-list.ts'

type Repository = { readonly name: string; readonly unsigned: boolean }

export function repositoryFacts(blocks: readonly Block[], facts: FactList): void {
  const files = blocks.filter(
    (block) =>
      block.kind === 'file' && /\.(?:list|sources|repo)$|\/repositories$|\/(?:yum|dnf|pacman)\.conf$/.test(block.subject),
  )
  if (files.length === 0) return
  const all = files.flatMap((file) => readFile(file))
  const from = [...new Set(files.map((file) => file.subject))].slice(0, 20).join(' ')
  facts.list(
    'updates.repositories',
    all.map(({ name }) => name),
    from,
  )
  facts.list(
    'updates.unsigned',
    all.filter(({ unsigned }) => unsigned).map(({ name }) => name),
    from,
  )
  // apt and apk check signatures, so plain http shows what is installed but does not forge it.
  facts.list(
    'updates.plainHttp',
    all.map(({ name }) => name).filter((name) => /(?:^|[\s=])(?:http|ftp):\/\//.test(name)),
    from,
  )
}

function readFile({ subject, lines }: Block): readonly Repository[] {
  if (subject.endsWith('.list')) return lines.flatMap((line) => oneLine(line))
  if (subject.endsWith('.sources')) return stanzas(lines)
  if (subject.endsWith('/repositories'))
    return lines.filter((line) => /^[a-z@/]/.test(line.trim())).map((line) => ({ name: line.trim(), unsigned: false }))
  return sections(lines)
}

/** `deb [trusted=yes] http://deb.example/debian bookworm main` */
function oneLine(line: string): readonly Repository[] {
  const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)/.exec(line)
  return match === null
    ? []
    : [{ name: `${match[2] ?? ''} ${match[3] ?? ''}`, unsigned: /(?:trusted|allow-insecure)=yes/.test(match[1] ?? '') }]
}

/** deb822: stanzas of `Types`, `URIs`, `Suites`, `Enabled`, `Trusted`. */
function stanzas(lines: readonly string[]): readonly Repository[] {
  return lines
    .join('\n')
    .split(/\n\s*\n/)
    .flatMap((stanza) => {
      const field = (name: string): string => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(stanza)?.[1]?.trim() ?? ''
      if (!/\bdeb\b/.test(field('Types')) || field('Enabled').toLowerCase() === 'no') return []
      const unsigned = field('Trusted').toLowerCase() === 'yes' || field('Allow-Insecure').toLowerCase() === 'yes'
      return field('URIs')
        .split(/\s+/)
        .flatMap((address) =>
          field('Suites')
            .split(/\s+/)
            .map((suite) => ({ name: `${address} ${suite}`, unsigned })),
        )
    })
}

/** yum, dnf, zypper, pacman: `[name]`, `enabled=1`, `gpgcheck=0`, `baseurl=`. */
function sections(lines: readonly string[]): readonly Repository[] {
  const found: { name: string; fields: Map<string, string> }[] = []
  for (const line of lines) {
    const head = /^\s*\[([^\]]+)\]/.exec(line)?.[1]
    if (head !== undefined) found.push({ name: head, fields: new Map() })
    const match = /^\s*([A-Za-z_]+)\s*=\s*(.*?)\s*$/.exec(line)
    if (match !== null) found.at(-1)?.fields.set((match[1] ?? '').toLowerCase(), match[2] ?? '')
  }
  return found
    .filter(
      ({ name, fields }) => name !== 'main' && name !== 'options' && !/^(?:0|no|false)$/i.test(fields.get('enabled') ?? '1'),
    )
    .map(({ name, fields }) => ({
      name: [name, fields.get('baseurl') ?? fields.get('mirrorlist') ?? fields.get('metalink') ?? fields.get('server') ?? '']
        .join(' ')
        .trim(),
      unsigned: /^(?:0|no|false)$/i.test(fields.get('gpgcheck') ?? '') || /\bNever\b/.test(fields.get('siglevel') ?? ''),
    }))
}
