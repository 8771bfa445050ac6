import { ecosystemFeed } from '../osv-ecosystem/ecosystem-feed.ts'

export const feed = ecosystemFeed({
  name: 'osv-rubygems',
  title: 'OSV records of Ruby gems',
  ecosystem: 'RubyGems',
  licence: 'CC-BY-4.0',
})
