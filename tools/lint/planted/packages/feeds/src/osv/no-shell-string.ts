// Planted: breaks no-shell-string and nothing else.
import { execSync, spawnSync } from 'node:child_process'

export const list = (folder: string): Buffer => execSync(`ls ${folder}`)
export const start = (): number | null => spawnSync('ls', [], { shell: true }).status
