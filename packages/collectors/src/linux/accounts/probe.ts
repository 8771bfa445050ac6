/** Accounts, password state and the rules for passwords. */
import type { Account } from '@hygie/core/inventory/inventory'
import type { Probe, ProbeReading } from '../../probe.ts'
import { type Block, fileBlock, readBlocks } from '../../text/blocks.ts'
import { FactList } from '../fact-list.ts'
import { passwordRules } from './password-rules.ts'

/** Of a password field only its kind is printed: the scheme of a hash, the sign of a lock, "des" for an old hash, "x" for shadow. */
const MASK = `sed -e "s/^\\([^:]*\\):\\([$][^$:]*[$]\\)[^:]*:/\\1:\\2:/" -e t -e "s/^\\([^:]*\\):x:/\\1:x:/" -e t -e "s/^\\([^:]*\\):\\([!*]\\)[^:]*:/\\1:\\2:/" -e t -e "s/^\\([^:]*\\):[^:][^:]*:/\\1:des:/"`

export const accounts: Probe = {
  name: 'linux.accounts',
  purpose: 'accounts, whether their password is locked, empty or set (never the hash), groups, rules for passwords',
  // Of the second field of shadow only its kind leaves the machine.
  script: `
if [ -r /etc/passwd ]; then
  say file /etc/passwd
  ${MASK} /etc/passwd | sed "s/^/|/"
fi
if [ -r /etc/shadow ]; then
  say shadow
  ${MASK} /etc/shadow | sed "s/^/|/"
elif [ -e /etc/shadow ]; then say denied /etc/shadow; fi
say groups
grep -E "^(sudo|wheel|admin|adm|docker|lxd|libvirt|disk|shadow|root):" /etc/group 2>/dev/null | cut -d: -f1,3,4 | sed "s/^/|/"
grep "^+" /etc/passwd /etc/group /etc/shadow 2>/dev/null | sed "s/^/|legacy /"
show /etc/login.defs /etc/security/pwquality.conf /etc/security/pwquality.conf.d/*.conf /etc/security/faillock.conf /etc/security/pwhistory.conf
for f in /etc/pam.d/common-password /etc/pam.d/common-auth /etc/pam.d/system-auth /etc/pam.d/password-auth /etc/pam.d/passwd /etc/pam.d/login /etc/pam.d/su /etc/pam.d/base-password /etc/pam.d/base-auth; do [ -e "$f" ] && show "$f"; done
say umask
grep -H -E "^[[:space:]]*umask[[:space:]]+[0-7]+" /etc/profile /etc/bashrc /etc/bash.bashrc /etc/profile.d/*.sh 2>/dev/null | sed "s/^/|/"
say tmout
grep -h -E "TMOUT=[0-9]+" /etc/profile /etc/bashrc /etc/bash.bashrc /etc/profile.d/*.sh 2>/dev/null | sed "s/^/|/"
say homes
cut -d: -f1,3,6 /etc/passwd 2>/dev/null | head -n 500 | while IFS=: read -r n i h; do
  case $i in [1-9][0-9][0-9][0-9]|[1-5][0-9][0-9][0-9][0-9]) [ -d "$h" ] && echo "|$n $(stat -c "%a %n" "$h" 2>/dev/null)";; esac
done
exit 0
`,
  timeoutMs: 15_000,
  outputBytesMax: 2_097_152,
  privilege: 'better-as-root',
  writes: 'nothing',
  read,
}

const ACCOUNTS_MAX = 50_000

type ShadowEntry = { readonly field: string; readonly maxDays: string }

function read(output: string): ProbeReading {
  const blocks = readBlocks(output)
  const shadow = readShadow(blocks.find((block) => block.kind === 'shadow'))
  const passwd = (fileBlock(blocks, '/etc/passwd')?.lines ?? []).slice(0, ACCOUNTS_MAX).map((line) => line.split(':'))
  const list: Account[] = passwd.flatMap(([name = '', field = '', uid = '', , , home = '', shell = '']) =>
    name === '' || !/^\d{1,10}$/.test(uid)
      ? []
      : [{ name, uid: Number(uid), shell, home, password: passwordState(field, shadow?.get(name)?.field) }],
  )
  const facts = new FactList()
  if (passwd.length > 0) accountFacts(list, passwd, facts)
  if (shadow !== undefined) shadowFacts(shadow, facts)
  groupFacts(blocks, facts)
  passwordRules(blocks, facts)
  const hidden = shadow === undefined && blocks.some((block) => block.kind === 'denied' && block.subject === '/etc/shadow')
  return {
    part: { accounts: list, facts: facts.map, unknown: hidden ? [{ what: 'state of passwords', why: 'needs root' }] : [] },
    problems: [],
  }
}

