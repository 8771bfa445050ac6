/** The HTML report in a real browser: complete without script or network, accessible in both themes, readable on a phone. */
import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser } from 'playwright-core'
import { hostTarget, newHome, sample } from './cli.ts'

const CHROMIUM = '/usr/bin/chromium'
const skip = existsSync(CHROMIUM) ? false : 'needs Chromium (Debian package chromium)'
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const home = newHome()
let browser: Browser | undefined

before(async () => {
  if (skip !== false) return
  assert.equal(home.hygie('kb', 'build', '--mirror', join(sample, 'mirror')).status, 0)
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
})
after(async () => {
  await browser?.close()
})

/** A path without a place to break, longer than a phone is wide. */
function longTarget(): string {
  const path = join(home.path, 'statusofaserverwithaverylongnamethathasneitherblanknorhyphen')
  copyFileSync(join(sample, 'host', 'status'), path)
  return `dpkg:${path}`
}

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] }

for (const language of ['en', 'fr']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1366, 360]) {
      test(`${language}, ${colorScheme}, ${width} px wide: no violation, no request, nothing cut off`, { skip }, async () => {
        assert.ok(browser)
        const file = join(home.path, `${language}.html`)
        if (!existsSync(file))
          assert.equal(
            home.hygie('audit', longTarget(), ...hostTarget.slice(1), '--format', 'html', '--lang', language, '--output', file)
              .status,
            0,
          )
        // bypassCSP lets axe in; the page itself allows no script at all.
        const page = await browser.newPage({ colorScheme, viewport: { width, height: 768 }, bypassCSP: true })
        const requests: string[] = []
        page.on('request', (request) => requests.push(request.url()))
        await page.goto(pathToFileURL(file).href)
        await page.evaluate(axe)
        const violations = (await page.evaluate('axe.run().then((result) => result.violations)')) as readonly Violation[]
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
          [],
        )
        assert.deepEqual(requests, [pathToFileURL(file).href])
        assert.equal(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), true)
        assert.match(await page.title(), language === 'en' ? /Audit of vulnerabilities/ : /Audit des vulnérabilités/)
        await page.close()
      })
    }
  }
}

test('it prints', { skip }, async () => {
  assert.ok(browser)
  const page = await browser.newPage()
  await page.goto(pathToFileURL(join(home.path, 'en.html')).href)
  const pdf = await page.pdf({ format: 'A4' })
  assert.equal(pdf.subarray(0, 5).toString('latin1'), '%PDF-')
  assert.ok(pdf.length > 10_000)
  await page.close()
})
