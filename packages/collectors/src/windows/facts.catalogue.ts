/**
 * Every fact that a Windows machine may state, with its type and meaning: what checks are written against.
 *
 * A fact is absent when it could not be seen: not asked, not granted (`needsRoot` = needs an administrator), or a default that is
 * not certain for this generation. Where a value is not set, the fact says what Windows then does (`settings/settings.table.ts`).
 * Names are stable: they only grow. A name with `<…>` stands for a family.
 */
import type { FactDefinition, FactType } from '../linux/facts.catalogue.ts'
import { settings } from './settings/settings.table.ts'

const fact = (type: FactType, name: string, meaning: string): FactDefinition => ({ name: `windows.${name}`, type, meaning })
const admin = (definition: FactDefinition): FactDefinition => ({ ...definition, needsRoot: true })

/** GUID of an audit subcategory without its common tail → fact `windows.audit.<name>`. Source: [MS-GPAC] 2.2.1.2. */
export const auditSubcategories: Readonly<Record<string, string>> = {
  '0cce9210': 'securityStateChange',
  '0cce9211': 'securitySystemExtension',
  '0cce9212': 'systemIntegrity',
  '0cce9213': 'ipsecDriver',
  '0cce9214': 'otherSystemEvents',
  '0cce9215': 'logon',
  '0cce9216': 'logoff',
  '0cce9217': 'accountLockout',
  '0cce921b': 'specialLogon',
  '0cce921c': 'otherLogonEvents',
  '0cce921d': 'fileSystem',
  '0cce921e': 'registry',
  '0cce9224': 'fileShare',
  '0cce9225': 'filteringPacketDrop',
  '0cce9226': 'filteringConnection',
  '0cce9227': 'otherObjectAccess',
  '0cce9228': 'sensitivePrivilegeUse',
  '0cce922b': 'processCreation',
  '0cce922c': 'processTermination',
  '0cce922f': 'policyChange',
  '0cce9230': 'authenticationPolicyChange',
  '0cce9231': 'authorizationPolicyChange',
  '0cce9232': 'firewallRuleChange',
  '0cce9235': 'userAccountManagement',
  '0cce9236': 'computerAccountManagement',
  '0cce9237': 'securityGroupManagement',
  '0cce923a': 'otherAccountManagement',
  '0cce923b': 'directoryServiceAccess',
  '0cce923c': 'directoryServiceChanges',
  '0cce923f': 'credentialValidation',
  '0cce9240': 'kerberosServiceTickets',
  '0cce9242': 'kerberosAuthentication',
  '0cce9244': 'detailedFileShare',
  '0cce9245': 'removableStorage',
  '0cce9248': 'plugAndPlay',
  '0cce9249': 'groupMembership',
}

/** Key of `[System Access]` in secedit's file → fact `windows.password.*` or `windows.accounts.*`. */
export const passwordRules: readonly (readonly [key: string, fact: string, type: 'number' | 'boolean', meaning: string])[] = [
  ['MinimumPasswordLength', 'password.minimumLength', 'number', 'Characters that a password needs at least'],
  ['PasswordComplexity', 'password.complexity', 'boolean', 'Passwords need several kinds of characters'],
  ['MaximumPasswordAge', 'password.maximumAgeDays', 'number', 'Days until a password must be changed; -1 = never'],
  ['MinimumPasswordAge', 'password.minimumAgeDays', 'number', 'Days before a password may be changed again'],
  ['PasswordHistorySize', 'password.history', 'number', 'Old passwords that may not come back'],
  ['ClearTextPassword', 'password.reversible', 'boolean', 'Passwords are kept so that they can be read back'],
  ['LockoutBadCount', 'lockout.attempts', 'number', 'Wrong passwords until an account is locked; 0 = never'],
  ['ResetLockoutCount', 'lockout.windowMinutes', 'number', 'Minutes until wrong passwords are forgotten'],
  [
    'LockoutDuration',
    'lockout.durationMinutes',
    'number',
    'Minutes that an account stays locked; -1 = until an administrator opens it',
  ],
  ['EnableAdminAccount', 'accounts.administratorEnabled', 'boolean', 'The built-in administrator can log on'],
  ['EnableGuestAccount', 'accounts.guestEnabled', 'boolean', 'The guest account can log on'],
  ['LSAAnonymousNameLookup', 'anonymous.nameLookup', 'boolean', 'Who has no name may turn SIDs into names'],
  ['ForceLogoffWhenHourExpire', 'logon.forcedOff', 'boolean', 'Sessions end when the allowed hours do'],
]