function readShadow(block: Block | undefined): ReadonlyMap<string, ShadowEntry> | undefined {
  if (block === undefined) return undefined
  return new Map(
    block.lines.slice(0, ACCOUNTS_MAX).map((line) => {
      const [name = '', field = '', , , maxDays = ''] = line.split(':')
      return [name, { field, maxDays }]
    }),
  )
}

function passwordState(passwdField: string, shadowField: string | undefined): NonNullable<Account['password']> {
  const field = passwdField === 'x' ? shadowField : passwdField
  if (field === undefined) return 'unknown'
  if (field === '') return 'empty'
  return /^[!*]/.test(field) ? 'locked' : 'set'
}

const LOGIN_SHELL = /^(?!.*\/(?:nologin|false|sync|shutdown|halt|true)$)\/|^$/

function accountFacts(list: readonly Account[], passwd: readonly (readonly string[])[], facts: FactList): void {
  const from = '/etc/passwd'
  const names = (test: (account: Account) => boolean): readonly string[] => list.filter(test).map(({ name }) => name)
  facts.list(
    'accounts.uid0',
    names(({ uid }) => uid === 0),
    from,
  )
  facts.list(
    'accounts.people',
    names(({ uid, shell }) => uid >= 1000 && uid < 60_000 && LOGIN_SHELL.test(shell)),
    from,
  )
  facts.list(
    'accounts.systemWithShell',
    names(({ uid, shell }) => uid > 0 && uid < 1000 && LOGIN_SHELL.test(shell)),
    from,
  )
  const byUid = Map.groupBy(list, ({ uid }) => uid)
  facts.list(
    'accounts.duplicateUids',
    [...byUid].filter(([, same]) => same.length > 1).map(([uid, same]) => `${uid} ${same.map(({ name }) => name).join(',')}`),
    from,
  )
  const byName = Map.groupBy(list, ({ name }) => name)
  facts.list(
    'accounts.duplicateNames',
    [...byName].filter(([, same]) => same.length > 1).map(([name]) => name),
    from,
  )
  facts.list(
    'accounts.passwordInPasswd',
    passwd.filter(([, field = '']) => field !== 'x' && !/^[!*]/.test(field)).map(([name = '']) => name),
    from,
  )
}

function shadowFacts(shadow: ReadonlyMap<string, ShadowEntry>, facts: FactList): void {
  const from = '/etc/shadow'
  const names = (test: (entry: ShadowEntry) => boolean): readonly string[] =>
    [...shadow].filter(([, entry]) => test(entry)).map(([name]) => name)
  const usable = ({ field }: ShadowEntry): boolean => field !== '' && !/^[!*]/.test(field)
  facts.list(
    'accounts.emptyPassword',
    names(({ field }) => field === ''),
    from,
  )
  facts.list(
    'accounts.weakHash',
    names((entry) => usable(entry) && /^(?:des|\$1\$|\$2a?\$|\$md5)/.test(entry.field)),
    from,
  )
  facts.list(
    'accounts.passwordNeverExpires',
    names((entry) => usable(entry) && (entry.maxDays === '' || Number(entry.maxDays) >= 99_999)),
    from,
  )
  const root = shadow.get('root')
  facts.boolean('accounts.rootLocked', root === undefined ? undefined : !usable(root) && root.field !== '', from)
}

function groupFacts(blocks: readonly Block[], facts: FactList): void {
  const lines = blocks.find((block) => block.kind === 'groups')?.lines
  if (lines === undefined) return
  const members = (names: readonly string[]): readonly string[] =>
    lines
      .map((line) => line.split(':'))
      .filter(([name = '']) => names.includes(name))
      .flatMap(([, , list = '']) => list.split(','))
  facts.list('groups.sudoers', members(['sudo', 'wheel', 'admin']), '/etc/group')
  facts.list('groups.docker', members(['docker']), '/etc/group')
  facts.list(
    'accounts.legacyEntries',
    lines.filter((line) => line.startsWith('legacy ')).map((line) => line.slice(7)),
    '/etc/passwd, /etc/group, /etc/shadow',
  )
  const homes = blocks.find((block) => block.kind === 'homes')?.lines ?? []
  facts.list(
    'home.worldAccessible',
    homes.filter((line) => /^\S+ \d*[1-7] /.test(line)).map((line) => line.replace(/^\S+ (\S+) (.*)$/, '$2 $1')),
    'stat of home folders',
  )
}
