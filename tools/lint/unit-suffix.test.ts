import { checkRule } from './rule.suite.ts'
import { unitSuffix } from './unit-suffix.ts'

checkRule('unit-suffix', unitSuffix, {
  file: 'packages/collectors/src/limits.ts',
  passes: [
    `export const timeoutMs = 20_000`,
    `export const OUTPUT_BYTES_MAX = 16 * 1024`,
    `export type Page = { readonly pageBytes: number; readonly fontSize: string }`,
    `export const wait = (delayMs: number): number => delayMs`,
    `spawn('ls', [], { timeout: 20_000 })`,
    { file: 'packages/collectors/src/limits.test.ts', code: `const timeout = 3` },
  ],
  fails: [
    { code: `export const timeout = 20_000`, says: [/"timeout" lacks its unit/] },
    { code: `export const CACHE_SIZE = 16 * 1024`, says: [/"CACHE_SIZE" lacks its unit: write it behind "size"/] },
    { code: `export const limits = { timeoutMax: 3 }`, says: [/"timeoutMax" lacks its unit/] },
    { code: `export type Feed = { readonly age: number }`, says: [/"age" lacks its unit/] },
    { code: `export const wait = (delay: number): number => delay`, says: [/"delay" lacks its unit/] },
  ],
})
