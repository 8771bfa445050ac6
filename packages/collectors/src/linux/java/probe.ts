/** Java archives in usual places: what their pom.properties state, and the archives they hold. */
import type { Software, Unknown } from '@hygie/core/inventory/inventory'
import { languageSoftware } from '../../language-software.ts'
import type { Probe, ProbeReading } from '../../probe.ts'
import { type Block, readBlocks } from '../../text/blocks.ts'
import { limits, prunedNames, searchedFolders } from '../languages/places.ts'
import { coordinatesOf } from './known-artifacts.ts'

const PRUNE = `-type d "(" ${prunedNames.map((name) => `-name "${name}"`).join(' -o ')} ")" -prune`

export const java: Probe = {
  name: 'linux.java',
  purpose: 'Java archives (jar, war, ear) with the versions they state, and the archives inside them',
  script: `
u=0; have unzip && u=1
find ${searchedFolders.join(' ')} -xdev -maxdepth ${limits.depth} ${PRUNE} -o -type f "(" -name "*.jar" -o -name "*.war" -o -name "*.ear" ")" -print 2>/dev/null |
  head -n ${limits.jars} | while read -r f; do
  say jar "$f"
  [ $u = 1 ] || continue
  unzip -p "$f" "META-INF/maven/*/pom.properties" 2>/dev/null | head -c 65536 | tr -d "\\r" | grep -E "^(groupId|artifactId|version)=" | sed "s/^/|/"
  unzip -l "$f" 2>/dev/null | head -n 20000 | grep -o -E "[^[:space:]]+-[0-9][^[:space:]/]*\\.jar\\$" | sed "s/^/|inner /"
done
[ $u = 1 ] || say nounzip
exit 0
`,
  timeoutMs: 90_000,
  outputBytesMax: 4_194_304,
  privilege: 'better-as-root',
  writes: 'nothing',
  lane: 'second',
  read,
}

function read(output: string): ProbeReading {
  const blocks = readBlocks(output)
  const software: Software[] = []
  const nameless: string[] = []
  const jars = blocks.filter((block) => block.kind === 'jar')
  for (const jar of jars) {
    const found = coordinates(jar)
    for (const { name, version, inside } of found) {
      const made = languageSoftware({
        type: 'maven',
        name,
        version,
        path: inside === undefined ? jar.subject : `${jar.subject}!${inside}`,
      })
      if (made !== undefined) software.push(made)
    }
    if (found.length === 0) nameless.push(jar.subject)
    for (const line of jar.lines)
      if (line.startsWith('inner ') && coordinatesOf(line) === undefined) nameless.push(`${jar.subject}!${line.slice(6)}`)
  }
  return { part: { software, unknown: unknowns(blocks, nameless, jars.length) }, problems: [] }
}

type Found = { readonly name: string; readonly version: string; readonly inside?: string }

function coordinates(jar: Block): readonly Found[] {
  const found: Found[] = []
  let open = new Map<string, string>()
  for (const line of jar.lines) {
    if (line.startsWith('inner ')) {
      const inside = line.slice(6)
      const known = coordinatesOf(inside)
      if (known !== undefined) found.push({ ...known, inside })
      continue
    }
    const equals = line.indexOf('=')
    const key = line.slice(0, equals)
    if (open.has(key)) open = new Map() // the file before was incomplete
    open.set(key, line.slice(equals + 1).trim())
    if (open.size === 3) {
      found.push({ name: `${open.get('groupId') ?? ''}:${open.get('artifactId') ?? ''}`, version: open.get('version') ?? '' })
      open = new Map()
    }
  }
  const byName = found.some((item) => item.inside === undefined) ? undefined : coordinatesOf(jar.subject)
  return byName === undefined ? found : [...found, byName]
}

function unknowns(blocks: readonly Block[], nameless: readonly string[], jars: number): readonly Unknown[] {
  const list: Unknown[] = []
  if (blocks.some((block) => block.kind === 'nounzip') && jars > 0)
    list.push({ what: 'contents of Java archives', why: 'unzip is not installed on the machine: only file names were read' })
  if (nameless.length > 0)
    list.push({
      what: `Java archives without coordinates, such as ${nameless.slice(0, 3).join(', ')}`,
      why: 'they hold no pom.properties, and a file name does not state the group',
      count: nameless.length,
    })
  if (jars >= limits.jars) list.push({ what: `Java archives beyond the first ${limits.jars}`, why: 'the search is bounded' })
  return list
}
