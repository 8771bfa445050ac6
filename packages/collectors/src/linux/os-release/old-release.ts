/** Systems of before 2012 have no os-release: what their release files say. */
import type { PlatformTexts } from './texts.ts'
import { parseOsRelease } from './parse.ts'

export type OldRelease = { readonly id: string; readonly version: string; readonly name: string; readonly codename?: string }

/** Undefined when none of the files names a distribution. */
export function readOldRelease(texts: PlatformTexts): OldRelease | undefined {
  const other = texts.otherRelease?.trim() ?? ''
  return (
    redHat(texts.redhatRelease?.trim() ?? '') ??
    ubuntu(other) ??
    suse(other) ??
    alpine(other) ??
    debian(texts.debianVersion?.trim() ?? '')
  )
}

const RED_HATS: readonly (readonly [RegExp, string])[] = [
  [/^CentOS/i, 'centos'],
  [/^Red Hat Enterprise/i, 'rhel'],
  [/^AlmaLinux/i, 'almalinux'],
  [/^Rocky/i, 'rocky'],
  [/^Oracle/i, 'ol'],
  [/^Fedora/i, 'fedora'],
  [/^Amazon Linux/i, 'amzn'],
  [/^Scientific Linux/i, 'scientific'],
]

/** `CentOS release 6.10 (Final)`, `Amazon Linux AMI release 2018.03`. */
function redHat(text: string): OldRelease | undefined {
  const id = RED_HATS.find(([pattern]) => pattern.test(text))?.[1]
  if (id === undefined) return undefined
  return { id, version: /release (\d+(?:\.\d+)*)/.exec(text)?.[1] ?? '', name: text.split('\n')[0] ?? '' }
}

/** /etc/lsb-release of Ubuntu 10.04. */
function ubuntu(text: string): OldRelease | undefined {
  const lsb = parseOsRelease(text)
  if (lsb.get('DISTRIB_ID')?.toLowerCase() !== 'ubuntu') return undefined
  const codename = lsb.get('DISTRIB_CODENAME')
  return {
    id: 'ubuntu',
    version: lsb.get('DISTRIB_RELEASE') ?? '',
    name: lsb.get('DISTRIB_DESCRIPTION') ?? 'Ubuntu',
    ...(codename === undefined ? {} : { codename }),
  }
}

/** /etc/SuSE-release: the service pack stands on a line of its own. */
function suse(text: string): OldRelease | undefined {
  const version = /^SUSE Linux Enterprise (?:Server|Desktop) (\d+)/m.exec(text)?.[1]
  if (version === undefined) return undefined
  const patch = /PATCHLEVEL\s*=\s*(\d+)/.exec(text)?.[1] ?? '0'
  return { id: 'sles', version: patch === '0' ? version : `${version}.${patch}`, name: text.split('\n')[0] ?? '' }
}

/** /etc/alpine-release. */
function alpine(text: string): OldRelease | undefined {
  return /^\d+\.\d+\.\d+(?:_\w+)?$/.test(text) ? { id: 'alpine', version: text, name: `Alpine Linux v${text}` } : undefined
}

function debian(text: string): OldRelease | undefined {
  if (text === '') return undefined
  const codename = /^[a-z]+/.exec(text)?.[0]
  return {
    id: 'debian',
    version: /^\d/.test(text) ? text : '',
    name: `Debian GNU/Linux ${text}`,
    ...(codename === undefined ? {} : { codename }),
  }
}
