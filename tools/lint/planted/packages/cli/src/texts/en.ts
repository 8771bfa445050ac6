// Planted: breaks text-in-both-languages.
export const texts = { quit: 'Quit', at: 'at {time}' } as const
