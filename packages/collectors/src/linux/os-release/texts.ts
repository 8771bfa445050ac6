/** The files by which a Linux system says what it is. */
export type PlatformTexts = {
  /** /etc/os-release or /usr/lib/os-release. */
  readonly osRelease?: string
  /** /etc/debian_version: `12.5`, `trixie/sid`. */
  readonly debianVersion?: string
  /** /etc/redhat-release, /etc/centos-release or /etc/system-release: `CentOS release 6.10 (Final)`. */
  readonly redhatRelease?: string
  /** /etc/alpine-release, /etc/SuSE-release, /etc/lsb-release, when there is no os-release. */
  readonly otherRelease?: string
  /** Ubuntu Pro services that are on: `esm-infra`, `esm-apps`, `fips` … */
  readonly proServices?: readonly string[]
  /** Topics of Amazon Linux 2's extras that are on: `docker`, `kernel-5.15`. */
  readonly amazonTopics?: readonly string[]
  readonly architecture?: string
}
