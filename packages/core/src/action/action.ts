/** One thing a person can do that closes findings. */

export type Action = {
  readonly kind: 'upgrade' | 'restart' | 'mitigate' | 'replace' | 'ask-maker' | 'configure' | 'decide'
  /** Key and values for the catalogue of texts; never a finished sentence. */
  readonly title: { readonly key: string; readonly values: Readonly<Record<string, string>> }
  readonly asset: string
  /** Ids of the vulnerabilities (or lifecycle/check ids) it closes, sorted. */
  readonly closes: readonly string[]
  readonly findings: number
  readonly urgency: 'now' | 'soon' | 'planned' | 'routine'
  readonly due?: string
  /** Exact commands for that system; every value is quoted for the shell. */
  readonly commands: readonly string[]
  readonly reboot: 'no' | 'service' | 'yes' | 'unknown'
  readonly services: readonly string[]
  readonly effortMinutes: number
  readonly verify: string
}
