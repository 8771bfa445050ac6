/** This machine: the joined script goes to /bin/sh by standard input. No command line is ever put together from text. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import type { Evidence } from '@hygie/core/evidence/evidence'
import { fail, ok, type Failure, type Result } from '@hygie/versions/result'
import { transportBytesMax } from '../limits.ts'
import { linuxProbes } from '../linux/probes.ts'
import { collectionScript } from '../linux/script.ts'
import { parseSections } from '../linux/sections.ts'
import type { Probe } from '../probe.ts'

export type Collected = { readonly evidence: Evidence; readonly problems: readonly Failure[] }
export type LocalOptions = {
  readonly probes?: readonly Probe[]
  /** The shell that reads the script, with arguments: for tests under another shell or account. */
  readonly shell?: { readonly command: string; readonly args: readonly string[] }
  readonly version?: string
  readonly signal?: AbortSignal
}

/** No single wait is longer than all probes' limits together, and some seconds for the shell. */
const GRACE_MS = 15_000

/** Errors: local-shell (cannot start), local-large, those of parseSections. */
export async function collectLocal(options: LocalOptions = {}): Promise<Result<Collected>> {
  const probes = options.probes ?? linuxProbes
  const mark = randomBytes(16).toString('hex')
  const { command, args } = options.shell ?? { command: '/bin/sh', args: [] }
  const deadlineMs = probes.reduce((sum, probe) => sum + probe.timeoutMs, GRACE_MS)
  const output = await runScript(command, args, collectionScript(probes, mark), deadlineMs, options.signal)
  if (!output.ok) return output
  const read = parseSections(output.value, { target: 'local' })
  if (!read.ok) return read
  const evidence: Evidence = { ...read.value.evidence, collector: { name: 'hygie', version: options.version ?? '' } }
  return ok({ evidence, problems: read.value.problems })
}

async function runScript(
  command: string,
  args: readonly string[],
  script: string,
  deadlineMs: number,
  signal: AbortSignal | undefined,
): Promise<Result<Uint8Array>> {
  return new Promise((done) => {
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      cwd: '/',
      timeout: deadlineMs,
      ...(signal === undefined ? {} : { signal }),
    })
    const chunks: Buffer[] = []
    let bytes = 0
    let large = false
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > transportBytesMax) {
        large = true
        child.kill('SIGKILL')
      } else chunks.push(chunk)
    })
    child.on('error', (error) => done(fail('local-shell', `Cannot run ${command}: ${error.message}`)))
    child.stdin.on('error', () => undefined) // a shell that ends early shows by what it printed
    child.on('close', () =>
      done(large ? fail('local-large', `Cannot collect: output above ${transportBytesMax} bytes`) : ok(Buffer.concat(chunks))),
    )
    child.stdin.end(script)
  })
}
