import { type Command, InvalidArgumentError } from 'commander';

export function addExercisesCommand(program: Command): void {
  program
    .command('exercises')
    .description('write a worksheet and its key: coverage and marrow levels, drawn by a seed')
    .option('--seed <number>', 'the same seed gives the same exercises', wholeNumber, 7)
    .option('--count <number>', 'how many', wholeNumber, 10)
    .requiredOption('--out <folder>', 'folder to write worksheet.html and key.html to')
    .action(async ({ seed, count, out }: { seed: number; count: number; out: string }) => {
      const { exercises } = await import('../../app/exercises.ts');
      const { keyHtml, worksheetHtml } = await import('../../report/exercises-html.ts');
      const { writeFolder } = await import('../write-folder.ts');
      const made = await exercises({ seed, count });
      const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) });
      const asked = made.map(({ number, question }) => ({ number, question }));
      const files = [file('worksheet.html', worksheetHtml(seed, asked)), file('key.html', keyHtml(seed, made))];
      await writeFolder(out, files);
      process.stdout.write(`${files.map(({ path }) => path).join('\n')}\n`);
    });
}

function wholeNumber(word: string): number {
  if (!/^\d+$/.test(word)) throw new InvalidArgumentError('A whole number is expected.');
  return Number(word);
}
