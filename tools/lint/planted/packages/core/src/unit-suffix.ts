// Planted: breaks unit-suffix and nothing else.
export const timeout = 20_000
