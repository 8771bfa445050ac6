/** The packet filter: rules in force (root), else whether one is on at start. */
import type { Block } from '../../text/blocks.ts'
import { runBlock } from '../../text/blocks.ts'
import type { FactList } from '../fact-list.ts'
import { enabledUnits, isRoot, listed, setting } from './said.ts'

export function firewallFacts(blocks: readonly Block[], facts: FactList): void {
  const commands = listed(blocks, 'commands') ?? []
  const enabled = enabledUnits(blocks)
  const tools: string[] = []
  if (commands.includes('nft')) tools.push('nftables')
  if (commands.includes('iptables')) tools.push('iptables')
  if (commands.includes('ufw')) tools.push('ufw')
  if (commands.includes('firewall-cmd')) tools.push('firewalld')
  facts.list('firewall.tools', tools, 'installed commands')
  const nft = runBlock(blocks, 'nft list ruleset')
  const iptables = runBlock(blocks, 'iptables-save')
  if (nft !== undefined) return fromNft(nft, facts)
  if (iptables !== undefined) return fromIptables(iptables, facts)
  const running = listed(blocks, 'processes') ?? []
  if (running.includes('firewalld')) return facts.boolean('firewall.active', true, 'firewalld runs')
  if (setting(blocks, /^\/etc\/ufw\/ufw\.conf$/, 'ENABLED')?.value === 'yes')
    return facts.boolean('firewall.active', true, '/etc/ufw/ufw.conf (on at start)')
  const unit = ['nftables', 'iptables', 'firewalld'].find((name) => enabled.has(name))
  if (unit !== undefined) return facts.boolean('firewall.active', true, `${unit} (on at start)`)
  // Root that finds no tool at all has looked everywhere; rules of another account stay unknown.
  if (isRoot(blocks) && tools.length === 0 && (listed(blocks, 'tables') ?? []).length === 0)
    facts.boolean('firewall.active', false, 'no tool and no table')
}

function fromNft({ lines, subject }: Block, facts: FactList): void {
  const policies = lines.flatMap((line) => /type filter hook input .*policy (\w+)/.exec(line)?.[1] ?? [])
  // Rules are the lines inside a chain: a chain's own line ends in "{", its hook line begins with "type".
  let depth = 0
  let chain = false
  let rules = 0
  for (const line of lines.map((text) => text.trim())) {
    if (line.endsWith('{')) {
      depth += 1
      if (line.startsWith('chain ')) chain = true
    } else if (line === '}') {
      depth -= 1
      chain = false
    } else if (chain && line !== '' && !/^(?:type|comment|policy) /.test(line)) rules += 1
  }
  if (depth !== 0) return
  facts.number('firewall.rules', String(rules), subject)
  const strict = policies.find((policy) => policy === 'drop')
  const rejecting = lines.some((line) => /^\s*(?:counter packets \d+ bytes \d+ )?(?:drop|reject)\b/.test(line))
  facts.text('firewall.inputPolicy', strict ?? (policies.length === 0 ? 'accept' : rejecting ? 'reject' : policies[0]), subject)
  facts.boolean('firewall.active', rules > 0 || strict !== undefined, subject)
}

function fromIptables({ lines, subject }: Block, facts: FactList): void {
  const rules = lines.filter((line) => line.startsWith('-A ')).length
  const policy = lines.map((line) => /^:INPUT (\w+)/.exec(line)?.[1]).find((found) => found !== undefined)
  facts.number('firewall.rules', String(rules), subject)
  facts.text('firewall.inputPolicy', policy?.toLowerCase() ?? 'accept', subject)
  facts.boolean('firewall.active', rules > 0 || policy === 'DROP', subject)
}
