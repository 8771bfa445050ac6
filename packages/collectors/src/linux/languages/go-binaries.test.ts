/** The probe's own search of ELF files, on files made here: every class and byte order, and what is no Go binary. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { collectLocal } from '../../transports/local.ts'
import { searchedFolders } from './places.ts'
import { languages } from './probe.ts'

const READ_ONLY = 262_144 // before the writable segment, with words that must not be believed
const BYTES = 786_432

type Shape = { readonly bits: 32 | 64; readonly big: boolean }

function elf({ bits, big }: Shape, writable: Buffer): Buffer {
  const file = Buffer.alloc(BYTES)
  file.set([0x7f, 0x45, 0x4c, 0x46, bits / 32, big ? 2 : 1, 1])
  const [header, entry] = bits === 64 ? [64, 56] : [52, 32]
  const number = (at: number, bytes: 2 | 4, value: number): void => {
    if (big) file.writeUIntBE(value, at, bytes)
    else file.writeUIntLE(value, at, bytes)
  }
  const word = (at: number, value: number): void => number(bits === 64 && big ? at + 4 : at, 4, value)
  word(bits === 64 ? 32 : 28, header)
  number(bits === 64 ? 56 : 44, 2, 3)
  const segments = [
    { type: 4, flags: 4, offset: header, size: 100 }, // PT_NOTE
    { type: 1, flags: 5, offset: 0, size: READ_ONLY },
    { type: 1, flags: 6, offset: READ_ONLY, size: BYTES - READ_ONLY },
  ]
  segments.forEach(({ type, flags, offset, size }, index) => {
    const at = header + index * entry
    number(at, 4, type)
    number(at + (bits === 64 ? 4 : 24), 4, flags)
    word(at + (bits === 64 ? 8 : 4), offset)
    word(at + (bits === 64 ? 32 : 16), size)
  })
  file.write('\xff Go buildinf:\x08\x02', 4_096, 'latin1')
  file.write('go1.1.1', 4_128, 'latin1')
  writable.copy(file, READ_ONLY + 8_192)
  return file
}

/** The form that Go writes since 1.18: both texts stand behind their lengths, the modules between two marks of 16 bytes. */
function buildInfo(version: string, modules: string): Buffer {
  const mark = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex')
  const text = Buffer.concat([mark, Buffer.from(modules), mark])
  const head = Buffer.alloc(32)
  head.write('\xff Go buildinf:\x08\x02', 'latin1')
  const length = Buffer.from([0x80 | (text.length & 0x7f), text.length >> 7])
  return Buffer.concat([head, Buffer.from([version.length]), Buffer.from(version), length, text])
}

const MODULES =
  'path\texample.org/tool\nmod\texample.org/tool\tv1.2.3\th1:a=\ndep\texample.org/left\tv0.1.0\th1:b=\ndep\texample.org/right\tv0.2.0\n=>\texample.org/fork\tv0.2.1\th1:c=\nbuild\t-compiler=gc\n'
const SHAPES: readonly Shape[] = [
  { bits: 64, big: false },
  { bits: 64, big: true },
  { bits: 32, big: false },
  { bits: 32, big: true },
]
const SHELLS = [
  ['dash', []],
  ['busybox', ['ash']],
  ['bash', ['--posix']],
] as const

for (const [command, args] of SHELLS)
  test(`modules of Go binaries are read from any ELF file under ${command}`, async (t) => {
    if (process.platform !== 'linux') return t.skip('needs Linux')
    if (spawnSync('sh', ['-c', `command -v ${command}`]).status !== 0) return t.skip(`${command} is not installed`)
    const folder = mkdtempSync(join(tmpdir(), 'hygie-go-'))
    try {
      const program = (name: string, bytes: Buffer): void => writeFileSync(join(folder, name), bytes, { mode: 0o755 })
      for (const shape of SHAPES)
        program(`go-${shape.bits}-${shape.big ? 'big' : 'little'}`, elf(shape, buildInfo('go1.23.10', MODULES)))
      program('go-old', elf({ bits: 64, big: false }, Buffer.from('\xff Go buildinf:\x08\x00\x10\x20\x30', 'latin1')))
      program('not-go', elf({ bits: 64, big: false }, Buffer.from('nothing of the kind')))
      program('windows', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(BYTES), buildInfo('go1.22.1', MODULES)]))
      program('script', Buffer.concat([Buffer.from('#!/bin/sh\n'), buildInfo('go1.22.1', MODULES), Buffer.alloc(BYTES)]))
      program('cut', elf({ bits: 64, big: false }, buildInfo('go1.23.10', MODULES)).subarray(0, 60))
      const script = languages.script.replaceAll(searchedFolders.join(' '), folder)
      const collected = await collectLocal({ probes: [{ ...languages, script }], shell: { command, args } })
      assert.ok(collected.ok)
      const [record] = collected.value.evidence.probes
      assert.equal(record?.status, 'ok')
      assert.equal(record.error, undefined)
      const { part } = languages.read(record.output ?? '')
      const seen = (part.software ?? []).map(({ name, version, path }) => `${path?.slice(folder.length + 1)} ${name} ${version}`)
      const modules = (file: string, go: string): readonly string[] =>
        [`stdlib ${go}`, 'example.org/tool v1.2.3', 'example.org/left v0.1.0', 'example.org/fork v0.2.1'].map(
          (line) => `${file} ${line}`,
        )
      const wanted = ['go-64-little', 'go-64-big', 'go-32-little', 'go-32-big'].flatMap((file) => modules(file, '1.23.10'))
      assert.deepEqual(seen.toSorted(), [...wanted, ...modules('windows', '1.22.1')].toSorted())
      assert.deepEqual(
        (part.unknown ?? []).map(({ what, count }) => ({ what, count })),
        [{ what: `modules of Go binaries such as ${join(folder, 'go-old')}`, count: 1 }],
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
    return undefined
  })
