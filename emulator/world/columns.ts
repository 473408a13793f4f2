type TypedArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;
type Maker<Held extends TypedArray> = { new (length: number): Held };

/** A typed array that grows. Read `at` anew each time: growing replaces it. */
export type Column<Held extends TypedArray = TypedArray> = { at: Held; grow(length: number): void };

const firstLength = 256;

/** Opens an empty column; new rows are zero. */
export function openColumn<Held extends TypedArray>(make: Maker<Held>): Column<Held> {
  const column: Column<Held> = {
    at: new make(firstLength),
    grow(length) {
      const longer = new make(length);
      longer.set(column.at);
      column.at = longer;
    },
  };
  return column;
}

/** Makes room for `rows` rows in all columns. By half at a time, so that a big table is never twice its size. */
export function growColumns(columns: Readonly<Record<string, Column>>, rows: number): void {
  for (const column of Object.values(columns)) {
    if (column.at.length < rows) column.grow(Math.max(rows, Math.ceil(column.at.length * 1.5)));
  }
}
