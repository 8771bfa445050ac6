// Planted: breaks no-todo and nothing else.
export const one = 1 // TODO: two
