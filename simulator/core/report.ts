import type { Entities, EntityType } from "./entities.js";
import type { Json, ValueType } from "./values.js";
import type { View } from "./view.js";

/** One row of a report: a value for each column, null where there is none. */
export type ReportRow = Readonly<Record<string, Json>>;

/** What a filter of a report compares: the texts of a row, or null for none. `date`: ISO 8601, with `between:` too. */
export interface ReportFilter {
  readonly values: (row: ReportRow, view: View) => string | readonly string[] | null;
  readonly date?: true;
}

/**
 * `GET /reports/.../{id}/<name>`: rows of plain values about an object, as JSON or (`format=csv`) as CSV. Lists of reports are
 * filtered, searched, sorted and paged like those of objects; CSV has all rows that match.
 */
export interface Report<T extends EntityType = EntityType> {
  /** The type of the object that the path names. The caller has to be allowed to read it. */
  readonly of: T;
  /** The columns with their types, in the order of CSV. Rows can be sorted by each that is one value. */
  readonly columns: Readonly<Record<string, ValueType>>;
  readonly filters: Readonly<Record<string, ReportFilter>>;
  /** The columns that `query` searches. */
  readonly searched: readonly string[];
  /** Those that the caller may see (R21). */
  readonly rows: (owner: Entities[T], view: View) => readonly ReportRow[];
}
