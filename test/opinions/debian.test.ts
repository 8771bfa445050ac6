/** Hygie's verdicts on Debian hosts against a plain reading of Debian's lists, against debsecan, and against apt. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { deflateSync, gunzipSync } from 'node:zlib'
import { collectTargets } from '@hygie/collectors/collect-targets'
import type { Finding } from '@hygie/core/matching/finding'
import { feed as debianLists } from '@hygie/feeds/debian-lists/feed'
import { readFeed } from '@hygie/feeds/read-feed'
import type { SourcedRecord } from '@hygie/knowledge/sourced-record'
import { assessed, withKnowledge } from '../quality/judge.ts'
import { COLLECTED_AT } from '../quality/inventories.ts'
import { comparer, installed, openPairs, statements, type Package, type Statement } from './debian-plain.ts'

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url))
const mirror = join(shared, 'mirror')
const lists = ['DSA', 'DLA'].map((name) => join(mirror, 'debian/security-tracker/data', name, 'list.gz'))
const CODENAMES: Readonly<Record<string, string>> = { '11': 'bullseye', '12': 'bookworm', '13': 'trixie' }

const folder = mkdtempSync(join(tmpdir(), 'hygie-opinions-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** A folder with dpkg's `status`, and the os-release beside it. */
type Host = { readonly name: string; readonly status: string; readonly osRelease: string; readonly codename: string }
type Opinion = Host & {
  readonly packages: readonly Package[]
  readonly said: readonly Statement[]
  readonly findings: readonly Finding[]
}

const why = !lists.every((file) => existsSync(file))
  ? 'no mirror here'
  : existsSync('/usr/bin/dpkg-query')
    ? false
    : 'dpkg is not installed'
const hosts = why === false ? [thisMachine(), labelledHost()].filter((host) => host !== undefined) : []
const remembered = new Map<string, Promise<Opinion>>()

if (hosts.length === 0)
  test('a Debian host is judged as Debian says', { skip: why === false ? 'no Debian host here' : why }, () => {})
for (const host of hosts) {
  test(`${host.name}: what is open is what the lists say`, async (context) => {
    const { packages, said, findings } = await opinionOn(host)
    const theirs = openPairs(packages, said)
    context.diagnostic(`${theirs.size} open of ${packages.length} packages and ${said.length} statements`)
    assert.deepEqual(differences(pairsOf(findings), theirs), { oursOnly: [], theirsOnly: [] })
    assert.ok(theirs.size > 0, 'nothing is open, so nothing was compared')
  })

  const skip = existsSync('/usr/bin/debsecan') ? false : 'debsecan is not installed'
  test(`${host.name}: what is open is what debsecan reports on the same statements`, { skip }, async (context) => {
    const { said, findings } = await opinionOn(host)
    const theirs = debsecan(host, said)
    context.diagnostic(`${theirs.size} reported`)
    assert.deepEqual(differences(pairsOf(findings), theirs), { oursOnly: [], theirsOnly: [] })
  })
}

const machine = hosts.find(({ status }) => status === '/var/lib/dpkg')
const offers = machine === undefined ? [] : offersOfApt()
const isAptReady = offers.some(({ archive }) => archive.includes('security'))
test(
  'this machine: apt has every fix that Hygie names',
  { skip: isAptReady ? false : 'apt offers nothing from a security archive' },
  async (context) => {
    assert.ok(machine !== undefined)
    const { findings, packages } = await opinionOn(machine)
    const candidates = candidatesOfApt(packages)
    const wanted = findings.flatMap(({ package: name, vulnerability, verdict: { fixedBy } }) =>
      fixedBy.map((fix) => ({ name, vulnerability, fix, candidate: candidates.get(name) ?? '' })),
    )
    const isBelow = comparer(wanted.map(({ candidate, fix }) => [candidate, fix]))
    const absent = wanted.filter(({ candidate, fix }) => isBelow(candidate, fix))
    const named = new Set(findings.map((finding) => finding.package))
    const security = offers.filter(({ archive }) => archive.includes('security'))
    const unnamed = security.filter(({ name }) => !named.has(name)).map(({ name }) => name)
    context.diagnostic(
      `${wanted.length} fixes wanted, all of ${named.size} packages; ${security.length} offered from the security archive`,
    )
    context.diagnostic(`offered, but no advisory of the lists asks for it: ${unnamed.join(', ')}`)
    assert.deepEqual(absent, [])
  },
)

function opinionOn(host: Host): Promise<Opinion> {
  const known = remembered.get(host.name)
  if (known !== undefined) return known
  const made = judge(host)
  remembered.set(host.name, made)
  return made
}

async function judge(host: Host): Promise<Opinion> {
  const said = statements(lists, host.codename)
  const findings = await withKnowledge(records(), async (knowledge) => {
    const options = { collectedAt: COLLECTED_AT, osReleaseFile: host.osRelease }
    for await (const result of collectTargets([`dpkg:${join(host.status, 'status')}`], options)) {
      if (result.kind === 'failure') throw new Error(result.error.message)
      return assessed(result.inventory, knowledge).findings
    }
    throw new Error('the target gave nothing')
  })
  return { ...host, packages: installed(host.status), said, findings }
}

