// Planted: breaks no-own-clock and nothing else.
export const at = Date.now()
