import { ecosystemFeed } from '../osv-ecosystem/ecosystem-feed.ts'

export const feed = ecosystemFeed({
  name: 'osv-packagist',
  title: 'OSV records of PHP packages',
  ecosystem: 'Packagist',
  licence: 'CC-BY-4.0',
})
