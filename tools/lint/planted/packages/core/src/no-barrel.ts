// Planted: breaks no-barrel and nothing else.
export { WORDS } from './linear-regex.ts'
