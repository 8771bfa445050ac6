import { coreIsPure } from './core-is-pure.ts'
import { checkRule } from './rule.suite.ts'

checkRule('core-is-pure', coreIsPure, {
  file: 'packages/core/src/matching/judge.ts',
  passes: [
    `import { deb } from '@hygie/versions/deb'`,
    `export const day = (atMs: number): string => new Date(atMs).toISOString()`,
    `export const biggest = Math.max(1, 2)`,
    `export const run = (process: { readonly name: string }): string => process.name`,
    { file: 'packages/core/src/matching/judge.test.ts', code: `import { readFileSync } from 'node:fs'` },
    { file: 'packages/feeds/src/osv/fetch.ts', code: `import { readFileSync } from 'node:fs'\nconst at = Date.now()` },
  ],
  fails: [
    { code: `import { readFileSync } from 'node:fs'`, says: [/core is pure: no node: module/] },
    { code: `const fs = await import('node:fs')`, says: [/no node: module/] },
    { file: 'packages/versions/src/deb.ts', code: `export const at = Date.now()`, says: [/versions is pure: no clock/] },
    { code: `export const at = new Date()\nexport const tick = performance.now()`, says: [/no clock/, /no clock/] },
    { code: `export const dice = Math.random()`, says: [/no randomness/] },
    { code: `console.log(process.env)`, says: [/no `console`/, /no `process`/] },
    { code: `export const id = crypto.randomUUID()`, says: [/no `crypto`/] },
  ],
})
