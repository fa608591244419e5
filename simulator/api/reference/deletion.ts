import { DELETIONS, type DeletionRow } from "../../core/deletion.js";
import { code, page, table } from "./markdown.js";

/** The types with one effect when something is deleted, in the order of the table. */
function named(rows: readonly DeletionRow[], effect: DeletionRow["effect"]): string {
  const types = rows.filter((row) => row.effect === effect).map(({ type }) => code(type));
  return [...new Set(types)].join(", ") || "-";
}

/** `docs/reference/deletion.md` */
export function deletionPage(): string {
  const types = [...new Set(DELETIONS.map(({ of }) => of))];
  return page(
    "<!-- Made by `npm run docs:api` from simulator/core/deletion.ts. -->",
    "# What a deletion does",
    "A deletion happens as a whole or not at all. The sandbox first finds all objects that are deleted with the object. If another\n" +
      "object needs one of them, it rejects the deletion with 409 and names up to five such objects (R18). It also rejects the deletion of a\n" +
      "workspace (and of its environment) while a run executes, or while it has resources and `deletion-protection-enabled` is set.",
    table(
      ["Object", "Deleted with it", "Loses its link", "Prevents the deletion"],
      types.map((of) => {
        const rows = DELETIONS.filter((row) => row.of === of);
        return [code(of), named(rows, "goes"), named(rows, "unlinked"), named(rows, "holds")];
      }),
    ),
    "When an agent is deleted, with its pool (R19) or with the token by which it joined, the runs that it executes end errored. Objects\n" +
      "keep the name of a deleted user who created or changed them. The files of an object are removed once its deletion is on disk.",
  );
}
