// What the tests need of the machine beyond npm packages. `npm test` installs it when it runs as root on a Debian-like
// system; elsewhere the tests that need it say why they are skipped.

export type Need = { readonly debianPackage: string; readonly program: string; readonly why: string }

export const needs: readonly Need[] = [
  {
    debianPackage: 'openssh-server',
    program: '/usr/sbin/sshd',
    why: 'the SSH transport is tested against a real server on the loopback',
  },
  {
    debianPackage: 'chromium',
    program: '/usr/bin/chromium',
    why: 'the HTML report is looked at in a real browser',
  },
  {
    debianPackage: 'openssl',
    program: '/usr/bin/openssl',
    why: 'fetching is tested against servers with certificates made for the test',
  },
  {
    debianPackage: 'debsecan',
    program: '/usr/bin/debsecan',
    why: 'a second opinion on what is open on a Debian host',
  },
  {
    debianPackage: 'rpm',
    program: '/usr/bin/rpm',
    why: 'the order of RPM versions is compared with its own',
  },
  {
    debianPackage: 'libalpm13',
    program: '/usr/lib/x86_64-linux-gnu/libalpm.so.13',
    why: "the order of Arch's versions is compared with its own",
  },
  {
    debianPackage: 'python3-packaging',
    program: '/usr/lib/python3/dist-packages/packaging/version.py',
    why: 'the order of Python versions is compared with its own',
  },
  {
    debianPackage: 'ruby',
    program: '/usr/bin/ruby',
    why: 'the order of gem versions is compared with its own',
  },
  {
    debianPackage: 'php-cli',
    program: '/usr/bin/php',
    why: 'runs the library that the next one brings',
  },
  {
    debianPackage: 'php-composer-semver',
    program: '/usr/share/php/Composer/Semver/autoload.php',
    why: 'the order of Composer versions is compared with its own',
  },
  {
    debianPackage: 'hunspell',
    program: '/usr/bin/hunspell',
    why: 'a rule of CSAF (6.3.8) checks the spelling of a document with it',
  },
  {
    debianPackage: 'hunspell-en-us',
    program: '/usr/share/hunspell/en_US.dic',
    why: 'the words for it',
  },
]
