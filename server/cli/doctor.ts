import type { Command } from 'commander';
import type { Finding } from '../store/ports/maintenance.js';
import { EXIT, print, tell } from './command.js';
import { openStore } from './store.js';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look for anything that is wrong with the database, and recompute every account from its entries')
    .option('--json', 'print each finding as a line of JSON')
    .addHelpText(
      'after',
      '\nReads as of one moment, also while servers write. Each finding is a line on standard output: a problem breaks a\n' +
        'promise and makes the exit code 1, a warning weakens one and does not.',
    )
    .action(examine);
}

async function examine({ json = false }: { readonly json?: boolean }): Promise<void> {
  const { maintenance } = await openStore();
  const counts = { problem: 0, warning: 0 };
  const note = (finding: Finding) => {
    counts[finding.severity] += 1;
    print(json ? JSON.stringify(finding) : `${finding.severity}: ${finding.message}`);
  };
  for await (const finding of maintenance.examine()) note(finding);
  // A database with problems may not answer further questions.
  if (counts.problem === 0) {
    const { unusableZones } = await import('./time-zones.js');
    (await unusableZones(maintenance)).forEach(note);
  }
  tell(`${counts.problem} problems, ${counts.warning} warnings`);
  if (counts.problem > 0) process.exitCode = EXIT.failed;
  else tell(`mode: ${(await maintenance.mode()) ?? 'none yet, the first server to start sets it'}`);
}
