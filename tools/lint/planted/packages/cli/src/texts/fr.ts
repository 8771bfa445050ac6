// Planted: lacks a text of en.ts.
export const texts = { at: 'à {time}' } as const
