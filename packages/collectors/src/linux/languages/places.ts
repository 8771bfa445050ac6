/**
 * Where software outside the distribution's packages lies, and where not to look: what a distribution packages is judged by
 * the distribution, whose fixes do not change the version that a package.json or METADATA states.
 */

/** Folders that are searched: never the whole tree. */
export const searchedFolders = [
  '/opt',
  '/srv',
  '/usr/local',
  '/var/www',
  '/home',
  '/root',
  '/usr/lib/node_modules',
  '/var/lib/gems',
  '/var/lib/tomcat*',
  '/var/lib/jenkins',
  '/usr/share/jenkins',
  '/usr/share/java/jenkins.war',
  '/usr/share/tomcat*',
  '/usr/share/elasticsearch',
  '/usr/share/opensearch',
  '/usr/share/logstash',
  '/usr/share/kibana',
  '/usr/share/solr',
  '/usr/share/graylog-server',
  '/usr/lib/python3*',
  '/usr/lib64/python3*',
  '/usr/lib/python2*',
  '/app',
  '/data',
]

/** Never entered: other machines' files, version control, caches, images of containers. */
export const prunedNames = [
  '.git',
  '.svn',
  '.hg',
  '.cache',
  '.npm',
  '.m2',
  '.cargo',
  '.rustup',
  '.Trash',
  'proc',
  'sys',
  'docker',
  'containers',
  'containerd',
  'overlay2',
  'snapshots',
]

export const limits = {
  /** Below a searched folder; `/opt/app/lib/node_modules/@scope/name/package.json` has 6. */
  depth: 10,
  /** Files of one kind that are looked into. */
  files: 20_000,
  jars: 1_000,
  /** Paths of all kinds together: what a shell keeps in memory, some 12 MB. */
  walked: 100_000,
  /** Large executables and libraries that are looked into: some 4 ms each. */
  binaries: 1_000,
  /** Read of one of them: the writable part of a provider of 700 MB has 28 MB. */
  binaryPartBytes: 134_217_728,
  /** Read of all of them: some seconds from a disk. */
  binaryBytes: 1_073_741_824,
} as const

/** System folders in which only packages count that a language's own installer put there. */
const SYSTEM = /^\/usr\/(?:lib|lib64|share)\//

export function isSystemPath(path: string): boolean {
  return SYSTEM.test(path) && !path.startsWith('/usr/lib/node_modules/')
}
