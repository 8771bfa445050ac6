/** The library comes without types; its modules export one function a rule. */
declare module '@secvisogram/csaf-validator-lib/*' {
  const tests: Readonly<Record<string, unknown>>
  export = tests
}
