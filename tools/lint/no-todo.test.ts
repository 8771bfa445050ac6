import { noTodo } from './no-todo.ts'
import { checkTextRule } from './text-rule.suite.ts'

checkTextRule(noTodo, {
  path: 'packages/core/src/matching/judge.ts',
  passes: ['// what holds today', "const state = 'TODO'", '// a todo list is a page of the web'],
  fails: [
    { text: 'one()\n// TODO: mend', says: /write an issue/, line: 2 },
    { text: '/* FIXME */', says: /write an issue/ },
  ],
})