/** Rights of secedit's `[Privilege Rights]` that checks look at: fact `windows.rights.<right>`. */
export const watchedRights = [
  'SeAssignPrimaryTokenPrivilege',
  'SeBackupPrivilege',
  'SeBatchLogonRight',
  'SeCreateTokenPrivilege',
  'SeDebugPrivilege',
  'SeDenyBatchLogonRight',
  'SeDenyInteractiveLogonRight',
  'SeDenyNetworkLogonRight',
  'SeDenyRemoteInteractiveLogonRight',
  'SeDenyServiceLogonRight',
  'SeEnableDelegationPrivilege',
  'SeImpersonatePrivilege',
  'SeInteractiveLogonRight',
  'SeLoadDriverPrivilege',
  'SeNetworkLogonRight',
  'SeRemoteInteractiveLogonRight',
  'SeRemoteShutdownPrivilege',
  'SeRestorePrivilege',
  'SeServiceLogonRight',
  'SeShutdownPrivilege',
  'SeTakeOwnershipPrivilege',
  'SeTcbPrivilege',
  'SeTrustedCredManAccessPrivilege',
] as const

const system: readonly FactDefinition[] = [
  fact('text', 'system.product', "Microsoft's name of the system: `Windows Server 2019`"),
  fact('text', 'system.build', '`10.0.17763.6054`; without the last part when the revision was not seen'),
  fact('text', 'system.release', '`1809`, `22H2`, `R2`; as Windows names its release'),
  fact('text', 'system.edition', 'EditionID: `EnterpriseS`, `ServerStandard`'),
  fact('text', 'system.installation', '`client`, `server`, `server-core`, `nano-server`, `embedded`'),
  fact('boolean', 'system.longTerm', 'Edition of the long-term channel (LTSB, LTSC)'),
  fact('boolean', 'system.iot', 'Edition for devices (IoT, Embedded, POSReady)'),
  fact('boolean', 'system.extendedUpdates', 'Extended security updates are licensed on this machine'),
  fact('boolean', 'system.domainController', 'Holds the accounts of a domain'),
  fact('boolean', 'system.domainMember', 'Belongs to a domain'),
  fact('text', 'system.domain', 'Name of the domain'),
  fact('boolean', 'system.entraJoined', 'Belongs to an Entra tenant'),
  fact(
    'list',
    'system.roles',
    'Roles seen by their services: `ad`, `dns`, `dhcp`, `iis`, `hyper-v`, `wsus`, `print`, `exchange`, `sql`, `certificates`, `adfs`',
  ),
  fact('text', 'system.lastBoot', 'Start of the running system (UTC)'),
]
const updates: readonly FactDefinition[] = [
  fact('list', 'updates.installed', 'Numbers of the installed updates, `KB…`'),
  fact('boolean', 'updates.serverEncrypted', 'The server of updates is reached over https'),
  fact('text', 'updates.lastInstalledAt', 'Last update that Windows Update installed (UTC), from its history'),
  fact('list', 'updates.failed', 'Updates whose last installation failed, `KB…`'),
  fact('text', 'updates.pendingBuild', 'Build that is installed and waits for the restart'),
  fact(
    'list',
    'restart.reasons',
    'Why a restart is due: `servicing`, `windows-update`, `services`, `computer-name`, `domain-join`, `file-renames` (weak)',
  ),
]
const rest: readonly FactDefinition[] = [
  fact('boolean', 'smb.server.smb1', 'The SMB server speaks version 1'),
  fact('boolean', 'smb.client.smb1', 'The SMB client speaks version 1'),
  fact('boolean', 'powershell.version2', 'The old engine of PowerShell, which logs nothing, is installed'),
  fact('list', 'features.enabled', 'Optional features that are on (`SMB1Protocol`, `TelnetClient`)'),
  fact('list', 'firewall.off', 'Profiles in which the firewall is off: `domain`, `private`, `public`'),
  fact('text', 'defender.signaturesAt', 'Day and time of the signatures of Defender (UTC)'),
  fact('text', 'defender.platform', 'Version of the platform of Defender'),
  fact('list', 'defender.attackSurfaceRules', 'Rules that reduce the attack surface and block, by GUID'),
  fact('list', 'antivirus.products', 'Antivirus programs that Windows knows, or that are known by their service'),
  fact('boolean', 'antivirus.active', 'At least one antivirus program is on'),
  fact('boolean', 'antivirus.upToDate', 'The antivirus program that is on has new signatures'),
  fact('boolean', 'credentialGuard.running', 'Credential Guard runs'),
  fact('boolean', 'memoryIntegrity.running', 'Drivers and kernel code are checked (HVCI)'),
  fact('boolean', 'vbs.running', 'Virtualisation-based security runs'),
  admin(fact('list', 'bitlocker.unprotected', 'Drives that are not protected by BitLocker')),
  admin(fact('boolean', 'bitlocker.systemDrive', 'Drive C: is protected by BitLocker')),
  fact('list', 'netbios.interfaces', 'Network interfaces on which NetBIOS is not turned off'),
  fact('text', 'office.channel', 'Update channel of Office Click-to-Run: `Current`, `Monthly Enterprise`, `2021 LTSC`'),
  fact('list', 'office.macros.unrestricted', 'People and programs whose macros all run: `S-1-5-21-… 16.0 word`'),
  fact(
    'list',
    'office.macros.internetAllowed',
    'People and programs in which macros of files from the internet are not blocked by policy',
  ),
  fact('list', 'office.macros.seen', 'People and programs whose setting for macros was seen'),
  fact('list', 'screenLock.without', 'People whose screen does not lock itself with a password'),
  fact('boolean', 'logon.passwordStored', 'A password for automatic logon lies in the registry'),
  fact('list', 'accounts.local', 'Names of local accounts that can log on'),
  fact('list', 'accounts.passwordNotRequired', 'Local accounts that can log on and need no password'),
  fact('list', 'accounts.passwordNeverExpires', 'Local accounts that can log on and whose password never expires'),
  fact('list', 'accounts.administrators', 'Members of the local administrators, `DOMAIN\\name` or SID'),
  fact('list', 'accounts.remoteDesktopUsers', 'Members of the group that may use Remote Desktop'),
  fact(
    'boolean',
    'accounts.administratorRenamed',
    'The built-in administrator has another name; only stated where it is surely unchanged',
  ),
  fact('list', 'services.running', 'Names of services that run'),
  fact('list', 'services.automatic', 'Names of services that start with the system'),
  fact('list', 'services.unquotedPaths', 'Services whose path has blanks and no quotes'),
  fact('list', 'services.inUserFolders', 'Services whose program lies where anybody may write by default'),
  fact('list', 'services.asUser', 'Services that run as a person: `name DOMAIN\\user`'),
  fact('boolean', 'spooler.runs', 'The print spooler starts with the system or runs'),
  fact('list', 'shares', 'Shares that people made, without the hidden ones of administrators'),
  fact('boolean', 'snmp.installed', 'The SNMP service is there'),
  fact('number', 'snmp.communities', 'How many SNMP communities are set; their names are never read'),
  fact('boolean', 'snmp.managersLimited', 'SNMP answers only the hosts that are listed'),
  fact('boolean', 'usbStorage.driverDisabled', 'The driver of USB storage does not start'),
  fact('boolean', 'appLocker.enforced', 'AppLocker refuses programs that no rule allows'),
  fact('boolean', 'codeIntegrity.enforced', 'App Control (WDAC) refuses programs that no policy allows'),
  fact('boolean', 'log.forwarded', 'Events go to a collector'),
  fact('boolean', 'dep.always', 'Data execution prevention is on for all programs (OptOut or AlwaysOn)'),
  admin(fact('boolean', 'accounts.guestRenamed', 'The guest account has another name; only stated where it is surely unchanged')),
]

export const windowsFactCatalogue: readonly FactDefinition[] = [
  ...system,
  ...updates,
  ...settings.map(({ fact: name, type, meaning }) => ({ name, type, meaning })),
  ...rest,
  ...passwordRules.map(([, name, type, meaning]) => admin(fact(type, name, meaning))),
  ...watchedRights.map((right) => admin(fact('list', `rights.${right}`, 'Who has the right: SIDs'))),
  ...Object.values(auditSubcategories).map((name) =>
    admin(fact('number', `audit.${name}`, 'What is logged: 0 nothing, 1 success, 2 failure, 3 both')),
  ),
]
