/**
 * What every probe must do, whatever a machine answers: never throw, never depend on the line end, say the same for the same,
 * and read its own sample into exactly what `expected.json` beside it holds (`UPDATE=1` writes it anew; people read the diff).
 */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { harmed, harmRuns, harms } from '@hygie/versions/harm.suite'
import type { Probe } from '../probe.ts'

export function testProbe(probe: Probe, folder: URL): void {
  const sample = readFileSync(new URL('sample.txt', folder), 'utf8')

  test(`${probe.name} reads its sample`, () => {
    const expectedFile = new URL('expected.json', folder)
    const actual = `${JSON.stringify(plain(probe.read(sample)), undefined, 2)}\n`
    if (process.env['UPDATE'] === '1' || !existsSync(expectedFile)) writeFileSync(expectedFile, actual)
    assert.equal(actual, readFileSync(expectedFile, 'utf8'))
  })

  test(`${probe.name} finds nothing in nothing`, () => {
    for (const output of ['', '\n', '\r\n\r\n']) {
      const { part, problems } = probe.read(output)
      assert.deepEqual(
        [part.software ?? [], part.marks ?? [], [...(part.facts ?? [])], part.rebootRequired ?? 'unknown', problems],
        [[], [], [], 'unknown', []],
      )
    }
  })

  test(`${probe.name} reads CRLF as LF`, () => {
    assert.deepEqual(plain(probe.read(sample.replaceAll('\n', '\r\n'))), plain(probe.read(sample)))
  })

  test(`${probe.name} survives whatever a machine prints`, () => {
    const lines = sample.split('\n')
    // Other languages, cut output, lines in another order, binary rubbish between true lines.
    const line = fc.oneof(
      fc.constantFrom(...lines),
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('=', '|', '=file', '=run x', '=exit', '|\u0000', '=exit ٣', '|Erreur : commande introuvable', '|エラー'),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (mixed) => {
        probe.read(mixed.join('\n'))
      }),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(fc.nat(sample.length), (length) => {
        probe.read(sample.slice(0, length))
      }),
      { numRuns: 100 },
    )
  })

  test(`${probe.name} gives no more than it was given, whatever harm came to its sample`, () => {
    const bytes = Buffer.from(sample)
    fc.assert(
      fc.property(harms(), (harm) => {
        const output = Buffer.from(harmed(bytes, harm)).toString()
        const { part, problems } = probe.read(output)
        assert.ok((part.software ?? []).length + (part.facts?.size ?? 0) + problems.length <= output.length + 20)
      }),
      harmRuns(60),
    )
    assert.equal(Object.keys(Object.prototype).length, 0, 'an output reached the prototype')
  })

  test(`${probe.name} takes time that grows with its output only`, () => {
    // Quadratic readers and backtracking expressions would not end on a megabyte of these.
    for (const piece of ['=', '|', ' ', '\t', '|a=', '%A%\n', '= file', '|- ', '\\\n'])
      probe.read(piece.repeat(Math.floor(1_048_576 / piece.length)))
    for (const piece of ['x', ' ', '#', '(', '=ALL:', 'a.', ',']) probe.read(`${sample}|${piece.repeat(200_000)}\n`)
  })

  test(`${probe.name} is bounded and keeps to the rules of its script`, () => {
    assert.ok(probe.timeoutMs > 0 && probe.timeoutMs <= 120_000)
    assert.ok(probe.outputBytesMax > 0 && probe.outputBytesMax <= 16_777_216)
    assert.match(probe.name, /^linux\.[a-z][a-z-]*$/)
    assert.doesNotMatch(probe.script, /<</, 'bash keeps here-documents in a file')
    assert.doesNotMatch(probe.script, /(?:^|[^2&])>\s*(?!\/dev\/null|&)[\w$/"]/m, 'no output goes to a file')
    assert.doesNotMatch(
      probe.script,
      /\b(?:curl|wget|rm|mv|cp|touch|mkdir|tee|kill|install|chmod|chown)\s/,
      'no command that changes or calls out',
    )
  })
}

function plain({ part, problems }: ReturnType<Probe['read']>): unknown {
  return {
    ...part,
    ...(part.facts === undefined
      ? {}
      : { facts: Object.fromEntries([...part.facts].toSorted(([left], [right]) => (left < right ? -1 : 1))) }),
    problems,
  }
}
