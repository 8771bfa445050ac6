/** Which distribution, which release, which paid channels. */
import { parseJson } from '@hygie/standards/json/parse'
import { isObject, own } from '@hygie/standards/json/fields'
import type { Probe, ProbeReading } from '../../probe.ts'
import { type Block, fileBlock, readBlocks, runBlock } from '../../text/blocks.ts'
import { platformOf } from '../platform.ts'

export const osRelease: Probe = {
  name: 'linux.os-release',
  purpose: 'name and release of the distribution, Ubuntu Pro services, extras of Amazon Linux 2, architecture',
  script: `
if [ -r /etc/os-release ]; then show /etc/os-release; else show /usr/lib/os-release; fi
show /etc/debian_version /etc/redhat-release /etc/system-release /etc/alpine-release /etc/SuSE-release /etc/lsb-release
show /var/lib/ubuntu-advantage/status.json /etc/yum.repos.d/amzn2-extras.repo
ask uname -m
ask dpkg --print-architecture
`,
  timeoutMs: 10_000,
  outputBytesMax: 1_048_576,
  privilege: 'none',
  writes: 'nothing',
  read,
}

function read(output: string): ProbeReading {
  const blocks = readBlocks(output)
  const text = (path: string): string | undefined => joined(fileBlock(blocks, path))
  const pro = text('/var/lib/ubuntu-advantage/status.json')
  const extras = text('/etc/yum.repos.d/amzn2-extras.repo')
  const services = pro === undefined ? [] : proServices(pro)
  const architecture = runBlock(blocks, 'dpkg --print-architecture')?.lines[0] ?? runBlock(blocks, 'uname -m')?.lines[0]
  const texts = {
    ...present('osRelease', text('/etc/os-release') ?? text('/usr/lib/os-release')),
    ...present('debianVersion', text('/etc/debian_version')),
    ...present('redhatRelease', text('/etc/redhat-release') ?? text('/etc/system-release')),
    ...present('otherRelease', text('/etc/alpine-release') ?? text('/etc/SuSE-release') ?? text('/etc/lsb-release')),
    ...present('architecture', architecture?.trim()),
    ...(services === undefined ? {} : { proServices: services }),
    ...(extras === undefined ? {} : { amazonTopics: amazonTopics(extras) }),
  }
  const platform = platformOf(texts)
  const unknown =
    services === undefined
      ? [
          {
            what: 'Ubuntu Pro services',
            why: 'status.json of ubuntu-advantage cannot be read as JSON: fixes of ESM are not counted',
          },
        ]
      : platform.id === ''
        ? [{ what: 'platform', why: 'no os-release and no release file that names a distribution' }]
        : []
  return { part: { ...(platform.id === '' ? {} : { platform }), unknown }, problems: [] }
}

/** Names of the services that are on; undefined when the text is not what Pro writes. */
function proServices(text: string): readonly string[] | undefined {
  const parsed = parseJson(text)
  if (!parsed.ok || !isObject(parsed.value)) return undefined
  if (own(parsed.value, 'attached') !== true) return []
  const services = own(parsed.value, 'services')
  if (!Array.isArray(services)) return undefined
  const on: string[] = []
  for (const service of services as readonly unknown[]) {
    if (!isObject(service)) continue
    const name = own(service, 'name')
    if (typeof name === 'string' && own(service, 'status') === 'enabled') on.push(name)
  }
  return on
}

/** Repositories `[amzn2extra-TOPIC]` with `enabled = 1`; those of sources and symbols end in words of their own. */
function amazonTopics(text: string): readonly string[] {
  const on = new Set<string>()
  let topic: string | undefined
  for (const line of text.split('\n')) {
    const head = /^\[(.{1,200})\]\s*$/.exec(line.trim())?.[1]
    if (head !== undefined) topic = /^amzn2extra-([a-z0-9][\w.-]{0,60})$/.exec(head)?.[1]
    else if (topic !== undefined && !/-(?:source|debuginfo)$/.test(topic) && /^enabled\s*=\s*1\s*$/.test(line.trim()))
      on.add(topic)
  }
  return [...on].slice(0, TOPICS_MAX)
}

/** There are some 60. */
const TOPICS_MAX = 200

function joined(block: Block | undefined): string | undefined {
  return block === undefined ? undefined : block.lines.join('\n')
}

function present<Name extends string>(name: Name, value: string | undefined): { readonly [Key in Name]?: string } {
  return value === undefined || value === '' ? {} : ({ [name]: value } as { readonly [Key in Name]?: string }) // a computed key widens to string
}
