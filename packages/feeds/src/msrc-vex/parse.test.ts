import { testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)
