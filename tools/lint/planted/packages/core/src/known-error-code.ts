// Planted: breaks known-error-code and nothing else.
import { fail, type Failure } from '@hygie/versions/result'

export const broken: Failure = fail('Broken', 'Cannot read').error
