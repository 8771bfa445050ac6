/**
 * `dism /online /english /get-packages`: identities of packages with their state, and the build of the running image.
 * The first version that it prints is the tool's own.
 */
import { windowsLines } from '../decode.ts'

export type DismPackage = { readonly identity: string; readonly state: string }

const LINES_MAX = 200_000
const BUILD = /:\s*(10\.0\.\d{5}\.\d{1,6})\s*$/

/** `10.0.17763.3406`: the second version of the output; only one is the tool's. */
export function dismImageBuild(output: string): string | undefined {
  const builds = windowsLines(output)
    .slice(0, 20)
    .flatMap((line) => BUILD.exec(line)?.[1] ?? [])
  const [tool, image] = builds
  return tool === undefined ? undefined : image
}

/** The line behind an identity bears its state. */
export function dismPackages(output: string): readonly DismPackage[] {
  const lines = windowsLines(output).slice(0, LINES_MAX)
  return lines.flatMap((line, index) => {
    const identity = /:\s*(\S+~\S*~\S*~\S*~\S+)\s*$/.exec(line)?.[1]
    const state = /:\s*(\S.*?)\s*$/.exec(lines[index + 1] ?? '')?.[1]
    return identity === undefined || state === undefined ? [] : [{ identity, state }]
  })
}
