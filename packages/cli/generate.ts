/** The reference pages of `docs/reference` that follow from data: `npm run generate` writes them, the checks demand no difference. */
import { commandsPage } from './src/reference/commands-page.ts'
import { coveragePage } from './src/reference/coverage-page.ts'
import { feedsPage } from './src/reference/feeds-page.ts'
import { policiesPage } from './src/reference/policies-page.ts'
import { probesPage } from './src/reference/probes-page.ts'
import { schemesPage } from './src/reference/schemes-page.ts'

export async function generate(): Promise<readonly { readonly path: string; readonly text: string }[]> {
  return [
    { path: 'docs/reference/cli.md', text: await commandsPage() },
    { path: 'docs/reference/coverage.md', text: coveragePage() },
    { path: 'docs/reference/feeds.md', text: await feedsPage() },
    { path: 'docs/reference/policies.md', text: policiesPage() },
    { path: 'docs/reference/probes.md', text: probesPage() },
    { path: 'docs/reference/schemes.md', text: schemesPage() },
  ]
}
