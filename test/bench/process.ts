/** One command as a process: wall time, CPU time and peak of resident memory. Linux tells the latter two; elsewhere they are 0. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const hygie = fileURLToPath(new URL('../../packages/cli/bin/hygie', import.meta.url))

export type Run = {
  readonly status: number | null
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMiB: number
}

/** `hygie` itself ends by exec in Node, so that the process looked at is the one that works. */
export async function timed(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const before = childrenCpuSeconds()
  const start = performance.now()
  const child = spawn(command, [...args], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...environment } })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => void (errors = `${errors}${chunk.toString('utf8')}`.slice(-4000)))
  let peakKiB = 0
  const watch = setInterval(() => void (peakKiB = Math.max(peakKiB, peakOf(child.pid))), PEAK_EVERY_MS)
  const status = await new Promise<number | null>((done, failed) => {
    child.once('error', failed)
    child.once('close', done)
  })
  clearInterval(watch)
  const seconds = (performance.now() - start) / 1000
  // 0 and 1 are answers; everything else means that nothing was measured.
  if (status !== 0 && status !== 1) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${errors}`)
  return { status, seconds, cpuSeconds: childrenCpuSeconds() - before, peakMiB: peakKiB / 1024 }
}

const PEAK_EVERY_MS = 10

/** VmHWM only grows, so that the last look is enough but for the last 10 ms. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0 // it has ended, or this is no Linux
  }
}

const TICKS_PER_SECOND = 100

/** cutime and cstime of proc(5): all children that were waited for. */
function childrenCpuSeconds(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND
  } catch {
    return 0
  }
}
