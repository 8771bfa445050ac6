/** Comparisons of versions by their text, parsing included; `dpkg --compare-versions` beside it. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compareText, type Pair } from '../compare-text.ts'
import { rounded, type Bench, type Figure } from '../figure.ts'
import { debianHost, NO_HOST } from '../host.ts'
import { deb } from '@hygie/versions/deb'
import { rpm } from '@hygie/versions/rpm'
import { anyTable, field } from '../../quality/tables.ts'

const DPKG = '/usr/bin/dpkg'
const DPKG_RUNS = 100
const rpmFolder = fileURLToPath(new URL('../../../../shared/quality/trivy-golden/inventory/', import.meta.url))

export const bench: Bench = {
  names: ['compare.deb.perSecond', 'compare.rpm.perSecond', 'compare.deb.dpkgProcessesPerSecond'],
  measure: async () => {
    const host = debianHost()
    if (host === undefined) return NO_HOST
    const fixedOf = new Map(host.facts.map((fact) => [fact['source'] ?? '', fact['fixed_version'] ?? '']))
    const debs = host.software.flatMap(({ source, version }): readonly Pair[] => {
      const fixed = fixedOf.get(source?.name ?? '')
      return fixed === undefined ? [] : [[source?.version ?? version, fixed]]
    })
    const figures: Figure[] = [
      {
        name: 'compare.deb.perSecond',
        value: compareText(deb, debs),
        unit: '1/s',
        conditions: { pairs: debs.length, parsing: 'included, nothing remembered' },
      },
    ]
    const rpms = rpmPairs()
    if (rpms.length > 0)
      figures.push({
        name: 'compare.rpm.perSecond',
        value: compareText(rpm, rpms),
        unit: '1/s',
        conditions: { pairs: rpms.length, parsing: 'included, nothing remembered' },
      })
    if (existsSync(DPKG)) {
      const start = performance.now()
      for (let run = 0; run < DPKG_RUNS; run += 1) {
        const [left, right] = debs[run % debs.length] ?? ['1', '2']
        spawnSync(DPKG, ['--compare-versions', left, 'lt', right])
      }
      const perSecond = (DPKG_RUNS * 1000) / (performance.now() - start)
      figures.push({
        name: 'compare.deb.dpkgProcessesPerSecond',
        value: rounded(perSecond, 0),
        unit: '1/s',
        conditions: { runs: DPKG_RUNS, note: 'one process each' },
      })
    }
    return figures
  },
}

/** Versions of neighbours in one list: as alike as versions of one system are. */
function rpmPairs(): readonly Pair[] {
  const place = { folder: rpmFolder, whole: undefined, stale: false }
  const versions = ['amazon-2', 'fedora-35', 'opensuse-leap-151', 'oraclelinux-8', 'suse-15.3'].flatMap((list) =>
    (anyTable(place, `${list}.packages.tsv`) ?? []).map((row) => `${field(row, 'version')}-${field(row, 'release')}`),
  )
  return versions.slice(1).map((version, index): Pair => [version, versions[index] ?? version])
}
