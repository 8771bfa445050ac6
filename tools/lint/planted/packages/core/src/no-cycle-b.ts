// Planted: imports in a circle with no-cycle-a.ts.
import { one } from './no-cycle-a.ts'

export const two = (): number => one() + 1
