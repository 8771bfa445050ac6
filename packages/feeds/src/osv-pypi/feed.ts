import { ecosystemFeed } from '../osv-ecosystem/ecosystem-feed.ts'

export const feed = ecosystemFeed({
  name: 'osv-pypi',
  title: 'OSV records of Python packages',
  ecosystem: 'PyPI',
  licence: 'CC-BY-4.0',
})
