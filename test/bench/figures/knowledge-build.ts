/** The whole mirror into one knowledge file, by the command; what a stick carries of it, and what a day adds. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'
import { rounded, type Bench, type Figure } from '../figure.ts'
import { mirror, NO_MIRROR } from '../knowledge-days.ts'
import { hygie, timed } from '../process.ts'

const MIB = 2 ** 20

/** As a hospital would pack it: the best that ends within seconds. */
const PACKERS: readonly (readonly [name: string, level: number, pack: (bytes: Buffer) => Buffer])[] = [
  ['zstd', 12, (bytes) => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 12 } })],
  ['brotli', 6, (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })],
  ['gzip', 6, (bytes) => gzipSync(bytes, { level: 6 })],
]

export const bench: Bench = {
  names: [
    'knowledge.build.seconds',
    'knowledge.build.cpuSeconds',
    'knowledge.build.peakMiB',
    'knowledge.size.MiB',
    ...PACKERS.map(([name]) => `knowledge.${name}.MiB`),
  ],
  measure: async () => {
    if (!existsSync(mirror)) return NO_MIRROR
    const home = mkdtempSync(join(tmpdir(), 'hygie-bench-'))
    try {
      const path = join(home, 'knowledge.hygie')
      const run = await timed(hygie, ['kb', 'build', '--mirror', mirror, '--knowledge', path, '--quiet'], { HYGIE_HOME: home })
      const conditions = { runs: 1, mirror: '../shared/mirror' }
      const bytes = readFileSync(path)
      const packed = PACKERS.map(([name, level, pack]): Figure => {
        const start = performance.now()
        const value = rounded(pack(bytes).length / MIB, 1)
        const seconds = rounded((performance.now() - start) / 1000, 1)
        return { name: `knowledge.${name}.MiB`, value, unit: 'MiB', conditions: { ...conditions, level, seconds } }
      })
      return [
        { name: 'knowledge.build.seconds', value: rounded(run.seconds, 1), unit: 's', conditions },
        { name: 'knowledge.build.cpuSeconds', value: rounded(run.cpuSeconds, 1), unit: 's', conditions },
        { name: 'knowledge.build.peakMiB', value: rounded(run.peakMiB, 0), unit: 'MiB', conditions },
        { name: 'knowledge.size.MiB', value: rounded(statSync(path).size / MIB, 1), unit: 'MiB', conditions },
        ...packed,
      ]
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  },
}
