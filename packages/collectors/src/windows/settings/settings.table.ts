/** All settings of the registry that are facts by themselves. How one is written down: `setting.ts`. */
import { machineSettings } from './machine.table.ts'
import { networkSettings } from './network.table.ts'
import type { Setting } from './setting.ts'

export const settings: readonly Setting[] = [...networkSettings, ...machineSettings]
