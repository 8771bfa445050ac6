/** Whether a file's head is that of a scan of nmap. Apart from the reader, which a cold start on other files does not need. */
export function looksLikeNmap(head: string): boolean {
  return /^\s*(?:<\?xml|<!DOCTYPE nmaprun|<nmaprun)/.test(head) && /<nmaprun[\s>]/.test(head.slice(0, 16_384))
}
