import { ecosystemFeed } from '../osv-ecosystem/ecosystem-feed.ts'

export const feed = ecosystemFeed({
  name: 'osv-hex',
  title: 'OSV records of Erlang and Elixir packages',
  ecosystem: 'Hex',
  licence: 'CC-BY-4.0',
})
