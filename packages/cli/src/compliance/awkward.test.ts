/** Awkward configuration, from the text of the file through the probe's reader to the outcome of the shipped check. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { accounts } from '@hygie/collectors/linux/accounts/probe'
import { networkServices } from '@hygie/collectors/linux/network-services/probe'
import { ssh } from '@hygie/collectors/linux/ssh/probe'
import { sudo } from '@hygie/collectors/linux/sudo/probe'
import type { Probe } from '@hygie/collectors/probe'
import { evaluateCheck } from '@hygie/core/compliance/comply'
import { repositoryRoot } from '../settings.ts'
import { readCheck } from './content.ts'

const checks = join(repositoryRoot(), 'content', 'checks', 'linux')
const file = (path: string, ...lines: readonly string[]): string =>
  [`=file ${path}`, ...lines.map((line) => `|${line}`), ''].join('\n')
const sshd = (...lines: readonly string[]): string => `=present\n${file('/etc/ssh/sshd_config', ...lines)}=notroot\n`
const effective = (...lines: readonly string[]): string =>
  `=present\n=run /usr/sbin/sshd -T\n${lines.map((line) => `|${line}`).join('\n')}\n\n=exit 0\n`
const sudoers = (...lines: readonly string[]): string => `=present\n${file('/etc/sudoers', ...lines)}`

const cases: readonly (readonly [check: string, what: string, probe: Probe, output: string, expected: string])[] = [
  ['ssh-root-password', 'commented out', ssh, sshd('#PermitRootLogin no'), 'unknown'],
  ['ssh-root-password', 'absent', ssh, sshd('Port 22'), 'unknown'],
  [
    'ssh-root-password',
    'set twice, the first counts',
    ssh,
    sshd('PermitRootLogin yes', 'PermitRootLogin no', 'PasswordAuthentication yes'),
    'fail',
  ],
  ['ssh-root-password', 'set twice the other way', ssh, sshd('PermitRootLogin no', 'PermitRootLogin yes'), 'pass'],
  ['ssh-root-password', 'in another case and with =', ssh, sshd('  permitrootlogin = NO'), 'pass'],
  ['ssh-root-password', 'the old word', ssh, sshd('PermitRootLogin without-password'), 'pass'],
  ['ssh-root-password', 'only inside a Match block', ssh, sshd('Match User backup', '  PermitRootLogin no'), 'unknown'],
  ['ssh-root-password', 'as sshd itself says', ssh, effective('permitrootlogin yes', 'passwordauthentication yes'), 'fail'],
  ['ssh-root-password', 'no SSH server', ssh, '=missing\n', 'notApplicable'],
  ['ssh-root-password', 'no output', ssh, '', 'unknown'],
  ['ssh-access-list', 'sshd names no list', ssh, effective('permitrootlogin no'), 'fail'],
  ['ssh-access-list', 'commented out', ssh, sshd('#AllowGroups admins'), 'unknown'],
  ['ssh-access-list', 'a group', ssh, sshd('AllowGroups admins'), 'pass'],
  ['ssh-algorithms', 'a list that only adds to the default', ssh, sshd('Ciphers +3des-cbc'), 'unknown'],
  [
    'ssh-password-authentication',
    'the old name of keyboard-interactive',
    ssh,
    sshd('PasswordAuthentication no', 'ChallengeResponseAuthentication yes'),
    'fail',
  ],
  ['sudo-password', 'commented out', sudo, sudoers('#%ops ALL=(ALL) NOPASSWD: ALL', 'root ALL=(ALL:ALL) ALL'), 'pass'],
  ['sudo-password', 'on a continued line', sudo, sudoers('%ops ALL=(ALL) \\', '  NOPASSWD: ALL'), 'fail'],
  ['sudo-password', 'switched off by Defaults', sudo, sudoers('Defaults:ann !authenticate'), 'fail'],
  ['sudo-password', 'may not be read', sudo, '=present\n=denied /etc/sudoers\n', 'unknown'],
  [
    'sudo-terminal',
    'switched on, then off for one user only',
    sudo,
    sudoers('Defaults use_pty', 'Defaults:ann !use_pty'),
    'pass',
  ],
  ['default-umask', 'set twice, the last counts', accounts, file('/etc/login.defs', 'UMASK 027', 'UMASK 022'), 'fail'],
  ['default-umask', 'commented out', accounts, file('/etc/login.defs', '#UMASK 027'), 'unknown'],
  [
    'password-quality',
    'commented out',
    accounts,
    file('/etc/pam.d/common-password', '#password requisite pam_pwquality.so', 'password [success=1] pam_unix.so'),
    'fail',
  ],
  [
    'password-length',
    'commented out in pwquality.conf',
    accounts,
    file('/etc/pam.d/common-password', 'password requisite pam_pwquality.so') +
      file('/etc/security/pwquality.conf', '# minlen = 14'),
    'unknown',
  ],
  [
    'password-length',
    'in pwquality.conf, but the module is not in use',
    accounts,
    file('/etc/pam.d/common-password', 'password [success=1] pam_unix.so') + file('/etc/security/pwquality.conf', 'minlen = 14'),
    'unknown',
  ],
  [
    'accounts-uid-zero',
    'a second one',
    accounts,
    file('/etc/passwd', 'root:x:0:0::/root:/bin/sh', 'toor:x:0:0::/:/bin/sh'),
    'fail',
  ],
  [
    'accounts-empty-password',
    'shadow may not be read',
    accounts,
    `${file('/etc/passwd', 'root:x:0:0::/root:/bin/sh')}=denied /etc/shadow\n`,
    'unknown',
  ],
  [
    'nfs-root',
    'commented out at the end of the line',
    networkServices,
    `=servers\n${file('/etc/exports', '/srv *(ro) # no_root_squash')}`,
    'pass',
  ],
]

for (const [id, what, probe, output, expected] of cases)
  test(`${id}, ${what}, is ${expected}`, () => {
    const facts = probe.read(output).part.facts ?? new Map()
    assert.equal(evaluateCheck(readCheck(join(checks, `${id}.yaml`)), facts).status, expected)
  })
