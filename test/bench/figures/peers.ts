/**
 * Other scanners on the same facts and the same bills of materials, in the same run. One that is not on the path is "not here".
 * debsecan stands beside `host.cold`. How each gets its knowledge: peers.md of the quality data, "What ran".
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { cycloneDxOf } from '../../quality/families/debian-host-sbom.ts'
import { writeBills } from '../bills.ts'
import { rounded, type Bench, type Figure } from '../figure.ts'
import { debianHost, NO_HOST, withHome, type Host } from '../host.ts'
import { imageArchive } from '../image-archive.ts'
import { hygie, timed, type Run } from '../process.ts'
import { zipOf } from '../zip.ts'

/** Trivy and Grype want databases that only their own builders write; their figures of another run are in peers.md. */
const OTHERS = ['trivy', 'grype'] as const

export const bench: Bench = {
  names: ['peers.image.cpuRatioToOsvScanner', 'peers.host.cpuRatioToOsvScanner', 'peers.bills1000.cpuRatioToOsvScanner'],
  measure: async () => {
    const host = debianHost()
    if (host === undefined) return NO_HOST
    for (const name of OTHERS)
      process.stderr.write(
        `${name}: ${onPath(name) === undefined ? 'not here' : 'here, but not run: no database of these facts'}\n`,
      )
    const scanner = onPath('osv-scanner')
    if (scanner === undefined) return 'osv-scanner: not here'
    return withHome(host, async (home) => {
      const database = join(home, 'osv', 'osv-scalibr', 'Debian')
      mkdirSync(database, { recursive: true })
      writeFileSync(join(database, 'all.zip'), zipOf(osvRecords(host)))
      const environment = { OSV_SCALIBR_LOCAL_DB_CACHE_DIRECTORY: join(home, 'osv') }
      const bill = join(home, 'host.cdx.json')
      writeFileSync(bill, cycloneDxOf(host.software, 'debian-11'))
      const folder = join(home, 'bills')
      mkdirSync(folder)
      const packages = writeBills(folder, host.software)
      const version = spawnSync(scanner, ['--version'], { encoding: 'utf8' }).stdout.split('\n')[0] ?? ''

      const theirs = ['scan', 'source', '--offline', '--format', 'json']
      const oursOnOne = ['audit', `sbom:${bill}`, '--format', 'json', '--quiet', '--output', join(home, 'one')]
      const at = { HYGIE_HOME: home }
      await timed(hygie, oursOnOne, at)
      const one = {
        hygie: await timed(hygie, oursOnOne, at),
        peer: await timed(scanner, [...theirs, '-L', bill], environment),
      }
      const image = join(home, 'host.tar')
      const files = {
        'var/lib/dpkg/status': gunzipSync(readFileSync(host.status)),
        'etc/os-release': readFileSync(host.osRelease),
      }
      writeFileSync(image, await imageArchive({ ...files, 'etc/debian_version': '11.6\n' }))
      const scanImage = ['scan', 'image', '--archive', '--offline', '--format', 'json', image]
      const whole = {
        hygie: await timed(
          hygie,
          ['audit', `image:${image}`, '--format', 'json', '--quiet', '--output', join(home, 'image')],
          at,
        ),
        peer: await timed(scanner, scanImage, environment),
      }
      const many = {
        hygie: await timed(
          hygie,
          ['audit', `sbom:${folder}`, '--format', 'ndjson', '--quiet', '--output', join(home, 'many')],
          at,
        ),
        peer: await timed(scanner, [...theirs, '-r', folder], environment),
      }
      const foundBy = (args: readonly string[]): number =>
        found(spawnSync(scanner, args, { encoding: 'utf8', env: { ...process.env, ...environment }, maxBuffer: 2 ** 28 }).stdout)
      const { summary } = JSON.parse(readFileSync(join(home, 'one'), 'utf8')) as {
        readonly summary: { readonly findings: number }
      }
      const hygieFindings = summary.findings
      const more = { peer: version, hygieFindings, peerFindings: foundBy([...theirs, '-L', bill]) }
      return [
        compared('peers.image.cpuRatioToOsvScanner', whole, {
          packages: host.software.length,
          ...more,
          peerFindings: foundBy(scanImage),
        }),
        compared('peers.host.cpuRatioToOsvScanner', one, { packages: host.software.length, ...more }),
        compared('peers.bills1000.cpuRatioToOsvScanner', many, { packages, ...more, findingsOf: 'the one host' }),
      ]
    })
  },
}

/** Pairs of package and vulnerability in its JSON; those that it groups as aliases count each. */
function found(json: string): number {
  const { results } = JSON.parse(json) as OsvResults // of the program that was just run
  return results.flatMap(({ packages }) => packages).reduce((sum, { vulnerabilities = [] }) => sum + vulnerabilities.length, 0)
}
type OsvResults = {
  readonly results: readonly { readonly packages: readonly { readonly vulnerabilities?: readonly unknown[] }[] }[]
}

function compared(name: string, runs: { readonly hygie: Run; readonly peer: Run }, more: Figure['conditions']): Figure {
  const conditions = {
    runs: 1,
    hygieCpuSeconds: rounded(runs.hygie.cpuSeconds, 2),
    peerCpuSeconds: rounded(runs.peer.cpuSeconds, 2),
    hygiePeakMiB: rounded(runs.hygie.peakMiB, 0),
    peerPeakMiB: rounded(runs.peer.peakMiB, 0),
    ...more,
  }
  return { name, value: rounded(runs.hygie.cpuSeconds / runs.peer.cpuSeconds, 2), unit: 'ratio', conditions }
}

function onPath(name: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      continue
    }
  }
  return undefined
}

/** The host's facts as OSV records, one per vulnerability. Source: OSV schema 1.7, `affected`. */
function osvRecords({ facts }: Host): readonly (readonly [name: string, text: string])[] {
  return [...Map.groupBy(facts, (fact) => fact['vuln_id'] ?? '')].map(([id, list]) => {
    const affected = list.map((fact) => ({
      package: { ecosystem: 'Debian:11', name: fact['source'] },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: fact['fixed_version'] }] }],
    }))
    return [`${id}.json`, JSON.stringify({ schema_version: '1.6.0', id, modified: '2023-04-02T00:00:00Z', affected })]
  })
}
