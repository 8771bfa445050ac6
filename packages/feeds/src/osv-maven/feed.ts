import { ecosystemFeed } from '../osv-ecosystem/ecosystem-feed.ts'

export const feed = ecosystemFeed({
  name: 'osv-maven',
  title: 'OSV records of Maven packages',
  ecosystem: 'Maven',
  licence: 'CC-BY-4.0',
})
