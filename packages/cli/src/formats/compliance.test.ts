/** Every format of a compliance report, on two assets and one that failed, in both languages. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { CollectResult } from '@hygie/collectors/collect-targets'
import type { FactValue } from '@hygie/core/compliance/facts'
import type { Inventory } from '@hygie/core/inventory/inventory'
import { frameworkNamed, readChecks } from '../compliance/content.ts'
import { complianceFormatNames, type ComplianceFormatName } from '../compliance/report.ts'
import { runComply } from '../compliance/run.ts'
import { repositoryRoot } from '../settings.ts'
import { complianceWriters } from './compliance-all.ts'

const content = join(repositoryRoot(), 'content')
const framework = frameworkNamed(content, 'hygiene42')
const checks = readChecks([join(content, 'checks')])
const HOSTILE = '<script>alert(1)</script>\u001B[31m'

function inventoryOf(name: string, facts: Readonly<Record<string, FactValue>>, unknown: Inventory['unknown'] = []): Inventory {
  return {
    target: name,
    name,
    collectedAt: '2026-11-24T08:00:00Z',
    marks: [],
    platform: { family: 'linux', id: 'debian', release: '12', lineage: ['debian:12'], architecture: 'amd64' },
    software: [],
    services: [],
    ports: [],
    accounts: [],
    pendingUpdates: [],
    rebootRequired: 'unknown',
    staleProcesses: [],
    facts: new Map(Object.entries(facts).map(([fact, value]) => [fact, { value, from: `place of ${fact}` }])),
    unknown,
  }
}

async function* targets(): AsyncGenerator<CollectResult> {
  const good = inventoryOf('good', { 'disk.rootEncrypted': true, 'swap.encrypted': true, 'ssh.installed': false })
  const bad = inventoryOf(
    'bad',
    { 'accounts.uid0': ['root', HOSTILE, '=1+1'], 'firewall.active': false, 'ssh.hasMatchBlocks': true },
    [{ what: 'state of passwords', why: 'needs root' }],
  )
  yield await Promise.resolve({ kind: 'inventory', target: 'good', inventory: good, problems: [] })
  yield { kind: 'inventory', target: 'bad', inventory: bad, problems: [] }
  yield { kind: 'failure', target: 'gone', error: { code: 'no-answer', message: `no answer ${HOSTILE}` } }
}

async function written(format: ComplianceFormatName, language: 'en' | 'fr'): Promise<string> {
  let text = ''
  const makeWriter = await complianceWriters[format]()
  const profile = framework.profiles.at(-1)
  assert.ok(profile)
  await runComply(
    targets(),
    {
      requirements: framework.requirements,
      checks,
      head: {
        engine: 'hygie 0.1.0',
        framework,
        profile,
        requirements: framework.requirements.length,
        checks: checks.length,
        language,
        at: Date.UTC(2026, 10, 24),
        all: false,
      },
    },
    makeWriter((part) => {
      text += part
    }),
  )
  return text
}

for (const format of complianceFormatNames)
  for (const language of ['en', 'fr'] as const)
    test(`${format} in ${language} leaves no place unfilled and no text undefined`, async () => {
      const text = await written(format, language)
      assert.doesNotMatch(text, /undefined|\[object|NaN/)
      assert.doesNotMatch(text.replaceAll(/<style>[\s\S]*?<\/style>/g, ''), /\{[a-z]\w*\}/)
    })

test('json: 42 measures for each asset, a measure met by facts, never one of which only a person can speak', async () => {
  const document = JSON.parse(await written('json', 'en')) as {
    readonly format: string
    readonly assets: readonly {
      readonly checks: readonly {
        readonly id: string
        readonly status: string
        readonly missing: readonly { readonly why: string }[]
      }[]
      readonly requirements: readonly {
        readonly id: string
        readonly status: string
        readonly automation: string
        readonly notes: readonly string[]
      }[]
    }[]
    readonly summary: {
      readonly assets: number
      readonly byRequirement: readonly { readonly id: string; readonly status: string }[]
    }
    readonly failures: readonly { readonly target: string }[]
  }
  assert.equal(document.format, 'hygie.compliance/1')
  const [good, bad] = document.assets
  assert.ok(good !== undefined && bad !== undefined)
  const statusOf = (asset: typeof good, id: string): string | undefined => asset.requirements.find((one) => one.id === id)?.status
  assert.deepEqual([good.requirements.length, bad.requirements.length], [42, 42])
  assert.deepEqual(
    [statusOf(good, '31'), statusOf(bad, '31'), statusOf(bad, '17'), statusOf(bad, '5')],
    ['met', 'unknown', 'notMet', 'notMet'],
  )
  for (const requirement of bad.requirements)
    if (requirement.automation === 'none') {
      assert.equal(requirement.status, 'unknown')
      assert.match(requirement.notes.join(' '), /^only a person can say: \S/)
    }
  assert.match(bad.checks.find(({ id }) => id === 'accounts-empty-password')?.missing[0]?.why ?? '', /needs root/)
  assert.deepEqual(
    [document.summary.assets, document.summary.byRequirement.find(({ id }) => id === '31')?.status, document.failures[0]?.target],
    [2, 'partly', 'gone'],
  )
})

test('html: text of the outside is never markup, and the page asks nothing of the network', async () => {
  const page = await written('html', 'fr')
  assert.doesNotMatch(page, /<script|https?:\/\/|src=/i)
  assert.match(page, /&lt;script&gt;/)
  assert.match(page, /^<!doctype html>\s*<html lang="fr">/)
  for (const tag of ['html', 'head', 'body', 'main', 'section', 'table', 'ul', 'ol', 'li', 'tr', 'td', 'th', 'p', 'details']) {
    const opened = page.match(new RegExp(`<${tag}[\\s>]`, 'g'))?.length ?? 0
    assert.equal(page.match(new RegExp(`</${tag}>`, 'g'))?.length ?? 0, opened, tag)
  }
})

test('table: no control character of the outside reaches the terminal', async () => {
  assert.ok(!(await written('table', 'en')).includes('\u001B'))
})

test('csv: a row for every measure and check, and nothing that a spreadsheet would run', async () => {
  const rows = (await written('csv', 'en')).split('\r\n')
  assert.ok(rows.length > 2 * 42)
  assert.ok(rows.every((row) => !/(?:^|,)[=+@]/.test(row)))
})
