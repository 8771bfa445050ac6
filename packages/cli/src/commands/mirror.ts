/** `hygie mirror`: the folder of feed files, filled from the network, and its state. */
import { textOf } from '../values.ts'
import { UserError, type ExitStatus } from '../user-error.ts'
import type { Command, Invocation } from '../command.ts'

export const mirror: Command = {
  name: 'mirror',
  usage: 'fetch [FEED…] | status [FEED…]',
  summary: 'command.mirror',
  options: {
    mirror: { type: 'string', value: 'DIR', help: 'option.mirror' },
    from: { type: 'string', value: 'URL', help: 'option.from' },
    ca: { type: 'string', multiple: true, value: 'FILE', help: 'option.ca' },
    force: { type: 'boolean', help: 'option.force' },
    'dry-run': { type: 'boolean', help: 'option.dry-run' },
    'insecure-http': { type: 'boolean', help: 'option.insecure-http' },
    json: { type: 'boolean', help: 'option.json' },
  },
  run,
}

async function run({ values, positionals, settings }: Invocation): Promise<ExitStatus> {
  const [verb = 'status', ...names] = positionals
  const { chosenFeeds } = await import('../mirror/chosen-feeds.ts')
  switch (verb) {
    case 'fetch': {
      const feeds = await chosenFeeds(names)
      if (values['dry-run'] === true)
        return (await import('../mirror/dry-run.ts')).dryRun(feeds, Date.now(), values['json'] === true, settings)
      const { fetchMirror } = await import('../mirror/fetch.ts')
      const from = textOf(values, 'from')
      return fetchMirror(
        feeds,
        {
          mirror: settings.mirrorToFill,
          authorityFiles: values['ca'] === undefined ? [] : (values['ca'] as readonly string[]),
          insecureHttp: values['insecure-http'] === true,
          force: values['force'] === true || names.length > 0,
          json: values['json'] === true,
          ...(from !== undefined && { from }),
        },
        settings,
      )
    }
    case 'status': {
      if (settings.mirror === undefined)
        throw new UserError(
          'Cannot tell the state of the mirror: none found; fetch it (hygie mirror fetch) or name its folder (--mirror DIR)',
          4,
        )
      const { printStatus } = await import('../mirror/status.ts')
      return printStatus(await chosenFeeds(names), settings.mirror, Date.now(), values['json'] === true, settings)
    }
    default:
      throw new UserError(`Cannot do "mirror ${verb}": must be fetch or status. See: hygie mirror --help`, 2)
  }
}
