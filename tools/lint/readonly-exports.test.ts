import { readonlyExports } from './readonly-exports.ts'
import { checkRule } from './rule.suite.ts'

checkRule('readonly-exports', readonlyExports, {
  file: 'packages/core/src/matching/judge.ts',
  passes: [
    `export type A = { readonly b: readonly string[]; readonly c: ReadonlyMap<string, readonly [number, number]> }`,
    `type Inner = { b: string[] }`,
    `export type Sort = (list: string[]) => string[]`,
    `export interface Walker { readonly step: (list: string[]) => void }`,
    { file: 'packages/core/src/matching/judge.test.ts', code: `export type A = { b: string[] }` },
    { file: 'tools/lint/rule.ts', code: `export type A = { b: string[] }` },
  ],
  fails: [
    { code: `export type A = { b: string }`, says: [/write `readonly` before this member/] },
    { code: `export type A = { readonly b: string[] }`, says: [/write `readonly T\[\]`/] },
    { code: `export interface A { readonly b: Map<string, Set<string>> }`, says: [/ReadonlyMap/, /ReadonlySet/] },
    { code: `export type A = { [key: string]: [number] }`, says: [/before this index/, /readonly \[ … \]/] },
  ],
})
