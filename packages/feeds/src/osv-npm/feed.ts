import { ecosystemFeed } from '../osv-ecosystem/ecosystem-feed.ts'

export const feed = ecosystemFeed({
  name: 'osv-npm',
  title: 'OSV records of npm packages',
  ecosystem: 'npm',
  licence: 'CC-BY-4.0, Apache-2.0 (malicious packages)',
})
