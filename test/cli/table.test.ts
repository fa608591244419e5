import { expect, it } from "vitest";
import { tableLines } from "../../cli/shell/table.js";

it("puts a text below its row where a column would cut one of its words", () => {
  const pool = "linux-runners-production-frankfurt";
  const rows = [
    ["dev/api", pool, `Workspace 'api' is linked to pool '${pool}'.`],
    ["dev/web", "no pool", "The account has no default pool, and none is set."],
  ];
  expect(tableLines(["WORKSPACE", "POOL", "BECAUSE"], rows, 80)).toEqual([
    ["WORKSPACE  POOL"],
    [`dev/api    ${pool}`, `    Workspace 'api' is linked to pool '${pool}'.`],
    ["dev/web    no pool", "    The account has no default pool, and none is set."],
  ]);
  expect(tableLines(["WORKSPACE", "POOL", "BECAUSE"], rows, 100)[1]).toHaveLength(2);
});
