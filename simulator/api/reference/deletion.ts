import { DELETIONS, type DeletionRow } from "../../core/deletion.js";
import { code, page, table } from "./markdown.js";

/** The types with one effect on something that is deleted, in the order of the table. */
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
    "A deletion happens whole or not at all. Everything that goes along is found first. If something that stays holds any of it, the\n" +
      "deletion is refused (409), and the refusal names up to five of those who hold it (R18). A rule can refuse as well: a workspace whose\n" +
      "run executes stays, and so does one that has resources and is protected (`deletion-protection-enabled`), with its environment.",
    table(
      ["Deleted", "Goes along", "Loses its link", "Holds it"],
      types.map((of) => {
        const rows = DELETIONS.filter((row) => row.of === of);
        return [code(of), named(rows, "goes"), named(rows, "unlinked"), named(rows, "holds")];
      }),
    ),
    "What an agent executes ends errored when the agent goes, with its pool (R19) or with the token by which it joined. Who created or\n" +
      "changed something stays on record when the user goes. The files of an object go when the object is gone on disk.",
  );
}
