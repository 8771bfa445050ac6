/** One thing a person can do that closes findings. */

import type { Text } from '../text/text.ts'

export type Action = {
  readonly kind: 'upgrade' | 'restart' | 'mitigate' | 'replace' | 'ask-maker' | 'configure' | 'decide'
  readonly title: Text
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
  readonly verify: Text
}
