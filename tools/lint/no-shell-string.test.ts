import { noShellString } from './no-shell-string.ts'
import { checkRule } from './rule.suite.ts'

checkRule('no-shell-string', noShellString, {
  file: 'packages/collectors/src/transports/local.ts',
  passes: [
    `import { spawn } from 'node:child_process'\nspawn('dpkg-query', ['--show', name], { shell: false })`,
    `const found = /a/.exec(text)`,
    `import { exec } from './plan.ts'\nexec('step')`,
  ],
  fails: [
    { code: `import { exec } from 'node:child_process'\nexec('ls')`, says: [/exec goes through a shell/] },
    { code: `import * as child from 'child_process'\nchild.execSync('ls')`, says: [/execSync goes through a shell/] },
    {
      code: `import { spawn as start } from 'node:child_process'\nstart('ls', [], { shell: true })`,
      says: [/no shell: drop this option/],
    },
    { code: 'import { execFile } from "node:child_process"\nexecFile(`${folder}/ls`, [])', says: [/the program is a constant/] },
  ],
})
