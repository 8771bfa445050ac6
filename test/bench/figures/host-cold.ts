/** One host of 2,000 packages by the command: a cold process from its start to the JSON on disk; debsecan beside it. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, gunzipSync } from 'node:zlib'
import { median, rounded, type Bench, type Figure } from '../figure.ts'
import { debianHost, NO_HOST, withHome, type Host } from '../host.ts'
import { hygie, timed, type Run } from '../process.ts'

const RUNS = 5
const DEBSECAN = '/usr/bin/debsecan'

export const bench: Bench = {
  names: ['host.cold.seconds', 'host.cold.cpuSeconds', 'host.cold.peakMiB', 'host.cold.cpuRatioToDebsecan'],
  measure: async () => {
    const host = debianHost()
    if (host === undefined) return NO_HOST
    return withHome(host, async (home) => {
      const output = join(home, 'audit.json')
      const args = [
        'audit',
        `dpkg:${host.status}`,
        '--os-release',
        host.osRelease,
        '--format',
        'json',
        '--output',
        output,
        '--quiet',
      ]
      await timed(hygie, args, { HYGIE_HOME: home }) // the first start compiles and computes the knowledge's hash
      const runs: Run[] = []
      for (let run = 0; run < RUNS; run += 1) runs.push(await timed(hygie, args, { HYGIE_HOME: home }))
      const { summary } = JSON.parse(readFileSync(output, 'utf8')) as { readonly summary: { readonly findings: number } }
      const conditions = {
        runs: RUNS,
        packages: host.software.length,
        findings: summary.findings,
        jsonMiB: rounded(statSync(output).size / 2 ** 20, 1),
        knowledge: 'advisories of Debian 11 alone',
      }
      const cpuSeconds = median(runs.map((run) => run.cpuSeconds))
      const figures: Figure[] = [
        { name: 'host.cold.seconds', value: rounded(median(runs.map(({ seconds }) => seconds))), unit: 's', conditions },
        { name: 'host.cold.cpuSeconds', value: rounded(cpuSeconds), unit: 's', conditions },
        { name: 'host.cold.peakMiB', value: rounded(median(runs.map(({ peakMiB }) => peakMiB)), 0), unit: 'MiB', conditions },
      ]
      const peer = await debsecanSeconds(host, home, summary.findings)
      if (peer !== undefined)
        figures.push({
          name: 'host.cold.cpuRatioToDebsecan',
          value: rounded(cpuSeconds / peer, 2),
          unit: 'ratio',
          conditions: { ...conditions, debsecanCpuSeconds: rounded(peer), debsecanOutput: 'names only, no JSON' },
        })
      return figures
    })
  },
}

/**
 * The same facts in debsecan's own file. Source: peers.md of the quality data, "What ran". Undefined: not installed, or it
 * finds something else, which would be no comparison.
 */
async function debsecanSeconds(host: Host, home: string, findings: number): Promise<number | undefined> {
  if (!existsSync(DEBSECAN)) return undefined
  const folder = join(home, 'debsecan')
  mkdirSync(folder)
  const ids = [...new Set(host.facts.map((fact) => fact['vuln_id'] ?? ''))]
  const numberOf = new Map(ids.map((id, index) => [id, index]))
  // Package, number of the name, kind and marks, first fixed version, other fixed versions.
  const lines = host.facts.map(
    (fact) => `${fact['source']},${numberOf.get(fact['vuln_id'] ?? '')},S  F,${fact['fixed_version']},`,
  )
  writeFileSync(
    join(folder, 'bullseye'),
    deflateSync(`VERSION 1\n${ids.map((id) => `${id},,`).join('\n')}\n\n${lines.join('\n')}\n\n`),
  )
  const status = join(home, 'status')
  writeFileSync(status, gunzipSync(readFileSync(host.status)))
  const args = ['--suite', 'bullseye', '--source', `file://${folder}/`, '--status', status, '--format', 'simple']
  const found = spawnSync(DEBSECAN, args, { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 })
    .stdout.trimEnd()
    .split('\n').length
  if (found !== findings) {
    process.stderr.write(`debsecan finds ${found}, not ${findings}: not compared\n`)
    return undefined
  }
  const runs: Run[] = []
  for (let run = 0; run < RUNS; run += 1) runs.push(await timed(DEBSECAN, args))
  return median(runs.map(({ cpuSeconds }) => cpuSeconds))
}
