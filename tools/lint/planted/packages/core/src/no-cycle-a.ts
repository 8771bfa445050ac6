// Planted: imports in a circle with no-cycle-b.ts.
import { two } from './no-cycle-b.ts'

export const one = (): number => two() - 1
