import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { FINDING_COLUMNS, NUMBER_COLUMNS } from '../../report/batch-tables.ts';

type Cell = string | number | null;

/** Rows that are kept until they are written as one group. */
const ROWS_OF_GROUP = 10_000;

/** All findings as Parquet, written as they come: text and doubles, empty cells as null. */
export class FindingsParquet {
  private readonly writer: ParquetWriter;
  private columns: Cell[][] = FINDING_COLUMNS.map(() => []);

  constructor(path: string, createdBy: string) {
    this.writer = new ParquetWriter({
      writer: fileWriter(path),
      schema: [
        { name: 'finding', num_children: FINDING_COLUMNS.length },
        ...FINDING_COLUMNS.map((name) =>
          NUMBER_COLUMNS.includes(name)
            ? ({ name, type: 'DOUBLE', repetition_type: 'OPTIONAL' } as const)
            : ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const),
        ),
      ],
      createdBy,
    });
  }

  async add(rows: readonly (readonly Cell[])[]): Promise<void> {
    for (const row of rows) this.columns.forEach((column, n) => column.push(row[n] ?? null));
    if ((this.columns[0]?.length ?? 0) >= ROWS_OF_GROUP) await this.writeGroup();
  }

  async end(): Promise<void> {
    await this.writeGroup();
    await this.writer.finish();
  }

  private async writeGroup(): Promise<void> {
    if (this.columns[0]?.length === 0) return;
    const columnData = this.columns.map((data, n) => ({ name: FINDING_COLUMNS[n] ?? '', data, offsetIndex: false }));
    await this.writer.write({ columnData, rowGroupSize: ROWS_OF_GROUP * 2 });
    this.columns = FINDING_COLUMNS.map(() => []);
  }
}
