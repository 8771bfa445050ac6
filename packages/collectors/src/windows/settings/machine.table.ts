/** Settings of the machine itself: memory, antivirus, scripts, logon, updates. */
import { CCS, MS, CV, POLICIES, always, at, boolean, builds, number, since, text, type Setting } from './setting.ts'

const LSA = String.raw`${CCS}\Control\Lsa`
const SYSTEM_POLICY = String.raw`${CV}\Policies\System`
const UPDATE = String.raw`${POLICIES}\Windows\WindowsUpdate`
const DEFENDER = String.raw`${MS}\Windows Defender`
const DEFENDER_POLICY = String.raw`${POLICIES}\Windows Defender`
const POWERSHELL = String.raw`${POLICIES}\Windows\PowerShell`

const memory: readonly Setting[] = [
  number(
    'lsa.protection',
    'RunAsPPL: 0 none, 1 locked in firmware, 2 without the lock',
    [at(LSA, 'RunAsPPL')],
    [
      { from: 0, value: 0 },
      { from: 22_621, value: 'unknown' }, // on by itself for new installations from 11 22H2 on
    ],
  ),
  boolean(
    'wdigest.passwordKept',
    'Passwords lie readable in memory (WDigest)',
    'on',
    [at(String.raw`${CCS}\Control\SecurityProviders\WDigest`, 'UseLogonCredential')],
    since(builds.eightOne, 'unknown', false),
  ),
  boolean('vbs.configured', 'Virtualisation-based security is asked for', 'on', [
    at(String.raw`${POLICIES}\Windows\DeviceGuard`, 'EnableVirtualizationBasedSecurity'),
    at(String.raw`${CCS}\Control\DeviceGuard`, 'EnableVirtualizationBasedSecurity'),
  ]),
  number('credentialGuard.configured', 'Credential Guard is asked for: 0 no, 1 locked in firmware, 2 without the lock', [
    at(String.raw`${POLICIES}\Windows\DeviceGuard`, 'LsaCfgFlags'),
    at(LSA, 'LsaCfgFlags'),
  ]),
  boolean(
    'mitigation.certificatePadding',
    'Signed files with something added are refused (CVE-2013-3900)',
    'on',
    [at(String.raw`${MS}\Cryptography\Wintrust\Config`, 'EnableCertPaddingCheck')],
    always(false),
  ),
  number('mitigation.cpuOverride', 'FeatureSettingsOverride: which mitigations of processor flaws are turned', [
    at(String.raw`${CCS}\Control\Session Manager\Memory Management`, 'FeatureSettingsOverride'),
  ]),
  number('mitigation.cpuOverrideMask', 'FeatureSettingsOverrideMask: 3 makes the override count', [
    at(String.raw`${CCS}\Control\Session Manager\Memory Management`, 'FeatureSettingsOverrideMask'),
  ]),
  boolean(
    'mitigation.safeDllSearch',
    'Libraries are searched in system folders before the current one',
    'on',
    [at(String.raw`${CCS}\Control\Session Manager`, 'SafeDllSearchMode')],
    always(true),
  ),
  boolean('mitigation.sehop', 'Exception handlers cannot be overwritten (SEHOP)', 'off', [
    at(String.raw`${CCS}\Control\Session Manager\kernel`, 'DisableExceptionChainValidation'),
  ]),
]

const defender: readonly Setting[] = [
  boolean('defender.disabled', 'Defender is turned off', 'on', [
    at(DEFENDER_POLICY, 'DisableAntiSpyware'),
    at(DEFENDER, 'DisableAntiSpyware'),
  ]),
  boolean(
    'defender.realTime',
    'Defender watches as files are opened',
    'off',
    [
      at(String.raw`${DEFENDER_POLICY}\Real-Time Protection`, 'DisableRealtimeMonitoring'),
      at(String.raw`${DEFENDER}\Real-Time Protection`, 'DisableRealtimeMonitoring'),
    ],
    since(builds.ten, 'unknown', true),
  ),
  boolean('defender.tamperProtection', 'Defender cannot be turned off by programs', { is: [1, 5] }, [
    at(String.raw`${DEFENDER}\Features`, 'TamperProtection'),
  ]),
  text('defender.engine', 'Version of the engine of Defender', [at(String.raw`${DEFENDER}\Signature Updates`, 'EngineVersion')]),
  text('defender.signatures', 'Version of the signatures of Defender', [
    at(String.raw`${DEFENDER}\Signature Updates`, 'AVSignatureVersion'),
  ]),
]