async function* records(): AsyncGenerator<SourcedRecord> {
  for await (const { item, file } of readFeed(debianLists, mirror).items)
    if (item.kind !== 'rejection' && item.kind !== 'stated') yield { source: debianLists.name, file, record: item }
}

/** As `package CVE`, of real CVE: the plain reading knows no other names. */
function pairsOf(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    findings
      .filter(({ vulnerability, status }) => vulnerability.startsWith('CVE-') && status !== 'underInvestigation')
      .map((finding) => `${finding.package} ${finding.vulnerability}`),
  )
}

function differences(ours: ReadonlySet<string>, theirs: ReadonlySet<string>): { oursOnly: string[]; theirsOnly: string[] } {
  return { oursOnly: [...ours.difference(theirs)].toSorted(), theirsOnly: [...theirs.difference(ours)].toSorted() }
}

/** Its file: names, then one line per statement (source package, number, flags, fixed version, others), then no binaries. */
function debsecan({ status, codename, name }: Host, said: readonly Statement[]): ReadonlySet<string> {
  const ids = [...new Set(said.map(({ id }) => id))]
  const numberOf = new Map(ids.map((id, index) => [id, index]))
  const isBelow = comparer(
    said.flatMap(({ source, id, fixed }) => lowerOf(said, source, id).map((other) => [other, fixed] as const)),
  )
  const lowest = said.filter(
    ({ source, id, fixed }) =>
      fixed !== '<not-affected>' &&
      !lowerOf(said, source, id).some((other) => other === '<not-affected>' || isBelow(other, fixed)),
  )
  const lines = lowest.map(({ source, id, fixed }) => `${source},${numberOf.get(id)},S ?F,${fixed.startsWith('<') ? '' : fixed},`)
  const text = ['VERSION 1', ...ids.map((id) => `${id},,`), '', ...lines, '', ''].join('\n')
  const place = join(folder, name.replaceAll(/\W/g, '-'))
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, codename), deflateSync(text))
  const args = ['--suite', codename, '--source', `file://${place}/`, '--status', join(status, 'status'), '--format', 'simple']
  const run = spawnSync('/usr/bin/debsecan', args, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
  if (run.status !== 0) throw new Error(run.stderr)
  return new Set(
    run.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(' ').toReversed().join(' ')),
  )
}

const grouped = new WeakMap<readonly Statement[], ReadonlyMap<string, readonly string[]>>()

/** What else is said of the pair: several advisories may name one fix each. */
function lowerOf(said: readonly Statement[], source: string, id: string): readonly string[] {
  let known = grouped.get(said)
  if (known === undefined) {
    const groups = Map.groupBy(said, (statement) => `${statement.source} ${statement.id}`)
    known = new Map([...groups].map(([key, list]) => [key, [...new Set(list.map(({ fixed }) => fixed))]]))
    grouped.set(said, known)
  }
  return known.get(`${source} ${id}`) ?? []
}

type Offer = { readonly name: string; readonly archive: string }

/** `Inst bash [5.2.15-2+b8] (5.2.15-2+b13 Debian:12.15/oldstable [amd64])`. Nothing is installed by it. */
function offersOfApt(): readonly Offer[] {
  const run = spawnSync('/usr/bin/apt-get', ['--simulate', '--quiet', 'dist-upgrade'], { encoding: 'utf8', env: { LC_ALL: 'C' } })
  return [...(run.stdout ?? '').matchAll(/^Inst (\S+) \[[^\]]*\] \(\S+ ([^[]*)/gm)].map(([, name = '', archive = '']) => ({
    name,
    archive: archive.toLowerCase(),
  }))
}

function candidatesOfApt(packages: readonly Package[]): ReadonlyMap<string, string> {
  const names = packages.map(({ name }) => name)
  const run = spawnSync('/usr/bin/apt-cache', ['policy', ...names], {
    encoding: 'utf8',
    env: { LC_ALL: 'C' },
    maxBuffer: 64 * 1024 * 1024,
  })
  return new Map(
    [...run.stdout.matchAll(/^(\S+?)(?::\w+)?:\n {2}Installed: .*\n {2}Candidate: (\S+)/gm)].map(
      ([, name = '', version = '']) => [name, version],
    ),
  )
}

/** Undefined where this is no Debian that the lists speak of. */
function thisMachine(): Host | undefined {
  const osRelease = '/etc/os-release'
  const text = existsSync(osRelease) ? readFileSync(osRelease, 'utf8') : ''
  const codename = CODENAMES[/^VERSION_ID="?(\d+)/m.exec(text)?.[1] ?? '']
  return /^ID="?debian"?$/m.test(text) && codename !== undefined
    ? { name: 'this machine', status: '/var/lib/dpkg', osRelease, codename }
    : undefined
}

/** The 2,000 packages of the labelled host, against the lists of today instead of the labels of its day. */
function labelledHost(): Host | undefined {
  const source = join(shared, 'quality/debian-host')
  if (!existsSync(join(source, 'dpkg-status.gz'))) return undefined
  const status = join(folder, 'labelled-host')
  mkdirSync(join(status, 'updates'), { recursive: true })
  writeFileSync(join(status, 'status'), gunzipSync(readFileSync(join(source, 'dpkg-status.gz'))))
  return { name: 'the labelled host', status, osRelease: join(source, 'os-release'), codename: 'bullseye' }
}
