import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { readEvidence } from '../read-evidence.ts'
import { collectRootfs } from '../transports/rootfs.ts'
import { goLines } from './go-binary.ts'

const FRAME = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex')
const MODULES =
  'path\tx\nmod\texample.org/tool\tv1.2.3\th1:a=\ndep\texample.org/left\tv0.1.0\n=>\texample.org/fork\tv0.2.0\nbuild\t-x\n'

const text = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0x80 | (bytes.length & 0x7f), bytes.length >> 7]), bytes])
/** As the linker of Go 1.18 and later writes it. */
const program = (version: string, flags = 2, begin = '\u007fELF'): Buffer => {
  const file = Buffer.alloc(420_000)
  file.write(begin, 'latin1')
  file.write('\u00ff Go buildinf:', 1_001, 'latin1') // not at a place where it may stand
  file.write('\u00ff Go buildinf:', 2_000, 'latin1') // a text of Go's own tools
  const at = 4_096
  file.write('\u00ff Go buildinf:', at, 'latin1')
  file[at + 14] = 8
  file[at + 15] = flags
  Buffer.concat([text(Buffer.from(version)), text(Buffer.concat([FRAME, Buffer.from(MODULES), FRAME]))]).copy(file, at + 32)
  return file
}

test('the toolchain and the modules that a program was built of', async () => {
  const lines = ['mod\texample.org/tool\tv1.2.3\th1:a=', 'dep\texample.org/left\tv0.1.0', '=>\texample.org/fork\tv0.2.0']
  assert.deepEqual(await goLines(program('go1.22.1 X:nocoverageredesign')), ['binary go1.22.1', ...lines])
  assert.deepEqual(await goLines(program('go1.22.1', 2, 'MZ')), ['binary go1.22.1', ...lines])
  assert.deepEqual(await goLines(program('go1.17', 0)), ['oldgo'])
  assert.deepEqual(await goLines(program('devel')), [])
  assert.deepEqual(await goLines(program('go1.22.1', 2, '#!/b')), [])
  for (let end = 4_090; end < 4_400; end += 7) await goLines(program('go1.22.1').subarray(0, end))
})

test('programs of the system count only when no package owns them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-go-'))
  try {
    const put = (path: string, content: string | Buffer, mode = 0o755): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
      chmodSync(join(folder, path), mode)
    }
    const found = async (): Promise<readonly string[]> => {
      const collected = await collectRootfs(folder, { collectedAt: '2026-11-24T10:00:00Z' })
      assert.ok(collected.ok)
      return readEvidence(collected.value.evidence).inventory.software.flatMap(({ name, path = '', morePaths = [] }) =>
        name === 'stdlib' ? [path, ...morePaths] : [],
      )
    }
    for (const path of ['etcd', 'usr/bin/owned', 'usr/bin/own', 'usr/local/bin/tool']) put(path, program('go1.22.1'))
    put('usr/bin/data', program('go1.22.1'), 0o644)
    put('var/lib/dpkg/info/owned.list', '/.\n/usr\n/bin/owned\n')
    assert.deepEqual(await found(), ['/usr/local/bin/tool', '/etcd', '/usr/bin/own'])
    put('var/lib/rpm/rpmdb.sqlite', '')
    assert.deepEqual(await found(), ['/usr/local/bin/tool'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