const scripts: readonly Setting[] = [
  boolean(
    'powershell.scriptBlockLogging',
    'PowerShell logs what it runs',
    'on',
    [at(String.raw`${POWERSHELL}\ScriptBlockLogging`, 'EnableScriptBlockLogging')],
    always(false),
  ),
  boolean(
    'powershell.moduleLogging',
    'PowerShell logs the calls of modules',
    'on',
    [at(String.raw`${POWERSHELL}\ModuleLogging`, 'EnableModuleLogging')],
    always(false),
  ),
  boolean(
    'powershell.transcription',
    'PowerShell writes down each session',
    'on',
    [at(String.raw`${POWERSHELL}\Transcription`, 'EnableTranscripting')],
    always(false),
  ),
  text('powershell.executionPolicy', 'Which scripts run', [
    at(POWERSHELL, 'ExecutionPolicy'),
    at(String.raw`${MS}\PowerShell\1\ShellIds\Microsoft.PowerShell`, 'ExecutionPolicy'),
  ]),
  boolean(
    'scriptHost.enabled',
    'Script files run on a double click (Windows Script Host)',
    'on',
    [at(String.raw`${MS}\Windows Script Host\Settings`, 'Enabled')],
    always(true),
  ),
  number(
    'autorun.disabledDrives',
    'NoDriveTypeAutoRun: 255 = AutoRun is off on all drives',
    [at(String.raw`${CV}\Policies\Explorer`, 'NoDriveTypeAutoRun')],
    always(145),
  ),
  boolean(
    'autorun.commandsIgnored',
    'Commands of autorun.inf are not run',
    'on',
    [at(String.raw`${CV}\Policies\Explorer`, 'NoAutorun')],
    since(builds.seven, 'unknown', false),
  ),
  boolean(
    'installer.alwaysElevated',
    'Anybody installs with the rights of the system (half of it: the machine)',
    'on',
    [at(String.raw`${POLICIES}\Windows\Installer`, 'AlwaysInstallElevated')],
    always(false),
  ),
  boolean('smartScreen.enabled', 'Unknown programs from outside are held back', 'on', [
    at(String.raw`${POLICIES}\Windows\System`, 'EnableSmartScreen'),
  ]),
]

