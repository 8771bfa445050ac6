// Planted: breaks core-is-pure and nothing else.
import { readFileSync } from 'node:fs'

export function read(path: string): string {
  console.error(path, Date.now(), Math.random())
  return readFileSync(path, 'utf8')
}
