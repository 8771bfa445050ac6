/** `docs/reference/probes.md`: what is asked of a machine, from the probes themselves. */
import { linuxProbes } from '@hygie/collectors/linux/probes'
import { code, head, table } from './markdown.ts'

export function probesPage(): string {
  return [
    head('Probes', 'packages/collectors/src/linux/probes.ts'),
    `What Hygie asks of a Linux machine, in this order, in one script and one round trip. The script is constant text:
\`npx hygie collectors show\` prints it word for word, \`npx hygie kit DIR\` writes it for machines that are reached by hand. No probe
writes, and each is bounded in time and bytes. As root some see more; without root they say what they could not see.

Windows, network equipment and medical devices come later.\n`,
    table(
      ['probe', 'sees', 'rights', 'at most'],
      linuxProbes.map(({ name, purpose, privilege, timeoutMs, outputBytesMax }) => [
        code(name),
        purpose,
        privilege === 'none' ? 'any account' : 'better as root',
        `${timeoutMs / 1000} s, ${sizeOf(outputBytesMax)}`,
      ]),
    ),
    '',
  ].join('\n')
}

function sizeOf(bytes: number): string {
  return bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MiB` : `${Math.round(bytes / 1024)} KiB`
}
