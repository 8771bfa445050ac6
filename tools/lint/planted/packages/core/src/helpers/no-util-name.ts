// Planted: its folder breaks no-util-name.
export const one = 1