const logon: readonly Setting[] = [
  boolean(
    'uac.enabled',
    'Administrators work without their rights until they confirm',
    'on',
    [at(SYSTEM_POLICY, 'EnableLUA')],
    since(builds.vista, 'unknown', true),
  ),
  number(
    'uac.adminPrompt',
    'What an administrator is asked: 0 nothing, 1 and 3 password, 2 and 4 consent, 5 consent for other programs',
    [at(SYSTEM_POLICY, 'ConsentPromptBehaviorAdmin')],
    since(builds.seven, 'unknown', 5),
  ),
  number(
    'uac.userPrompt',
    'What others are asked: 0 refused, 1 password on the safe screen, 3 password',
    [at(SYSTEM_POLICY, 'ConsentPromptBehaviorUser')],
    since(builds.seven, 'unknown', 3),
  ),
  boolean(
    'uac.safeScreen',
    'The question stands on a screen of its own',
    'on',
    [at(SYSTEM_POLICY, 'PromptOnSecureDesktop')],
    since(builds.vista, 'unknown', true),
  ),
  boolean(
    'uac.builtinFiltered',
    'The built-in administrator too has to confirm',
    'on',
    [at(SYSTEM_POLICY, 'FilterAdministratorToken')],
    since(builds.vista, 'unknown', false),
  ),
  boolean(
    'uac.remoteUnfiltered',
    'Local administrators have all rights from afar',
    'on',
    [at(SYSTEM_POLICY, 'LocalAccountTokenFilterPolicy')],
    since(builds.vista, 'unknown', false),
  ),
  boolean(
    'logon.lastNameHidden',
    'The name of who was there last is not shown',
    'on',
    [at(SYSTEM_POLICY, 'DontDisplayLastUserName')],
    always(false),
  ),
  number(
    'logon.inactivitySeconds',
    'Seconds until the screen locks itself; 0 = never',
    [at(SYSTEM_POLICY, 'InactivityTimeoutSecs')],
    always(0),
  ),
  text('logon.notice', 'Text before logon', [at(SYSTEM_POLICY, 'legalnoticetext')]),
  text(
    'logon.cached',
    'How many logons are kept for when the domain is away',
    [at(String.raw`${MS}\Windows NT\CurrentVersion\Winlogon`, 'CachedLogonsCount')],
    always('10'),
  ),
  text(
    'logon.automatic',
    'Who logs on without being asked: `1` = somebody',
    [at(String.raw`${MS}\Windows NT\CurrentVersion\Winlogon`, 'AutoAdminLogon')],
    always('0'),
  ),
  boolean(
    'audit.commandLines',
    'The log of new processes holds their command line',
    'on',
    [at(String.raw`${SYSTEM_POLICY}\Audit`, 'ProcessCreationIncludeCmdLine_Enabled')],
    always(false),
  ),
  boolean('audit.subcategoriesForced', 'Subcategories of the audit policy beat the old categories', 'on', [
    at(LSA, 'SCENoApplyLegacyAuditPolicy'),
  ]),
]

const updates: readonly Setting[] = [
  text('updates.server', 'Server of updates (WSUS)', [at(UPDATE, 'WUServer')]),
  boolean(
    'updates.usesServer',
    'Updates come from the server of updates',
    'on',
    [at(String.raw`${UPDATE}\AU`, 'UseWUServer')],
    always(false),
  ),
  number(
    'updates.automatic',
    'AUOptions: 2 asks before loading, 3 before installing, 4 installs by plan, 5 the administrator chooses',
    [at(String.raw`${UPDATE}\AU`, 'AUOptions'), at(String.raw`${CV}\WindowsUpdate\Auto Update`, 'AUOptions')],
  ),
  boolean(
    'updates.off',
    'Automatic updates are turned off by policy',
    'on',
    [at(String.raw`${UPDATE}\AU`, 'NoAutoUpdate')],
    always(false),
  ),
  boolean(
    'updates.noRestartWhileLoggedOn',
    'No restart while somebody is logged on',
    'on',
    [at(String.raw`${UPDATE}\AU`, 'NoAutoRebootWithLoggedOnUsers')],
    always(false),
  ),
  boolean(
    'updates.internetBlocked',
    'Windows Update on the internet is not used',
    'on',
    [at(UPDATE, 'DoNotConnectToWindowsUpdateInternetLocations')],
    always(false),
  ),
  number(
    'updates.deferQualityDays',
    'Days that updates are held back',
    [at(UPDATE, 'DeferQualityUpdatesPeriodInDays')],
    always(0),
  ),
  text('updates.lastSearch', 'Last successful search for updates (UTC), 7 to 8.1', [
    at(String.raw`${CV}\WindowsUpdate\Auto Update\Results\Detect`, 'LastSuccessTime'),
  ]),
  text('updates.lastInstall', 'Last successful installation of updates (UTC), 7 to 8.1', [
    at(String.raw`${CV}\WindowsUpdate\Auto Update\Results\Install`, 'LastSuccessTime'),
  ]),
]

export const machineSettings: readonly Setting[] = [...memory, ...defender, ...scripts, ...logon, ...updates]
