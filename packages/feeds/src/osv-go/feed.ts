import { ecosystemFeed } from '../osv-ecosystem/ecosystem-feed.ts'

export const feed = ecosystemFeed({
  name: 'osv-go',
  title: 'Go vulnerability database',
  ecosystem: 'Go',
  licence: 'CC-BY-4.0',
})
