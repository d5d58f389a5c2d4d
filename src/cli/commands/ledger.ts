import { type Command, Option } from 'commander';
import { TrabeculaError } from '../../../core/index.ts';
import { EXIT } from '../exit-status.ts';
import type { AddOptions, ListOptions, VerifyOptions } from '../ledger/options.ts';
import { formatOption, outOption, repeatable } from './options.ts';

/** The commands of a trial's ledger. Databases are loaded when a ledger is opened, not before. */
export function addLedgerCommand(program: Command, setStatus: (status: number) => void): void {
  const ledger = program
    .command('ledger')
    .description('the trial’s ledger: append-only, each entry chained to the one before by its hash')
    .addHelpText(
      'after',
      `
A ledger is a folder (--ledger DIR, one process at a time) or a PostgreSQL database
(--ledger postgres://USER@HOST/DATABASE; encrypted and checked beyond this computer; PGPASSWORD holds the password).
Who made an entry and when is self-declared. Exit status: 0 done or whole, 1 broken; 64 to 73 as elsewhere.`,
    );
  ledger.action(() => {
    throw new TrabeculaError('usage', { what: 'no command given; see trabecula ledger --help' });
  });
  const sub = (words: string, description: string): Command =>
    ledger
      .command(words)
      .description(description)
      .requiredOption('--ledger <folder|address>', 'folder of the ledger, or address of its database');

  sub('init', 'make a new, empty ledger').action(async ({ ledger: word }: { ledger: string }) => {
    const { runInit } = await import('../run-ledger.ts');
    await print(await runInit(word));
  });
  sub('migrate', 'bring the tables of a ledger of an older version up to date').action(
    async ({ ledger: word }: { ledger: string }) => {
      const { migrate } = await import('../ledger/with-ledger.ts');
      await migrate(word);
    },
  );

  ledger
    .command('role')
    .description('print SQL that makes a role which may read a ledger on a server and add to it, and nothing else')
    .addOption(outOption())
    .action(async ({ out }: { out?: string }) => {
      const { ROLE_SQL } = await import('../../ledger/role-sql.ts');
      await print(ROLE_SQL, out);
    });
  ledger
    .command('template')
    .description('print the keys of an entry of a kind, with explanations')
    .argument('<kind>')
    .addOption(outOption())
    .action(async (kind: string, { out }: { out?: string }) => {
      const { templateOf } = await import('../run-ledger.ts');
      await print(templateOf(kind), out);
    });

  sub('add', 'record entries')
    .argument('[file...]', 'entries as JSON or JSON lines, all or none of them; "-": one a line, each kept as it comes')
    .option('--by <name>', 'who makes the entry (self-declared)')
    .option('--at <instant>', 'when, with its zone (self-declared; default: now, by the clock of this computer)')
    .addOption(
      repeatable(new Option('--result <file>', 'record a JSON result of check, marrow or screen; may be repeated')),
    )
    .option('--subject <pseudonym>', 'whose results they are')
    .action(async (files: string[], options: AddOptions) => {
      if (files.length === 0 && options.result.length === 0) {
        throw new TrabeculaError('usage', { what: 'no entry given; trabecula ledger template KIND prints one' });
      }
      if (files.includes('-') && (files.length > 1 || options.result.length > 0)) {
        throw new TrabeculaError('usage', { what: '"-" stands alone' });
      }
      const { runAdd } = await import('../run-ledger.ts');
      await runAdd(files, options);
    });

  sub('list', 'print the entries')
    .option('--subject <pseudonym>', 'of one subject')
    .option('--kind <kind>', 'of one kind')
    .addOption(formatOption(['text', 'json']))
    .addOption(outOption())
    .action(async (options: ListOptions) => {
      const { runList } = await import('../run-ledger.ts');
      await print(await runList(options), options.out, options.format === 'text');
    });

  sub('verify', 'walk the whole chain, and tell every entry that was altered, removed or put elsewhere')
    .addOption(
      repeatable(new Option('--anchor <number:hash>', 'a head that was written down elsewhere; may be repeated')),
    )
    .addOption(formatOption(['text', 'json']))
    .addOption(outOption())
    .action(async (options: VerifyOptions) => {
      const { runVerify } = await import('../run-ledger.ts');
      const { text, isWhole } = await runVerify(options);
      await print(text, options.out, options.format === 'text');
      setStatus(isWhole ? EXIT.ok : EXIT.deviation);
    });

  sub('export', 'write all entries, as JSON lines or CSV; a broken ledger is refused')
    .addOption(new Option('--format <format>', 'form of the file').choices(['jsonl', 'csv']).default('jsonl'))
    .addOption(outOption())
    .action(async (options: ExportOptions) => {
      const { runExport } = await import('../run-ledger.ts');
      await print(await runExport(options.ledger, options.format), options.out);
    });
  sub('import', 'take in exported entries; those that are there already must be the same')
    .argument('<file>')
    .action(async (file: string, { ledger: word }: { ledger: string }) => {
      const { runImport } = await import('../run-ledger.ts');
      await print(await runImport(word, file));
    });
  sub('backup', 'write everything into one file that restore makes a ledger of; a broken ledger is refused')
    .requiredOption('--out <file>', 'the backup')
    .action(async ({ ledger: word, out }: { ledger: string; out: string }) => {
      const { runBackup } = await import('../run-ledger.ts');
      await print(await runBackup(word, out));
    });
  sub('restore', 'make a new ledger of a backup')
    .argument('<file>')
    .action(async (file: string, { ledger: word }: { ledger: string }) => {
      const { runRestore } = await import('../run-ledger.ts');
      await print(await runRestore(word, file));
    });
}

interface ExportOptions {
  readonly ledger: string;
  readonly format: 'jsonl' | 'csv';
  readonly out?: string;
}

async function print(text: string, out?: string, isText = false): Promise<void> {
  const { emit } = await import('../emit.ts');
  await emit(text, out, isText);
}
