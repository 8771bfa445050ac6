import { ecosystemFeed } from '../osv-ecosystem/ecosystem-feed.ts'

export const feed = ecosystemFeed({
  name: 'osv-crates-io',
  title: 'RustSec advisories (crates.io)',
  ecosystem: 'crates.io',
  licence: 'CC0-1.0, some CC-BY-4.0',
})
