// Planted: switches a rule off without a reason.
// oxlint-disable-next-line no-console
console.log('quiet')
