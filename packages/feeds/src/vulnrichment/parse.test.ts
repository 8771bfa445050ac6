import { testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

// The reader is that of `cve-json5`, where its traps are tested.
testFeed(feed, import.meta.url)
