/**
 * The system that an owner names (`Windows 10 Enterprise LTSC 2019`) → a platform, so that its life cycle speaks. Its updates are not
 * declared: nothing is judged by its build.
 */
import type { Platform } from '@hygie/core/inventory/inventory'

type Named = readonly [pattern: RegExp, build: string, more?: Partial<Platform>]
const server = { installation: 'server' } as const

/** The first that matches; more exact names first. Source: Microsoft, release information of each Windows. */
const WINDOWS: readonly Named[] = [
  [/\bserver\W+2025/, '10.0.26100', server],
  [/\bserver\W+2022/, '10.0.20348', server],
  [/\bserver\W+2019/, '10.0.17763', server],
  [/\bserver\W+2016/, '10.0.14393', server],
  [/\bserver\W+2012\W*r2/, '6.3.9600', server],
  [/\bserver\W+2012/, '6.2.9200', server],
  [/\bserver\W+2008\W*r2/, '6.1.7601', server],
  [/\bserver\W+2008/, '6.0.6002', server],
  [/\b(?:server\W+)?2003\b/, '5.2.3790', server],
  [/\bltsc\W*2024/, '10.0.26100', { edition: 'EnterpriseS' }],
  [/\bltsc\W*2021|\b(?:10\b.*\bltsc\b.*21h2)/, '10.0.19044', { edition: 'EnterpriseS' }],
  [/\bltsc\W*2019|\b10\b.*\bltsc\b.*1809/, '10.0.17763', { edition: 'EnterpriseS' }],
  [/\blts[bc]\W*2016|\b10\b.*\bltsb\b.*1607/, '10.0.14393', { edition: 'EnterpriseS' }],
  [/\blts[bc]\W*2015/, '10.0.10240', { edition: 'EnterpriseS' }],
  [/\b11\b.*25h2/, '10.0.26200'],
  [/\b11\b.*24h2/, '10.0.26100'],
  [/\b11\b.*23h2/, '10.0.22631'],
  [/\b11\b.*22h2/, '10.0.22621'],
  [/\b11\b.*21h2/, '10.0.22000'],
  [/\b10\b.*22h2/, '10.0.19045'],
  [/\b10\b.*21h2/, '10.0.19044'],
  [/\b10\b.*21h1/, '10.0.19043'],
  [/\b10\b.*20h2/, '10.0.19042'],
  [/\b10\b.*2004/, '10.0.19041'],
  [/\b10\b.*1909/, '10.0.18363'],
  [/\b10\b.*1903/, '10.0.18362'],
  [/\b10\b.*1809/, '10.0.17763'],
  [/\b10\b.*1803/, '10.0.17134'],
  [/\b10\b.*1709/, '10.0.16299'],
  [/\b10\b.*1703/, '10.0.15063'],
  [/\b10\b.*1607/, '10.0.14393'],
  [/\b10\b.*1511/, '10.0.10586'],
  [/\b10\b.*1507/, '10.0.10240'],
  [/\b8\.1\b/, '6.3.9600'],
  [/\bwindows\W+8\b/, '6.2.9200'],
  [/\bwindows\W+(?:embedded\W+(?:standard\W+)?)?7\b/, '6.1.7601'],
  [/\bvista\b/, '6.0.6002'],
  [/\bxp\b/, '5.1.2600'],
]

/** Undefined when the text names no Windows whose build is sure: `Windows 10` alone is many. */
export function declaredPlatform(os: string): Partial<Platform> | undefined {
  const text = os.toLowerCase().slice(0, 200)
  if (!/\bwin(?:dows)?\b|\bxp\b/.test(text)) return undefined
  const found = WINDOWS.find(([pattern]) => pattern.test(text))
  if (found === undefined) return { family: 'windows', id: 'windows', release: '', name: os }
  const [, build, more] = found
  const iot = more?.edition !== undefined && /\biot\b/.test(text) ? { edition: `IoT${more.edition}` } : {}
  const named = more?.edition === undefined && /\benterprise|entreprise|education\b/.test(text) ? { edition: 'Enterprise' } : {}
  return { family: 'windows', id: 'windows', release: build, name: os, build, installation: 'client', ...more, ...named, ...iot }
}
