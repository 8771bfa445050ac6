import { ecosystemFeed } from '../osv-ecosystem/ecosystem-feed.ts'

export const feed = ecosystemFeed({
  name: 'osv-nuget',
  title: 'OSV records of .NET packages',
  ecosystem: 'NuGet',
  licence: 'CC-BY-4.0',
})
