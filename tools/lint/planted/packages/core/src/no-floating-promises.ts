// Planted: forgets a promise.
export function forget(work: () => Promise<number>): void {
  work()
}
