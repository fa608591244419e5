/** Reports: rows of plain values about an object, filtered, sorted and paged like lists of objects. */
import type { CompiledResource } from "../../core/compile.js";
import { invalidParameter } from "../../core/errors.js";
import { listEntities, paginationOf } from "../../core/list.js";
import { parseQuery, type Query } from "../../core/query.js";
import type { Report, ReportRow } from "../../core/report.js";
import type { Answer } from "../../core/resource.js";
import { csvCell } from "../../platform/csv-cell.js";
import { type Api, entityAt, onEntity, type Route, type RouteContext } from "./route.js";

export const PLAIN_JSON = "application/json";
export const CSV = "text/csv";

const isOneValue = (type: Report["columns"][string]) => typeof type === "string" || "enum" in type;

/** A report in the form of a list: with its own filters, order and search. */
function listed(compiled: CompiledResource, path: string, report: Report): CompiledResource {
  const sortable = Object.entries(report.columns).filter(([, type]) => isOneValue(type));
  const sort = Object.fromEntries(
    sortable.map(([name]) => [name, (row: ReportRow) => row[name] as string | number | null]),
  );
  const search = (row: ReportRow) => report.searched.map((name) => row[name] as string | null);
  return {
    ...compiled,
    path,
    resource: { ...compiled.resource, filters: report.filters, sort, search } as never,
  };
}

/** @throws ApiError 400 for a format that there is not */
function formatOf({ params, request }: RouteContext): "json" | "csv" {
  const asked = params.get("format") ?? (request.headers.accept === CSV ? "csv" : "json");
  if (asked === "json" || asked === "csv") return asked;
  throw invalidParameter("format", `'format' must be json or csv, not '${asked}'.`);
}

function csvOf(columns: readonly string[], rows: readonly ReportRow[]): Answer {
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name] ?? null))];
  const body = lines.map((line) => `${line.map(csvCell).join(",")}\r\n`).join("");
  return { headers: { "Content-Type": CSV }, body };
}

/** Returns all rows on one page. */
const whole = (query: Query): Query => ({ ...query, page: 1, size: Number.MAX_SAFE_INTEGER });

/** `GET` of a report. */
export function reportRoute(api: Api, compiled: CompiledResource, path: string, report: Report): Route {
  const rows = listed(compiled, path, report);
  const owners = api.registry.of(report.of);
  return {
    describes: { about: compiled, type: rows, answers: "report", columns: report.columns, status: 200 },
    permission: owners.readPermission,
    admit: onEntity(owners, owners.readPermission),
    // It takes no body, and CSV is acceptable too.
    body: "raw",
    changes: false,
    run(context) {
      const owner = entityAt(owners, context, owners.readPermission);
      const format = formatOf(context);
      const asked = parseQuery(context.params, "list");
      const source = { entities: report.rows(owner as never, context), shows: () => true };
      const query = format === "csv" ? whole(asked) : asked;
      const { entities, total } = listEntities(rows, query, context, source);
      if (format === "csv") return csvOf(Object.keys(report.columns), entities);
      return {
        headers: { "Content-Type": PLAIN_JSON },
        body: JSON.stringify({ data: entities, meta: { pagination: paginationOf(query, total) } }),
      };
    },
  };
}
