import { testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

// The reader is that of `nvd-api`, where its traps are tested.
testFeed(feed, import.meta.url)
