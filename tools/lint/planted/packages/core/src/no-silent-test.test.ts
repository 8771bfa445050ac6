// Planted: breaks no-silent-test and nothing else.
import { test } from 'node:test'

test.only('alone', () => {})
test('silent', { skip: true }, () => {})
