/** A folder that holds a system: an unpacked image, a mounted disk, a backup. Files are read, nothing is run. */
import { statSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import type { ProbeRecord } from '@hygie/core/evidence/evidence'
import { fail, ok, type Result } from '@hygie/versions/result'
import { alpmRecord, apkRecord, dpkgRecord, fileBlocks, languageRecords, rpmRecord } from '../rootfs/probe-files.ts'
import type { Root } from '../rootfs/root.ts'
import { RootFolder } from '../rootfs/root-folder.ts'
import type { Collected } from './local.ts'

export type RootfsOptions = { readonly collectedAt: string; readonly version?: string }

/** Files of probes that read nothing but files; facts of a running system stay unknown. */
const OS_RELEASE = [
  '/etc/debian_version',
  '/etc/redhat-release',
  '/etc/system-release',
  '/etc/alpine-release',
  '/etc/SuSE-release',
  '/etc/lsb-release',
  '/var/lib/ubuntu-advantage/status.json',
  '/etc/yum.repos.d/amzn2-extras.repo',
]
const ACCOUNTS = [
  '/etc/passwd',
  '/etc/login.defs',
  '/etc/security/pwquality.conf',
  '/etc/security/pwquality.conf.d/*',
  '/etc/security/faillock.conf',
  '/etc/security/pwhistory.conf',
  '/etc/pam.d/common-password',
  '/etc/pam.d/common-auth',
  '/etc/pam.d/system-auth',
  '/etc/pam.d/password-auth',
  '/etc/pam.d/su',
]

/** Errors: rootfs-folder. */
export async function collectRootfs(folder: string, options: RootfsOptions): Promise<Result<Collected>> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    return fail('rootfs-folder', `Cannot read "${folder}": it is no folder`)
  const root = new RootFolder(await realpath(folder))
  const probes = [...(await rootRecords(root)), fileBlocks('linux.identity', root, ['/etc/hostname', '/etc/machine-id'])]
  return ok({
    evidence: {
      format: 'hygie.evidence/1',
      collectedAt: options.collectedAt,
      collector: { name: 'hygie', version: options.version ?? '' },
      target: `rootfs:${folder}`,
      probes,
    },
    problems: [],
  })
}

/** What the probes that read nothing but files would print. Names of the machine are left to the caller: an image has none. */
export async function rootRecords(root: Root): Promise<readonly ProbeRecord[]> {
  const release = root.exists('/etc/os-release') ? '/etc/os-release' : '/usr/lib/os-release'
  const sshd = fileBlocks('linux.ssh', root, ['/etc/ssh/sshd_config', '/etc/ssh/sshd_config.d/*'])
  return [
    fileBlocks('linux.os-release', root, [release, ...OS_RELEASE]),
    dpkgRecord(root),
    rpmRecord(root),
    apkRecord(root),
    alpmRecord(root),
    fileBlocks('linux.accounts', root, ACCOUNTS),
    root.exists('/etc/ssh/sshd_config') ? { ...sshd, output: `=present\n${sshd.output ?? ''}` } : sshd,
    ...(await languageRecords(root)),
  ]
}
