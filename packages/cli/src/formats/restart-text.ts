/** What has to be started again, in words. */
import type { Action } from '@hygie/core/action/action'
import type { Words } from '../texts/text.ts'

export function restartText(words: Words, { reboot, services }: Pick<Action, 'reboot' | 'services'>): string {
  if (reboot === 'service' && services.length === 0) return words('reboot.users')
  return words(`reboot.${reboot}`, { services: services.join(', ') })
}
