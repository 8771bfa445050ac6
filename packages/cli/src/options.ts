/** Options that every command takes (interfaces 2). */
import type { Command } from './command.ts'

export const commonOptions = {
  knowledge: { type: 'string', value: 'FILE', help: 'option.knowledge' },
  lang: { type: 'string', value: 'en|fr', help: 'option.lang' },
  output: { type: 'string', short: 'o', value: 'FILE', help: 'option.output' },
  offline: { type: 'boolean', help: 'option.offline' },
  quiet: { type: 'boolean', short: 'q', help: 'option.quiet' },
  help: { type: 'boolean', short: 'h', help: 'option.help' },
} as const satisfies Command['options']
